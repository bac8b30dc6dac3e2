/** One message at the bottom of the window: past tense, one line, 撤销, eight seconds, paused on hover. */
import type { Text } from './types';

export interface Toast {
  /** Messages about the same subject replace each other. */
  subject: string;
  message: Text;
  undoable: boolean;
  /** Nothing was done, and the message says why. */
  refused?: boolean;
}

const LIFE_MS = 8000;

export class Toasts {
  current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(toast: Toast): void {
    this.current = toast;
    this.resume();
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }

  pause(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.dismiss(), LIFE_MS);
  }
}
