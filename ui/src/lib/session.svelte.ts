/**
 * What is open and where the user is. Pages read it and call its methods; every change of an answer goes out through
 * the outbox, and every reply comes back through `#apply`, which is the only place where results change.
 */
import { Benchmark } from './benchmark.svelte';
import { EvidenceDrafts } from './evidence-drafts.svelte';
import { Evidence } from './evidence.svelte';
import { lock } from './i18n/areas/lock';
import { i18n } from './i18n/index.svelte';
import { Imports } from './import.svelte';
import { measureAnswer } from './measure';
import { Outbox, TYPING_PAUSE_MS, type Drawer } from './outbox.svelte';
import { afterPaint } from './paint';
import { Past } from './past.svelte';
import { CommandFailure, errorView, platform, type Platform } from './platform';
import { Policies, type Changes } from './policies.svelte';
import { Review } from './review.svelte';
import { Saving } from './saving.svelte';
import { Team } from './team.svelte';
import { Toasts } from './toasts.svelte';
import { Tree } from './tree';
import type * as w from './types';
import { Weights } from './weights.svelte';

export type Page = 'home' | 'score' | 'diagnosis' | 'benchmark' | 'policy' | 'team' | 'report' | 'models';

/** A node whose score is explained with the weights in force, or those of a scheme. */
export interface Explained {
  node: string;
  scheme: w.WeightSchemeChoice;
}

export class Session {
  start = $state.raw<w.StartView | null>(null);
  preferences = $state.raw<w.Preferences>({ language: 'zh', theme: 'light' });
  engagement = $state.raw<w.EngagementView | null>(null);
  page = $state<Page>('home');
  /** The indicator in the centre of 评分. */
  selected = $state('');
  /** Grows with every reply; charts and pages that depend on the result ask again when it does. */
  revision = $state(0);
  /** Whose number is being explained, and with which weights; or `null`. */
  explaining = $state.raw<Explained | null>(null);
  /** Something that failed outside a form. */
  error = $state.raw<w.ErrorView | null>(null);
  /** Waits for the answer to “close although something is not saved?”. */
  leaving = $state.raw<((anyway: boolean) => void) | null>(null);
  /** An encrypted file waits for its passphrase. */
  question = $state.raw<w.PassphraseQuestionView | null>(null);
  /** Two copies are being merged, or a copy for sharing is being made. */
  copying = $state<'merge' | 'redact' | null>(null);
  /** What happened when the open file was opened, until somebody has read it. */
  notices = $state.raw<w.OpeningNoticeView[]>([]);
  /** An engagement is being opened or created. */
  opening = $state(false);
  /** Asked one after the other before the window closes; one that says no keeps it open. */
  readonly closing: (() => Promise<boolean>)[] = [() => this.mayLeave()];

  readonly toasts = new Toasts();
  readonly saving = new Saving();
  readonly outbox = new Outbox(this.saving);
  readonly evidenceDrafts = new EvidenceDrafts();
  readonly policies: Policies;
  readonly weights: Weights;
  readonly imports: Imports;
  readonly benchmark: Benchmark;
  readonly team: Team;
  readonly evidence: Evidence;
  readonly past: Past;
  readonly review: Review;

  readonly tree = $derived(this.engagement ? new Tree(this.engagement.model) : null);
  readonly #answers = $derived(new Map(this.engagement?.answers.map((answer) => [answer.indicator, answer])));
  readonly #results = $derived(new Map(this.engagement?.result.nodes.map((node) => [node.id, node])));
  /** The assessment in front is final: nothing in it can be changed. */
  readonly locked = $derived(this.engagement?.status.assessment.stage === 'final');
  #scoreAtOpening: number | null = null;
  readonly #platform: Platform;
  readonly #entered: Drawer<w.AnswerPatch>;

  /** How often somebody went to a page. */
  #moves = 0;

