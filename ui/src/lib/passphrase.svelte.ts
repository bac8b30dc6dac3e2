/** A new passphrase on its way: typed twice, long enough, forgotten as soon as it was taken. */
import { i18n } from './i18n/index.svelte';

/** What can be done with the passphrase of the open file. */
export type PassphraseChange = 'set' | 'change' | 'remove';

export class PassphraseDraft {
  text = $state('');
  again = $state('');
  readonly #least: () => number;

  constructor(least: () => number) {
    this.#least = least;
  }

  /** Characters as they will count (NFC, as the file's key is made of). */
  readonly #length = $derived(Array.from(this.text.normalize('NFC')).length);

  readonly errors = $derived.by(() => {
    const a = i18n.t.access;
    const text = !this.text
      ? a.missing
      : this.#length < this.#least()
        ? a.tooShort(this.#least())
        : undefined;
    return { text, again: this.again === this.text ? undefined : a.differs };
  });

  readonly complete = $derived(!this.errors.text && !this.errors.again);

  clear(): void {
    this.text = '';
    this.again = '';
  }
}

/** Counts down until the next passphrase may be tried. */
export class Countdown {
  /** Whole seconds that are left, rounded up: whoever waits that long is let in. */
  seconds = $state(0);
  #until = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  start(milliseconds: number): void {
    this.stop();
    this.#until = Date.now() + milliseconds;
    if (this.#tick() > 0) this.#timer = setInterval(() => this.#tick(), 200);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.seconds = 0;
  }

  /** Never reads what it shows: an effect that starts the countdown must not depend on it. */
  #tick(): number {
    const left = Math.max(0, Math.ceil((this.#until - Date.now()) / 1000));
    if (left === 0) clearInterval(this.#timer);
    this.seconds = left;
    return left;
  }
}
