/**
 * What the user entered and the file does not hold yet. An entry leaves only when the reply confirms exactly what was
 * sent, so a failed or overtaken save loses nothing; pages show the entry over the saved answer meanwhile.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Saving } from './saving.svelte';
import type { AnswerPatch, UpdateView } from './types';

type Part = Partial<{ [K in keyof AnswerPatch]: NonNullable<AnswerPatch[K]> }>;

interface Entry {
  patch: Part;
  /** When the key or the pointer went down, for measuring. */
  startedAt: number | undefined;
}

/**
 * A click is shown as entered only when its reply takes longer than this: mostly the reply is there before the next
 * frame, and painting the entry first would only put the new score off by a frame.
 */
const UNDER_WAY_MS = 40;

export interface Delivery {
  send: (indicator: string, patch: AnswerPatch) => Promise<UpdateView>;
  delivered: (update: UpdateView, sent: Part, startedAt: number | undefined) => void;
}

export class Outbox {
  readonly #entries = new Map<string, Entry>();
  /** What pages show over the saved answers. */
  readonly #shown = new SvelteMap<string, Part>();
  readonly #delivery: Delivery;
  readonly #saving: Saving;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | null = null;

  constructor(delivery: Delivery, saving: Saving) {
    this.#delivery = delivery;
    this.#saving = saving;
  }

  /** Entries that pages show as not saved yet. */
  get size(): number {
    return this.#shown.size;
  }

  /** Whether anything is still to be confirmed, shown or not. */
  get waiting(): boolean {
    return this.#entries.size > 0;
  }

  get indicators(): string[] {
    return [...this.#entries.keys()];
  }

  /** What is entered but not saved for this indicator. */
  entered(indicator: string): Part {
    return this.#shown.get(indicator) ?? {};
  }

  /** Takes an entry and sends it, at once or when typing has paused for `delay` milliseconds. */
  put(indicator: string, patch: Part, options: { delay?: number; startedAt?: number } = {}): void {
    const patched = { ...this.#entries.get(indicator)?.patch, ...patch };
    this.#entries.set(indicator, { patch: patched, startedAt: options.startedAt });
    clearTimeout(this.#timer);
    if (options.delay === undefined) {
      setTimeout(() => this.#show(indicator), UNDER_WAY_MS);
      void this.flush();
    } else {
      this.#show(indicator);
      this.#timer = setTimeout(() => void this.flush(), options.delay);
    }
  }

  /** Sends everything now; `false` when something could not be saved. */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#entries.size === 0) return Promise.resolve(true);
    this.#running ??= this.#drain();
    return this.#running;
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#entries.clear();
    this.#shown.clear();
  }

  async #drain(): Promise<boolean> {
    try {
      for (;;) {
        const next = this.#entries.entries().next();
        if (next.done) return true;
        const [indicator, entry] = next.value;
        const { value = null, confidence = null, rationale = null } = entry.patch;
        const update = await this.#saving.track(() =>
          this.#delivery.send(indicator, { value, confidence, rationale }),
        );
        this.#confirm(indicator, entry.patch);
        this.#delivery.delivered(update, entry.patch, entry.startedAt);
      }
    } catch {
      for (const indicator of this.#entries.keys()) this.#show(indicator);
      return false;
    } finally {
      this.#running = null;
    }
  }

  #show(indicator: string): void {
    const entry = this.#entries.get(indicator);
    if (entry) this.#shown.set(indicator, entry.patch);
  }

  /** Drops the parts that were sent, keeps those that changed while they were under way. */
  #confirm(indicator: string, sent: Part): void {
    const entry = this.#entries.get(indicator);
    if (!entry) return;
    const rest: Part = { ...entry.patch };
    for (const key of Object.keys(sent) as (keyof Part)[]) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the keys are those of Part
      if (rest[key] === sent[key]) delete rest[key];
    }
    if (Object.keys(rest).length === 0) {
      this.#entries.delete(indicator);
      this.#shown.delete(indicator);
    } else {
      this.#entries.set(indicator, { ...entry, patch: rest });
      this.#show(indicator);
    }
  }
}
