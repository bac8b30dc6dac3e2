/** A form on its way: what is missing shows from the first try on, it goes once at a time, a failure leaves it open. */
import { errorView } from './platform';
import type { ErrorView } from './types';

export class Submission {
  /** Somebody tried to send it. */
  tried = $state(false);
  busy = $state(false);
  failure = $state.raw<ErrorView | null>(null);

  /** Does the work unless something is missing or it is under way already; `true` when it went through. */
  async send(complete: boolean, work: () => Promise<unknown>): Promise<boolean> {
    this.tried = true;
    if (!complete || this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      this.failure = errorView(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
