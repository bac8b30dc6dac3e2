/** The weight schemes of the open file, and the one that is being worked on. */
import { Loaded } from './loaded.svelte';
import type { Platform } from './platform';
import type { Changes } from './policies.svelte';
import type * as w from './types';
import { draftGroup, isEntered, statementOf, type DraftGroup, type Method } from './weights';

/** What the table of schemes shows of each node. */
export type Measure = 'local' | 'effective' | 'score';

export class Weights {
  readonly loaded = new Loaded<w.WeightsView>();
  measure = $state<Measure>('local');

  readonly #platform: Platform;
  readonly #changes: Changes;

  constructor(desktop: Platform, changes: Changes) {
    this.#platform = desktop;
    this.#changes = changes;
  }

  ask(): Promise<void> {
    return this.loaded.ask(() => this.#platform.weights());
  }

  /** Another file was opened. */
  reset(): void {
    this.loaded.clear();
    this.measure = 'local';
  }

  /** Failures are thrown to the dialog, which keeps what was entered. */
  save(id: number | null, scheme: w.WeightScheme): Promise<void> {
    return this.#changes.change(
      () => this.#platform.saveWeights(id, scheme),
      (update) => this.#apply(update),
    );
  }

  remove(id: number): Promise<boolean> {
    return this.#changes.attempt(() =>
      this.#changes.change(
        () => this.#platform.removeWeights(id),
        (update) => this.#apply(update),
      ),
    );
  }

  /** A scheme to work on: a saved one, or a new one whose first group is stated in the way that was asked for. */
  draft(scheme: w.WeightSchemeView | Method, name: string, judge: string): SchemeDraft {
    return new SchemeDraft(this.#platform, this.loaded.view, scheme, name, judge);
  }

  #apply(update: w.WeightsUpdateView): void {
    this.loaded.put(update.weights);
    this.#changes.settle(update, true);
  }
}

/** A scheme on its way: what is entered, and what it would do. */
export class SchemeDraft {
  readonly id: number | null;
  readonly preview = new Loaded<w.WeightSchemeView>();
  name = $state('');
  groups = $state<DraftGroup[]>([]);
  /** The group in front. */
  front = $state('');
  #begun = '';

  readonly scheme = $derived<w.WeightScheme>({
    name: this.name.trim(),
    groups: this.groups.filter(isEntered).flatMap((group) => statementOf($state.snapshot(group)) ?? []),
  });
  readonly group = $derived(this.groups.find((group) => group.parent === this.front));
  readonly entered = $derived(this.groups.every(isEntered));
  readonly changed = $derived(this.#print() !== this.#begun);
  readonly #platform: Platform;

  constructor(
    desktop: Platform,
    view: w.WeightsView | null,
    scheme: w.WeightSchemeView | Method,
    name: string,
    judge: string,
  ) {
    this.#platform = desktop;
    const saved = typeof scheme === 'string' ? null : scheme;
    this.id = saved?.id ?? null;
    this.name = saved?.name.zh ?? name;
    const inForce = new Map(view?.schemes[0]?.nodes.map((node) => [node.id, node.local ?? 0]));
    this.groups = (view?.groups ?? []).map(({ parent, members }) =>
      draftGroup(
        parent,
        members,
        inForce,
        saved?.groups.find((statement) => statement.parent === parent),
        judge,
      ),
    );
    const first = this.groups.find((group) => group.method !== 'inForce') ?? this.groups[0];
    this.front = first?.parent ?? '';
    if (first && typeof scheme === 'string') first.method = scheme;
    this.#begun = this.#print();
  }

  outcome(parent: string): w.GroupOutcomeView | undefined {
    return this.preview.view?.outcomes.find((outcome) => outcome.parent === parent);
  }

  look(scheme: w.WeightScheme): Promise<void> {
    return this.preview.ask(() => this.#platform.previewWeights(scheme));
  }

  #print(): string {
    return JSON.stringify([this.name, this.groups]);
  }
}
