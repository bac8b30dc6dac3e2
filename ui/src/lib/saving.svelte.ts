/** Whether what the user entered has reached the file: quiet when quick, visible when slow, loud when it failed. */
import { errorView } from './platform';
import type { ErrorView } from './types';

const SLOW_MS = 400;

export class Saving {
  /** A change has been on its way for longer than people overlook. */
  slow = $state(false);
  /** Why the last change did not reach the file; stays until one does. */
  failure = $state.raw<ErrorView | null>(null);
  #running = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Runs a change; records its failure and passes it on. */
  async track<T>(change: () => Promise<T>): Promise<T> {
    if (this.#running++ === 0) this.#timer = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      const done = await change();
      this.failure = null;
      return done;
    } catch (thrown) {
      this.failure = errorView(thrown);
      throw thrown;
    } finally {
      if (--this.#running === 0) {
        clearTimeout(this.#timer);
        this.slow = false;
      }
    }
  }

  forget(): void {
    this.failure = null;
  }
}
