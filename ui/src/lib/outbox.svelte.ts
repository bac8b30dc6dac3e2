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

export interface Delivery {
  send: (indicator: string, patch: AnswerPatch) => Promise<UpdateView>;
  delivered: (update: UpdateView, sent: Part, startedAt: number | undefined) => void;
}

export class Outbox {
  readonly #entries = new SvelteMap<string, Entry>();
  readonly #delivery: Delivery;
  readonly #saving: Saving;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | null = null;

  constructor(delivery: Delivery, saving: Saving) {
    this.#delivery = delivery;
    this.#saving = saving;
  }

  get size(): number {
    return this.#entries.size;
  }

  get indicators(): string[] {
    return [...this.#entries.keys()];
  }

  /** What is entered but not saved for this indicator. */
  entered(indicator: string): Part {
    return this.#entries.get(indicator)?.patch ?? {};
  }

  /** Takes an entry and sends it, at once or when typing has paused for `delay` milliseconds. */
  put(indicator: string, patch: Part, options: { delay?: number; startedAt?: number } = {}): void {
    const patched = { ...this.entered(indicator), ...patch };
    this.#entries.set(indicator, { patch: patched, startedAt: options.startedAt });
    clearTimeout(this.#timer);
    if (options.delay === undefined) void this.flush();
    else this.#timer = setTimeout(() => void this.flush(), options.delay);
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
      return false;
    } finally {
      this.#running = null;
    }
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
    if (Object.keys(rest).length === 0) this.#entries.delete(indicator);
    else this.#entries.set(indicator, { ...entry, patch: rest });
  }
}
