/** A copy for sharing on its way: what it does without, where it goes, whether it is encrypted. */
import { SvelteSet } from 'svelte/reactivity';
import { PassphraseDraft } from './passphrase.svelte';
import { platform, type Platform } from './platform';
import { Submission } from './submission.svelte';
import type * as w from './types';

export class Redacting {
  out = $state('');
  protection = $state<'encrypted' | 'plain'>('encrypted');
  /** What can be left out; `null` until it was counted. */
  options = $state.raw<w.RedactionOptionView[] | null>(null);
  /** What was done. */
  redacted = $state.raw<w.RedactedView | null>(null);
  readonly passphrase: PassphraseDraft;
  readonly counting = new Submission();
  readonly making = new Submission();
  /** What is to stay: nothing stays that nobody chose. */
  readonly #kept = new SvelteSet<w.RedactionPart>();
  readonly #file: string;
  readonly #platform: Platform;

  constructor(file: string, leastPassphrase: () => number, desktop: Platform = platform) {
    this.#file = file;
    this.#platform = desktop;
    this.passphrase = new PassphraseDraft(leastPassphrase);
  }

  /** Proposes where the copy goes and counts what could be left out. */
  async begin(): Promise<void> {
    await this.counting.send(true, async () => {
      this.out ||= await this.#platform.suggestCopy(this.#file, 'redacted');
      this.options = await this.#platform.redactionOptions(this.#file, this.out);
    });
  }

  /** Another place for the copy. The first one may have been where nothing can be written. */
  async place(path: string): Promise<void> {
    this.out = path;
    this.making.failure = null;
    if (!this.options) await this.begin();
  }

  /** The history is never in such a copy. */
  without(part: w.RedactionPart): boolean {
    return part === 'history' || !this.#kept.has(part);
  }

  choose(part: w.RedactionPart, without: boolean): void {
    if (without) this.#kept.delete(part);
    else this.#kept.add(part);
  }

  make(): Promise<boolean> {
    const encrypted = this.protection === 'encrypted';
    const complete = this.options !== null && this.out !== '' && (!encrypted || this.passphrase.complete);
    return this.making.send(complete, async () => {
      const without = (this.options ?? []).map(({ part }) => part).filter((part) => this.without(part));
      const request = { file: this.#file, out: this.out, without };
      this.redacted = await this.#platform.redactCopy(request, encrypted ? this.passphrase.text : null);
      this.passphrase.clear();
    });
  }
}
