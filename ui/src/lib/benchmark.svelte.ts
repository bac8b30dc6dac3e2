/** What the page 对标 asks for, and every change of the peers: groups, sources, the rule. It stays while other pages are looked at. */
import { SvelteSet } from 'svelte/reactivity';
import type { Sort } from './benchmark';
import { Loaded } from './loaded.svelte';
import { EVERYONE, sameGroup, savedGroup } from './peer-group';
import type { Platform } from './platform';
import type { Changes } from './policies.svelte';
import type * as w from './types';

export const BENCHMARK_VIEWS = ['compare', 'trend', 'efficiency', 'scores', 'context'] as const;

export type BenchmarkShape = (typeof BENCHMARK_VIEWS)[number];

const BY_FIGURE: Sort = { by: 'figure', falling: true };

export class Benchmark {
  readonly loaded = new Loaded<w.BenchmarkView>();
  shape = $state<BenchmarkShape>('compare');
  sort = $state.raw<Sort>(BY_FIGURE);
  /** Kinds of figure that are kept out of sight. */
  readonly hidden = new SvelteSet<w.QualityView>();
  /** Lines of the trend that are kept out of sight. */
  readonly hiddenLines = new SvelteSet<string>();
  #request = $state.raw<w.BenchmarkRequest | null>(null);
  #chosen = $state<number | null>(null);

  /** What is asked for, also while the answer is under way. */
  readonly request = $derived(this.#request ?? this.loaded.view?.request ?? null);
  /** The saved group in use, and whether it was changed since. */
  readonly saved = $derived.by(() => {
    const groups = this.loaded.view?.groups ?? [];
    const asked = this.request?.group;
    const group = asked && savedGroup(groups, this.#chosen, asked);
    return group ? { group, changed: !sameGroup(group.group, asked) } : null;
  });

  readonly #platform: Platform;
  readonly #changes: Changes;

  constructor(desktop: Platform, changes: Changes) {
    this.#platform = desktop;
    this.#changes = changes;
  }

  ask(): Promise<void> {
    const request = this.#request;
    return this.loaded.ask(() => this.#platform.benchmark(request));
  }

  /** Another file was opened. */
  reset(): void {
    this.loaded.clear();
    this.shape = 'compare';
    this.sort = BY_FIGURE;
    this.hidden.clear();
    this.hiddenLines.clear();
    this.#request = null;
    this.#chosen = null;
  }

  // ---- what is compared

  setYear(year: number): void {
    this.#change({ year });
  }

  /** Another metric, in the year nearest to the one in front in which somebody has a figure. */
  setMetric(metric: string): void {
    const choice = this.loaded.view?.metrics.find(({ id }) => id === metric);
    const year = this.request?.year ?? 0;
    const years = (choice?.years ?? []).map(({ id }) => Number(id));
    const nearest = [...years].sort((one, other) => Math.abs(one - year) - Math.abs(other - year))[0];
    const rising = choice?.direction === 'lower';
    this.sort = { by: 'figure', falling: !rising };
    this.#change({ metric, year: nearest ?? year });
  }

  setGroup(group: w.PeerGroup): void {
    this.#change({ group });
  }

  /** A saved group, or `null` for everyone. */
  chooseGroup(saved: w.SavedGroupView | null): void {
    this.#chosen = saved?.id ?? null;
    this.#change({ group: saved?.group ?? EVERYONE });
  }

  #change(change: Partial<w.BenchmarkRequest>): void {
    if (this.request) this.#request = { ...this.request, ...change };
  }

  // ---- what is kept in the file

  /** Saves a group under a name, as a new one with `null`; failures are thrown to the dialog. */
  async saveGroup(id: number | null, name: string, group: w.PeerGroup): Promise<void> {
    await this.#send(() => this.#platform.savePeerGroup(id, name, group));
    // The new one is found by what it says once the next view names its number.
    this.#chosen = id;
  }

  /** The saved group becomes what is compared now. */
  updateGroup(id: number, name: string, group: w.PeerGroup): Promise<boolean> {
    return this.#changes.attempt(() => this.saveGroup(id, name, group));
  }

  removeGroup(id: number): Promise<boolean> {
    return this.#changes.attempt(() => this.#send(() => this.#platform.removePeerGroup(id)));
  }

  setRule(rule: w.ChoiceRule): Promise<boolean> {
    return this.#changes.attempt(() => this.#send(() => this.#platform.setChoiceRule(rule)));
  }

  /** One source stands above the rule for one figure, or no longer does. */
  chooseSource(choice: w.SourceChoice, chosen: boolean): Promise<boolean> {
    return this.#changes.attempt(() => this.#send(() => this.#platform.chooseSource(choice, chosen)));
  }

  #send(call: () => Promise<w.BenchmarkChangeView>): Promise<void> {
    return this.#changes.change(call, (update) => this.#changes.settle(update, true));
  }
}
