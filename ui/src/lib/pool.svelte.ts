/** The pool in front, its table, and everything that changes them; `pool` is a singleton. */
import { Loaded } from './loaded.svelte';
import { platform } from './platform';
import { session } from './session.svelte';
import { Submission } from './submission.svelte';
import type {
  PoolDepth,
  PoolEditionView,
  PoolGroupRef,
  PoolTableView,
  PoolUpdateView,
  PoolView,
} from './types';

export const EXTENSION = 'shuheng-pool';
export const KEY_EXTENSION = 'shuheng-pool-key';

class Pool {
  /** Wrapped, so that “none is open” and “not known yet” differ. */
  readonly loaded = new Loaded<{ pool: PoolView | null }>();
  readonly table = new Loaded<PoolTableView>();
  readonly submission = new Submission();

  depth = $state<PoolDepth>('kind');
  edition = $state.raw<PoolEditionView | null>(null);
  group = $state.raw<PoolGroupRef | null>(null);

  async ask(): Promise<void> {
    await this.loaded.ask(async () => ({ pool: await platform.pool() }));
    await this.askTable();
  }

  async askTable(): Promise<void> {
    if (!this.loaded.view?.pool) {
      this.table.clear();
      return;
    }
    const { depth, edition, group } = this;
    await this.table.ask(() => platform.poolTable({ depth, edition, group, variable: null }));
  }

  open(path: string): Promise<boolean> {
    return this.#front(() => platform.poolOpen(path));
  }

  create(path: string, key: string | null): Promise<boolean> {
    return this.#front(() => platform.poolCreate(path, key));
  }

  /** Makes a change, tells it, and shows what came of it. */
  change(work: () => Promise<PoolUpdateView>): Promise<boolean> {
    return this.submission.send(true, async () => {
      const { pool, message } = await work();
      this.loaded.put({ pool });
      session.toasts.show({ subject: 'pool', message, undoable: false });
      await this.askTable();
    });
  }

  #front(work: () => Promise<PoolView>): Promise<boolean> {
    return this.submission.send(true, async () => {
      this.loaded.put({ pool: await work() });
      this.edition = null;
      this.group = null;
      await this.askTable();
    });
  }
}

export const pool = new Pool();

/** A group as a key for lists and choices. */
export const keyOf = ({ kind, tier }: PoolGroupRef): string => `${kind ?? ''}/${tier ?? ''}`;

/** A path beside the open engagement. */
export function beside(path: string, name: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return path.slice(0, cut + 1) + name;
}
