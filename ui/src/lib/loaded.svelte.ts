/** A view asked for again and again: the old one stays until the new one arrives, the last question wins. */
import { errorView } from './platform';
import type { ErrorView } from './types';

export class Loaded<T> {
  view = $state.raw<T | null>(null);
  failure = $state.raw<ErrorView | null>(null);
  #latest = 0;

  async ask(question: () => Promise<T>): Promise<void> {
    const turn = ++this.#latest;
    try {
      const view = await question();
      if (turn !== this.#latest) return;
      this.view = view;
      this.failure = null;
    } catch (thrown) {
      if (turn === this.#latest) this.failure = errorView(thrown);
    }
  }

  /** An answer that came another way; what is still under way is older. */
  put(view: T): void {
    this.#latest += 1;
    this.view = view;
    this.failure = null;
  }
  /** Nothing is known any more; what is still under way belongs to the past. */
  clear(): void {
    this.#latest += 1;
    this.view = null;
    this.failure = null;
  }
}
