/** Comments, stage, assessments and snapshots of the open file; `session.review`. */
import { Loaded } from './loaded.svelte';
import { areas } from './i18n/index.svelte';
import type { Platform } from './platform';
import type { Changes } from './policies.svelte';
import { comparedPair, listedComments, momentId, type CommentFilter } from './review';
import type * as w from './types';

/** What the session does when the assessment in front changes. */
export interface Fronts {
  /** Answers and saved state after a change. */
  answers: (update: w.UpdateView) => void;
  /** Shows another assessment once everything entered is saved or given up; `false` when the user stays. */
  exchange: (call: () => Promise<w.EngagementView>, message: w.Text, undoable: boolean) => Promise<boolean>;
}

export class Review {
  readonly loaded = new Loaded<w.ReviewView>();
  readonly trend = new Loaded<w.ScoreTrendView>();
  readonly comparison = new Loaded<w.StateComparisonView>();
  filter = $state<CommentFilter>('all');
  /** The role that comments and decides, typed once; empty for the assessor. */
  role = $state('');
  #chosen = $state.raw<{ from: string | null; to: string | null }>({ from: null, to: null });

  readonly comments = $derived(
    this.loaded.view ? listedComments(this.loaded.view.comments, this.filter) : [],
  );
  /** The assessment that is worked on. */
  readonly current = $derived(this.loaded.view?.assessments.find((one) => one.current) ?? null);
  /** What is compared with what; `null` when there is one state only. */
  readonly pair = $derived(this.loaded.view ? comparedPair(this.loaded.view, this.#chosen) : null);
  readonly #moments = $derived(
    new Map(this.trend.view?.moments.map(({ moment }) => [momentId(moment.key), moment])),
  );

  readonly #platform: Platform;
  readonly #changes: Changes;
  readonly #fronts: Fronts;

  constructor(desktop: Platform, changes: Changes, fronts: Fronts) {
    this.#platform = desktop;
    this.#changes = changes;
    this.#fronts = fronts;
  }

  ask(): Promise<void> {
    return this.loaded.ask(() => this.#platform.review());
  }

  askTrend(): Promise<void> {
    return this.trend.ask(() => this.#platform.scoreTrend());
  }

  compare(from: w.MomentKey, to: w.MomentKey): Promise<void> {
    return this.comparison.ask(() => this.#platform.compareStates(from, to));
  }

  /** Another file was opened. */
  reset(): void {
    for (const loaded of [this.loaded, this.trend, this.comparison]) loaded.clear();
    this.filter = 'all';
    this.role = '';
    this.#chosen = { from: null, to: null };
  }

  /** Score and level of a state, once they are known. */
  moment(key: w.MomentKey): w.MomentView | undefined {
    return this.#moments.get(momentId(key));
  }

  /** What shall be compared; the other side stays as it is shown. */
  choose(chosen: { from?: w.MomentKey; to?: w.MomentKey }): void {
    const from = chosen.from ?? this.pair?.from;
    const to = chosen.to ?? this.pair?.to;
    this.#chosen = { from: from ? momentId(from) : null, to: to ? momentId(to) : null };
  }

  // ---- comments and stage; failures of what a form sends are thrown to it

  /** On an indicator or another node, or with `null` on the whole assessment. */
  comment(about: string | null, text: string): Promise<void> {
    return this.#change(() => this.#platform.addComment({ about, text, by: this.role.trim() }));
  }

  resolve(id: number, how: string): Promise<void> {
    return this.#change(() => this.#platform.resolveComment(id, how, this.role.trim()));
  }

  reopen(id: number): Promise<boolean> {
    return this.#changes.attempt(() =>
      this.#change(() => this.#platform.reopenComment(id, this.role.trim())),
    );
  }

  move(to: w.StageView, reason: string): Promise<void> {
    return this.#change(() => this.#platform.moveStage({ to, reason, by: this.role.trim() }));
  }

  // ---- snapshots

  take(name: string): Promise<void> {
    return this.#change(() => this.#platform.takeSnapshot(name));
  }

  rename(id: number, name: string): Promise<void> {
    return this.#change(() => this.#platform.renameSnapshot(id, name));
  }

  remove(id: number): Promise<boolean> {
    return this.#changes.attempt(() => this.#change(() => this.#platform.removeSnapshot(id)));
  }

  // ---- assessments

  /** Works on another assessment of the file. */
  async open({ id, title }: w.AssessmentView): Promise<void> {
    const message = told('opened', title);
    await this.#changes.attempt(() =>
      this.#fronts.exchange(() => this.#platform.switchAssessment(id), message, false),
    );
  }

  /** Begins another assessment and works on it; `false` when the user would rather stay. Failures are thrown to the dialog. */
  begin(request: w.BeginAssessmentRequest): Promise<boolean> {
    const message = told('begun', { zh: request.name, en: request.name });
    return this.#fronts.exchange(() => this.#platform.beginAssessment(request), message, true);
  }

  /** Names the assessment that is worked on; as [`begin`]. */
  describe(name: string, year: number): Promise<boolean> {
    const message = told('described', { zh: name, en: name });
    return this.#fronts.exchange(() => this.#platform.describeAssessment(name, year), message, true);
  }

  /** Sets every answer back to another state; failures are thrown to the dialog. */
  restore(key: w.MomentKey, reason: string): Promise<void> {
    return this.#changes.change(() => this.#platform.restoreState(key, reason), this.#fronts.answers);
  }

  #change(call: () => Promise<w.ReviewUpdateView>): Promise<void> {
    return this.#changes.change(call, ({ review, update }) => {
      this.loaded.put(review);
      this.#fronts.answers(update);
    });
  }
}

/** What was done with an assessment, in both languages. */
function told(what: 'opened' | 'begun' | 'described', title: w.Text): w.Text {
  return { zh: areas.versions.zh[what](title.zh), en: areas.versions.en[what](title.en) };
}
