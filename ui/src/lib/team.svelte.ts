/** Respondents, questionnaires and consensus of the open file; `session.team`. */
import { Loaded } from './loaded.svelte';
import type { Platform } from './platform';
import type { Changes } from './policies.svelte';
import { listed, type TeamShape, type WorkshopFilter } from './team';
import type * as w from './types';

export class Team {
  readonly loaded = new Loaded<w.TeamView>();
  shape = $state<TeamShape>('people');
  filter = $state<WorkshopFilter>('disputed');
  #front = $state<string | null>(null);

  readonly listed = $derived(this.loaded.view ? listed(this.loaded.view, this.filter) : []);
  /** The indicator in front of the workshop. */
  readonly front = $derived(
    this.listed.find(({ indicator }) => indicator === this.#front) ?? this.listed[0] ?? null,
  );
  readonly names = $derived(new Map(this.loaded.view?.respondents.map(({ id, name }) => [id, name])));

  readonly #platform: Platform;
  readonly #changes: Changes;
  readonly #answers: (update: w.UpdateView) => void;

  constructor(desktop: Platform, changes: Changes, answers: (update: w.UpdateView) => void) {
    this.#platform = desktop;
    this.#changes = changes;
    this.#answers = answers;
  }

  ask(): Promise<void> {
    return this.loaded.ask(() => this.#platform.team());
  }

  /** Another file was opened. */
  reset(): void {
    this.loaded.clear();
    this.shape = 'people';
    this.filter = 'disputed';
    this.#front = null;
  }

  select(indicator: string): void {
    this.#front = indicator;
  }

  step(steps: number): void {
    const at = this.listed.findIndex(({ indicator }) => indicator === this.front?.indicator);
    const next = this.listed[Math.min(Math.max(at + steps, 0), this.listed.length - 1)];
    if (next) this.#front = next.indicator;
  }

  /** Shows what was said of an indicator. */
  open(indicator: string): void {
    this.shape = 'workshop';
    this.filter = 'all';
    this.#front = indicator;
  }

  /** Failures are thrown to the dialog, which keeps what was entered. */
  save(id: number | null, request: w.RespondentRequest): Promise<void> {
    return this.#change(() =>
      id === null ? this.#platform.addRespondent(request) : this.#platform.changeRespondent(id, request),
    );
  }

  remove(id: number): Promise<boolean> {
    return this.#changes.attempt(() => this.#change(() => this.#platform.removeRespondent(id)));
  }

  setRule(rule: w.ConsensusRuleView): Promise<boolean> {
    return this.#changes.attempt(() => this.#change(() => this.#platform.applyConsensusRule(rule)));
  }

  followRule(indicator: string): Promise<boolean> {
    return this.#changes.attempt(() => this.#change(() => this.#platform.followRule(indicator)));
  }

  /** Failures are thrown to the dialog. */
  async export(request: w.QuestionnaireExportRequest): Promise<w.ExportView> {
    let written: w.ExportView = { folder: request.folder, files: [], warnings: [] };
    await this.#changes.change(
      () => this.#platform.exportQuestionnaires(request),
      (reply) => {
        written = reply.export;
        this.#apply(reply.team);
      },
    );
    return written;
  }

  preview(paths: string[]): Promise<w.QuestionnaireImportView> {
    return this.#platform.previewQuestionnaires(paths);
  }

  /** Failures are thrown to the dialog. */
  import(request: w.QuestionnaireImportRequest): Promise<void> {
    return this.#change(() => this.#platform.importQuestionnaires(request));
  }

  #change(call: () => Promise<w.TeamUpdateView>): Promise<void> {
    return this.#changes.change(call, (reply) => this.#apply(reply));
  }

  #apply({ team, update }: w.TeamUpdateView): void {
    this.loaded.put(team);
    this.#answers(update);
  }
}
