/** The past of an indicator, told step by step; `session.past`. */
import { Loaded } from './loaded.svelte';
import type { Platform } from './platform';
import type { Changes } from './policies.svelte';
import type * as w from './types';

export class Past {
  readonly loaded = new Loaded<w.HistoryView>();

  readonly #platform: Platform;
  readonly #changes: Changes;
  readonly #answers: (update: w.UpdateView) => void;

  constructor(desktop: Platform, changes: Changes, answers: (update: w.UpdateView) => void) {
    this.#platform = desktop;
    this.#changes = changes;
    this.#answers = answers;
  }

  /** The past of this indicator, once it has arrived; that of the one before is never shown in its place. */
  of(indicator: string): w.HistoryView | null {
    return this.loaded.view?.indicator === indicator ? this.loaded.view : null;
  }

  ask(indicator: string): Promise<void> {
    return this.loaded.ask(() => this.#platform.indicatorHistory(indicator));
  }

  /** Another file or another assessment is in front. */
  reset(): void {
    this.loaded.clear();
  }

  /** Sets the answer back to what it was after a step, as a new change. Failures are thrown to the form. */
  restore(request: w.RestoreRequest): Promise<void> {
    return this.#changes.change(
      () => this.#platform.restoreStep(request),
      (update) => this.#answers(update),
    );
  }
}
