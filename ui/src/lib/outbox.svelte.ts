/**
 * What the user entered and the file does not hold yet. An entry leaves only when the reply confirms exactly what was
 * sent, so a failed or overtaken save loses nothing; pages show the entry over what is saved meanwhile.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Saving } from './saving.svelte';

/** The parts of a patch that are entered; what is absent stays as it is. */
export type Part<Patch> = Partial<{ [K in keyof Patch]: NonNullable<Patch[K]> }>;

/** How entries of one kind reach the file, and what their reply does. */
export interface Delivery<Patch, Update> {
  send: (subject: string, part: Part<Patch>) => Promise<Update>;
  delivered: (update: Update, sent: Part<Patch>, startedAt: number | undefined) => void;
}

interface Entry {
  part: object;
  /** When the key or the pointer went down, for measuring. */
  startedAt: number | undefined;
  /** Sends a part; what comes back is to be called once the entry has been confirmed. */
  send: (part: object) => Promise<(startedAt: number | undefined) => void>;
}

/** How long typing rests before it is sent. */
export const TYPING_PAUSE_MS = 600;

interface Timing {
  /** Send when typing has paused for so many milliseconds; without it at once. */
  delay?: number;
  startedAt?: number | undefined;
}

/**
 * A click is shown as entered only when its reply takes longer than this: mostly the reply is there before the next
 * frame, and painting the entry first would only put the new score off by a frame.
 */
const UNDER_WAY_MS = 40;

/** Entries of one kind. All kinds share one queue, so that changes reach the file in the order they were made. */
export interface Drawer<Patch> {
  /** What is entered but not saved for this subject. */
  entered: (subject: string) => Part<Patch>;
  put: (subject: string, part: Part<Patch>, timing?: Timing) => void;
}

export class Outbox {
  readonly #entries = new Map<string, Entry>();
  /** What pages show over what is saved. */
  readonly #shown = new SvelteMap<string, object>();
  readonly #saving: Saving;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | null = null;

  constructor(saving: Saving) {
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

  /** Ids of what the entries are about. */
  get subjects(): string[] {
    return [...this.#entries.keys()];
  }

  drawer<Patch, Update>(delivery: Delivery<Patch, Update>): Drawer<Patch> {
    // A subject belongs to one kind for good, so an entry holds parts of its kind only.
    const send = (subject: string) => async (part: object) => {
      const update = await delivery.send(subject, part);
      return (startedAt: number | undefined) => delivery.delivered(update, part, startedAt);
    };
    return {
      entered: (subject) => this.#shown.get(subject) ?? {},
      put: (subject, part, timing = {}) => this.#put(subject, part, send(subject), timing),
    };
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

  #put(subject: string, part: object, send: Entry['send'], { delay, startedAt }: Timing): void {
    this.#entries.set(subject, {
      part: { ...this.#entries.get(subject)?.part, ...part },
      startedAt,
      send,
    });
    clearTimeout(this.#timer);
    if (delay === undefined) {
      setTimeout(() => this.#show(subject), UNDER_WAY_MS);
      void this.flush();
    } else {
      this.#show(subject);
      this.#timer = setTimeout(() => void this.flush(), delay);
    }
  }

  async #drain(): Promise<boolean> {
    try {
      for (;;) {
        const next = this.#entries.entries().next();
        if (next.done) return true;
        const [subject, entry] = next.value;
        const delivered = await this.#saving.track(() => entry.send(entry.part));
        this.#confirm(subject, entry.part);
        delivered(entry.startedAt);
      }
    } catch {
      for (const subject of this.#entries.keys()) this.#show(subject);
      return false;
    } finally {
      this.#running = null;
    }
  }

  #show(subject: string): void {
    const entry = this.#entries.get(subject);
    if (entry) this.#shown.set(subject, entry.part);
  }

  /** Drops the parts that were sent, keeps those that changed while they were under way. */
  #confirm(subject: string, sent: object): void {
    const entry = this.#entries.get(subject);
    if (!entry) return;
    const before = new Map<string, unknown>(Object.entries(sent));
    const rest = Object.entries(entry.part).filter(([key, value]) => before.get(key) !== value);
    if (rest.length === 0) {
      this.#entries.delete(subject);
      this.#shown.delete(subject);
    } else {
      this.#entries.set(subject, { ...entry, part: Object.fromEntries(rest) });
      this.#show(subject);
    }
  }
}
