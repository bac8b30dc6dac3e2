/** Two copies of one engagement on their way to becoming one: which files, what differs, what somebody decided. */
import { SvelteMap } from 'svelte/reactivity';
import { platform, type Platform } from './platform';
import { Submission } from './submission.svelte';
import type * as w from './types';

/** What somebody decided of one conflict. */
interface Decided {
  take: w.MergeSide;
  reason: string;
}

export class Merging {
  a = $state('');
  b = $state('');
  out = $state('');
  /** What a merge would do; `null` until the copies were compared. */
  plan = $state.raw<w.MergeView | null>(null);
  /** Whose passphrase is needed before they can be. */
  question = $state.raw<{ side: w.MergeSide; question: w.PassphraseQuestionView } | null>(null);
  /** What was done. */
  merged = $state.raw<w.MergedView | null>(null);
  readonly comparing = new Submission();
  readonly merging = new Submission();
  readonly #decided = new SvelteMap<string, Decided>();
  /** Reasons outlive a change of mind about the side. */
  readonly #reasons = new SvelteMap<string, string>();
  readonly #passphrases = new Map<w.MergeSide, { path: string; text: string }>();
  /** What was compared last, once somebody went back to the files. */
  #before: w.MergeView | null = null;
  /** Somebody named the new file: no proposal takes its place. */
  #named = false;
  /** Only the proposal that was asked for last counts. */
  #turn = 0;
  readonly #platform: Platform;

  /** Conflicts that nobody has decided, from the top. */
  readonly open = $derived((this.plan?.conflicts ?? []).filter(({ subject }) => !this.#decided.has(subject)));
  /** Somebody has decided something that is not in a file yet. */
  readonly begun = $derived(this.merged === null && this.#decided.size > 0);
  /** The merge can be made: the copies were compared and nothing is left to decide. */
  readonly ready = $derived(this.plan !== null && this.open.length === 0);

  constructor(desktop: Platform = platform) {
    this.#platform = desktop;
  }

  name(side: w.MergeSide, path: string): void {
    if (side === 'a') this.a = path;
    else this.b = path;
    if (this.question?.side === side) this.question = null;
  }

  /** Proposes a new file beside A unless somebody named one. */
  async propose(): Promise<void> {
    if (this.#named || !this.a) return;
    const turn = ++this.#turn;
    const proposed = await this.#platform.suggestCopy(this.a, 'merged').catch(() => '');
    if (turn === this.#turn) this.out = proposed;
  }

  nameOut(path: string): void {
    this.#named = true;
    this.#turn += 1;
    this.out = path;
  }

  /** Compares the copies; with the passphrase that was asked for, if one was. Decisions on what has not changed since stay. */
  compare(typed = ''): Promise<boolean> {
    const asked = this.question;
    if (asked && typed) this.#passphrases.set(asked.side, { path: this.#path(asked.side), text: typed });
    return this.comparing.send(this.a !== '' && this.b !== '' && this.out !== '', async () => {
      const preview = await this.#platform.previewMerge(this.#request(), this.#known());
      if (preview.kind === 'passphraseNeeded') {
        this.question = { side: preview.side, question: preview.question };
        this.#passphrases.delete(preview.side);
      } else {
        this.question = null;
        this.#put(preview.plan);
      }
    });
  }

  /** Goes back to the files; what was decided is kept for the next comparison. */
  back(): void {
    this.#before = this.plan ?? this.#before;
    this.plan = null;
    this.merging.failure = null;
  }

  #put(plan: w.MergeView): void {
    const before = new Map(this.#before?.conflicts.map((one) => [one.subject, JSON.stringify(one)]));
    const now = new Map(plan.conflicts.map((one) => [one.subject, JSON.stringify(one)]));
    for (const subject of [...this.#decided.keys()]) {
      if (before.get(subject) !== now.get(subject)) this.#decided.delete(subject);
    }
    this.plan = plan;
  }

  /** The side that counts in a conflict; `null` while nobody has decided. */
  taken(subject: string): w.MergeSide | null {
    return this.#decided.get(subject)?.take ?? null;
  }

  reason(subject: string): string {
    return this.#reasons.get(subject) ?? '';
  }

  /** Takes a side, where it can be taken. */
  take(conflict: w.MergeConflictView, side: w.MergeSide): void {
    if (conflict.only !== null && conflict.only !== side) return;
    this.#decided.set(conflict.subject, { take: side, reason: this.reason(conflict.subject) });
  }

  explain(subject: string, reason: string): void {
    this.#reasons.set(subject, reason);
    const decided = this.#decided.get(subject);
    if (decided) this.#decided.set(subject, { ...decided, reason });
  }

  /** Takes one side in every conflict; the only one that can be taken where there is only one. */
  takeAll(side: w.MergeSide): void {
    for (const conflict of this.plan?.conflicts ?? []) this.take(conflict, conflict.only ?? side);
  }

  /** Makes the new file. A failure leaves everything as it is. */
  merge(): Promise<boolean> {
    return this.merging.send(this.ready, async () => {
      const decisions = (this.plan?.conflicts ?? []).flatMap(({ subject }) => {
        const decided = this.#decided.get(subject);
        return decided ? [{ subject, ...decided }] : [];
      });
      this.merged = await this.#platform.mergeCopies(this.#request(), decisions, this.#known());
      this.forget();
    });
  }

  /** Forgets the passphrases. */
  forget(): void {
    this.#passphrases.clear();
  }

  #path(side: w.MergeSide): string {
    return side === 'a' ? this.a : this.b;
  }

  #request(): w.MergeRequest {
    const [a, b, out] = [this.a.trim(), this.b.trim(), this.out.trim()];
    return { a, b, out, compared: this.plan?.compared ?? null };
  }

  /** Passphrases of the files that are named now. */
  #known(): w.MergePassphrases {
    const of = (side: w.MergeSide) => {
      const known = this.#passphrases.get(side);
      return known?.path === this.#path(side) ? known.text : null;
    };
    return { a: of('a'), b: of('b') };
  }
}