  constructor(desktop: Platform = platform) {
    this.#platform = desktop;
    this.#entered = this.outbox.drawer({
      send: (indicator, { value = null, confidence = null, rationale = null }) =>
        desktop.recordAnswer(indicator, { value, confidence, rationale }),
      delivered: (update, sent, startedAt) => {
        this.#apply(update, sent.value !== undefined);
        if (startedAt !== undefined) void measureAnswer(startedAt);
      },
    });
    const changes: Changes = {
      settle: (update, tell) => this.#settle(update, tell),
      change: (call, apply) => this.#change(call, apply),
      attempt: (work) => this.#attempt(work),
    };
    this.policies = new Policies(desktop, this.outbox, changes);
    this.weights = new Weights(desktop, changes);
    this.imports = new Imports(desktop, changes);
    this.benchmark = new Benchmark(desktop, changes);
    this.team = new Team(desktop, changes, (update) => this.#apply(update, true));
    this.evidence = new Evidence(desktop, changes, (update, tell) => this.#apply(update, tell));
    this.past = new Past(desktop, changes, (update) => this.#apply(update, true));
    this.review = new Review(desktop, changes, {
      answers: (update) => this.#apply(update, true),
      exchange: (call, message, undoable) => this.#front(call, message, undoable),
    });
  }

  async begin(): Promise<void> {
    const moves = this.#moves;
    await this.#attempt(async () => {
      this.#accept(await this.#platform.start(), moves);
      await this.#platform.onClose(() => this.#mayClose());
    });
  }

  async #mayClose(): Promise<boolean> {
    for (const ask of this.closing) if (!(await ask())) return false;
    return true;
  }

  // ---- preferences

  setPreferences(change: Partial<w.Preferences>): void {
    this.#show({ ...this.preferences, ...change });
    void this.#attempt(() => this.#platform.setPreferences(this.preferences));
  }

  #show(preferences: w.Preferences): void {
    this.preferences = preferences;
    i18n.language = preferences.language;
    document.documentElement.dataset.theme = preferences.theme;
    document.documentElement.lang = preferences.language === 'zh' ? 'zh-CN' : 'en';
    document.title = i18n.t.common.product;
  }

  // ---- opening and closing

  /** Opens a file; `false` when it was not opened, be it for a passphrase that is asked for now. */
  open(path: string, passphrase: string | null = null): Promise<boolean> {
    return this.#open(() => this.#platform.openEngagement(path, passphrase));
  }

  openSample(): Promise<boolean> {
    return this.#open(() => this.#platform.openSample());
  }

  /** Creates a file; a failure is thrown to the form that asked. */
  async create(request: w.NewEngagementRequest, passphrase: string | null): Promise<void> {
    const moves = this.#moves;
    if (await this.mayLeave()) this.#enter(await this.#platform.newEngagement(request, passphrase), moves);
  }

  /** The open file got a passphrase, or lost it. */
  setEncrypted(encrypted: boolean): void {
    if (this.engagement) this.engagement = { ...this.engagement, encrypted };
  }

  async forgetRecent(path: string): Promise<void> {
    await this.#attempt(async () => {
      const recent = await this.#platform.forgetRecent(path);
      if (this.start) this.start = { ...this.start, recent };
    });
  }

  /** Ids of what is entered and not in the file. */
  get unsaved(): string[] {
    return [...new Set([...this.outbox.subjects, ...this.evidenceDrafts.subjects])];
  }

  /** Saves what is entered; asks before losing what could not be saved and evidence that is half typed. */
  async mayLeave(): Promise<boolean> {
    await this.outbox.flush();
    if (this.unsaved.length === 0) return true;
    const anyway = await new Promise<boolean>((resolve) => (this.leaving = resolve));
    this.leaving = null;
    if (anyway) {
      this.outbox.clear();
      this.evidenceDrafts.clear();
      this.saving.forget();
    }
    return anyway;
  }

  async #open(call: () => Promise<w.OpeningView>): Promise<boolean> {
    const moves = this.#moves;
    if (this.opening || !(await this.mayLeave())) return false;
    this.opening = true;
    try {
      const reply = await call();
      if (reply.kind === 'opened') this.#enter(reply.engagement, moves);
      this.question = reply.kind === 'opened' ? null : reply.question;
      return reply.kind === 'opened';
    } catch (thrown) {
      this.question = null;
      this.error = errorView(thrown);
      return false;
    } finally {
      this.opening = false;
    }
  }

  #accept(start: w.StartView, moves: number): void {
    this.start = start;
    this.error = start.error;
    this.question = start.question;
    this.#show(start.preferences);
    if (start.engagement) this.#enter(start.engagement, moves);
  }

  /** Shows an engagement that was asked for after so many moves: who has gone to a page since stays there. */
  #enter(engagement: w.EngagementView, moves: number): void {
    this.saving.forget();
    this.toasts.dismiss();
    this.error = null;
    this.notices = engagement.notices;
    this.evidenceDrafts.clear();
    this.policies.reset();
    this.weights.reset();
    this.imports.reset();
    this.benchmark.reset();
    this.team.reset();
    this.evidence.reset();
    this.past.reset();
    this.review.reset();
    this.engagement = engagement;
    this.#scoreAtOpening = engagement.result.score;
    this.selected = this.#firstOpen();
    if (moves === this.#moves) this.page = 'score';
    this.revision += 1;
  }

  async #refreshHome(): Promise<void> {
    await this.#attempt(async () => {
      const { recent, models } = await this.#platform.start();
      if (this.start) this.start = { ...this.start, recent, models };
    });
  }

  #firstOpen(): string {
    const open = this.tree?.indicators.find((node) => this.result(node.id)?.state === 'unanswered');
    return (open ?? this.tree?.indicators[0])?.id ?? '';
  }

  /** Tries again after 未保存; what no entry waits for any more (a removal, an undo) is told once and then let go. */
  async retry(): Promise<void> {
    if (await this.outbox.flush()) this.saving.forget();
  }

  // ---- moving about

  explain(node: string, scheme: w.WeightSchemeChoice = { kind: 'inForce' }): void {
    this.explaining = { node, scheme };
  }

  goTo(page: Page): void {
    void this.outbox.flush();
    if (page === 'home' && (this.engagement || this.page === 'models')) void this.#refreshHome();
    this.page = page;
    this.#moves += 1;
  }

  select(indicator: string): void {
    void this.outbox.flush();
    this.selected = indicator;
  }

  openIndicator(indicator: string): void {
    this.select(indicator);
    this.goTo('score');
  }

  openClause(clause: string): void {
    this.policies.open(clause);
    this.goTo('policy');
  }

  /** Shows what respondents said of an indicator. */
  openResponses(indicator: string): void {
    this.team.open(indicator);
    this.goTo('team');
  }

  // ---- answers

  /** The answer with what was entered but is not saved yet laid over it. */
  answer(indicator: string): w.AnswerView | undefined {
    const answer = this.#answers.get(indicator);
    const entered = this.#entered.entered(indicator);
    // A new rating is a new look.
    return answer && { ...answer, ...entered, review: answer.review && entered.value === undefined };
  }

  result(node: string): w.NodeResultView | undefined {
    return this.#results.get(node);
  }

  level(level: number | null | undefined): w.LevelView | undefined {
    return this.engagement?.model.levels.find((candidate) => candidate.level === level);
  }

  /** Points since the file was opened, as displayed. */
  get sinceOpening(): number | null {
    const score = this.engagement?.result.score;
    if (score == null || this.#scoreAtOpening === null) return null;
    return (Math.round(score * 10) - Math.round(this.#scoreAtOpening * 10)) / 10;
  }

  /** A value that counts at once; where the assessment is final, says why it does not. */
  setValue(indicator: string, value: w.ValueView, startedAt?: number): void {
    if (this.locked) this.tellLocked();
    else this.#entered.put(indicator, { value }, { startedAt });
  }

  /** Why nothing happens on a final assessment. */
  tellLocked(): void {
    const message = { zh: lock.zh.refused, en: lock.en.refused };
    this.toasts.show({ subject: 'assessment', message, undoable: false, refused: true });
  }

  /** A figure on its way to being typed. */
  typeFigure(indicator: string, value: w.ValueView): void {
    this.#entered.put(indicator, { value }, { delay: TYPING_PAUSE_MS });
  }

  setConfidence(indicator: string, confidence: w.ConfidenceView): void {
    this.#entered.put(indicator, { confidence });
  }

  setRationale(indicator: string, rationale: string): void {
    this.#entered.put(indicator, { rationale }, { delay: TYPING_PAUSE_MS });
  }

  /** An answer that was carried over from an earlier version of the model still holds. */
  confirmAnswer(indicator: string): Promise<boolean> {
    return this.#attempt(() => this.#changeAnswers(() => this.#platform.confirmAnswer(indicator), true));
  }

  /** Failures are thrown to the form. */
  setTarget(target: number | null): Promise<void> {
    return this.#changeAnswers(() => this.#platform.setTarget(target), true);
  }

  /**
   * One of the institution's own figures for 对标; `false` when something entered before it could not be saved.
   * Failures are thrown to the field, which keeps what was typed.
   */
  async setOwnFigure(request: w.OwnFigureRequest, message: w.Text): Promise<boolean> {
    if (!(await this.outbox.flush())) return false;
    const update = await this.saving.track(() => this.#platform.setOwnFigure(request));
    this.#apply(update, false);
    this.toasts.show({ subject: request.metric, message, undoable: update.status.canUndo });
    return true;
  }

  async undo(): Promise<void> {
    if (this.engagement?.status.canUndo || this.outbox.waiting)
      await this.#travel(() => this.#past(this.#platform.undo));
  }

  async redo(): Promise<void> {
    if (this.engagement?.status.canRedo) await this.#travel(() => this.#past(this.#platform.redo));
  }

  /** Taking back more than one answer may bring back another model or assessment, which the reply does not hold. */
  async #past(call: () => Promise<w.UpdateView>): Promise<w.UpdateView> {
    const update = await call();
    const more = update.change?.subject !== update.answers[0]?.indicator || update.answers.length !== 1;
    if (more || update.status.assessment.id !== this.engagement?.status.assessment.id) {
      const { engagement } = await this.#platform.start();
      if (engagement) this.#exchange(engagement);
    }
    return update;
  }

  /** Moves the file to another model; `false` when an answer could not be saved first. Failures are thrown to the dialog. */
  async upgrade(key: string): Promise<boolean> {
    if (!(await this.outbox.flush())) return false;
    const { engagement, message } = await this.#platform.upgradeEngagement(key);
    this.#exchange(engagement);
    this.revision += 1;
    this.toasts.show({ subject: 'model', message, undoable: engagement.status.canUndo });
    return true;
  }

  /** Another assessment of the same file, or this one by another name; `false` when the user would rather stay. */
  async #front(call: () => Promise<w.EngagementView>, message: w.Text, undoable: boolean): Promise<boolean> {
    if (!(await this.mayLeave())) return false;
    const before = this.engagement?.status.assessment.id;
    const engagement = await this.saving.track(call);
    this.#exchange(engagement);
    if (engagement.status.assessment.id !== before) this.#scoreAtOpening = engagement.result.score;
    this.revision += 1;
    this.toasts.show({ subject: 'assessment', message, undoable: undoable && engagement.status.canUndo });
    return true;
  }

  /** The same file in another state: the indicator in front stays while the model has it. */
  #exchange(engagement: w.EngagementView): void {
    if (engagement.status.assessment.id !== this.engagement?.status.assessment.id) {
      this.evidence.reset();
      this.past.reset();
    }
    this.engagement = engagement;
    if (!this.tree?.find(this.selected)?.indicator) this.selected = this.#firstOpen();
  }

  async #travel(call: () => Promise<w.UpdateView>): Promise<void> {
    this.toasts.dismiss();
    await this.#attempt(() =>
      this.#changeAnswers(async () => {
        const update = await call();
        if (update.change) this.#follow(update.change.subject);
        return update;
      }, false),
    );
  }

  /** Puts in front what was undone or redone. */
  #follow(subject: string): void {
    if (this.tree?.find(subject)?.indicator) this.selected = subject;
    else this.policies.follow(subject);
  }

  /** Everything entered goes first, so that changes reach the file in the order they were made. */
  async #change<U>(call: () => Promise<U>, apply: (update: U) => void): Promise<void> {
    const saved = await this.outbox.flush();
    // What comes after an entry that cannot be saved cannot be either: whoever asked is told.
    if (!saved && this.saving.failure) throw new CommandFailure(this.saving.failure);
    apply(await this.saving.track(call));
  }

  #changeAnswers(call: () => Promise<w.UpdateView>, tell: boolean): Promise<void> {
    return this.#change(call, (update) => this.#apply(update, tell));
  }

  #apply(update: w.UpdateView, tell: boolean): void {
    if (!this.engagement) return;
    const changed = new Map(update.answers.map((answer) => [answer.indicator, answer]));
    this.engagement = {
      ...this.engagement,
      answers: this.engagement.answers.map((answer) => changed.get(answer.indicator) ?? answer),
      result: update.result,
    };
    this.#settle(update, tell);
  }

  #settle({ status, change }: Pick<w.UpdateView, 'status' | 'change'>, tell: boolean): void {
    if (!this.engagement) return;
    this.engagement = { ...this.engagement, status };
    // The score is seen first; the message, the charts and what-if follow in the frame after it.
    void afterPaint().then(() => {
      if (tell && change) this.toasts.show({ ...change, undoable: status.canUndo });
      this.revision += 1;
    });
  }

  /** For what no form waits for: a failure is shown on the page, or by the saved state when it is one of saving. */
  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      const view = errorView(thrown);
      if (this.saving.failure !== view) this.error = view;
      return false;
    }
  }
}

export const session = new Session();
