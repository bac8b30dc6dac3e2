/** The tables that were imported into the open file, and the import that is under way. */
import { EXTENSIONS, hasSource, withRole } from './import';
import { Loaded } from './loaded.svelte';
import { errorView, type Platform } from './platform';
import type { Changes } from './policies.svelte';
import type * as w from './types';

export type ImportStep = 'file' | 'columns' | 'preview' | 'done';

/** Between two looks at how far a reading has come. */
const PROGRESS_PAUSE_MS = 120;

export class Imports {
  readonly loaded = new Loaded<w.ImportedTableView[]>();
  readonly #platform: Platform;
  readonly #changes: Changes;

  constructor(desktop: Platform, changes: Changes) {
    this.#platform = desktop;
    this.#changes = changes;
  }

  ask(): Promise<void> {
    return this.loaded.ask(() => this.#platform.importedTables());
  }

  /** Another file was opened. */
  reset(): void {
    this.loaded.clear();
  }

  /** Takes over what was previewed; failures are thrown to the dialog. */
  commit(name: string): Promise<void> {
    return this.#changes.change(
      () => this.#platform.importCommit(name),
      (update) => this.#apply(update),
    );
  }

  remove(id: number): Promise<boolean> {
    return this.#changes.attempt(() =>
      this.#changes.change(
        () => this.#platform.removeImportedTable(id),
        (update) => this.#apply(update),
      ),
    );
  }

  /** An import that begins with choosing a file. */
  draft(): ImportDraft {
    return new ImportDraft(this.#platform, this);
  }

  #apply(update: w.ImportUpdateView): void {
    this.loaded.put(update.tables);
    this.#changes.settle(update, true);
  }
}

/** An import on its way: nothing of it is in the file before its last step. */
export class ImportDraft {
  step = $state<ImportStep>('file');
  opened = $state.raw<w.ImportOpenView | null>(null);
  mapping = $state<w.ImportMapping | null>(null);
  preview = $state.raw<w.ImportPreviewView | null>(null);
  name = $state('');
  /** A table is being read; how far, 0–1. */
  reading = $state(false);
  fraction = $state(0);
  busy = $state(false);
  failure = $state.raw<w.ErrorView | null>(null);
  readonly sourced = $derived(this.mapping !== null && hasSource(this.mapping));
  #path = '';
  readonly #platform: Platform;
  readonly #imports: Imports;

  constructor(desktop: Platform, imports: Imports) {
    this.#platform = desktop;
    this.#imports = imports;
  }

  async choose(title: string, filter: string): Promise<void> {
    const path = await this.#platform.askOpen(title, filter, ...EXTENSIONS);
    if (path !== null) await this.open(path, null);
  }

  open(path: string, sheet: string | null): Promise<void> {
    return this.#read(async () => {
      const opened = await this.#platform.importOpen(path, sheet);
      this.#path = path;
      this.#show(opened);
      this.step = 'columns';
    });
  }

  /** Another sheet of the same workbook. */
  openSheet(sheet: string): Promise<void> {
    return this.open(this.#path, sheet);
  }

  /** Headings on another line; what was entered for the whole table stays. */
  setHeader(line: number): Promise<void> {
    return this.#read(async () => {
      const fixed = this.mapping && $state.snapshot(this.mapping.fixed);
      this.#show(await this.#platform.importHeader(line));
      if (fixed && this.mapping) this.mapping.fixed = fixed;
    });
  }

  setRole(index: number, role: w.ImportRole): void {
    const column = this.mapping?.columns[index];
    if (column && this.mapping) this.mapping.columns[index] = withRole(column, role);
  }

  look(): Promise<void> {
    return this.#read(async () => {
      if (!this.mapping) return;
      this.preview = await this.#platform.importPreview($state.snapshot(this.mapping));
      if (this.name === '') this.name = this.preview.name;
      this.step = 'preview';
    });
  }

  async commit(): Promise<void> {
    const name = this.name.trim();
    if (this.busy || name === '' || !this.preview?.accepted) return;
    this.busy = true;
    this.failure = null;
    try {
      await this.#imports.commit(name);
      this.step = 'done';
    } catch (thrown) {
      this.failure = errorView(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Stops the reading; what was there before it stays. */
  async stop(): Promise<void> {
    await this.#platform.importCancel().catch(() => null);
  }

  /** Forgets the table; nothing of it is in the file unless it was taken over. */
  async close(): Promise<void> {
    await this.#platform.importClose().catch(() => null);
  }

  #show(opened: w.ImportOpenView): void {
    this.opened = opened;
    this.mapping = opened.mapping;
    this.preview = null;
    this.name = '';
  }

  async #read(work: () => Promise<void>): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    this.fraction = 0;
    this.failure = null;
    const timer = setInterval(() => {
      void this.#platform
        .importProgress()
        .then(({ running, fraction }) => (this.fraction = running ? (fraction ?? 0) : this.fraction))
        .catch(() => null);
    }, PROGRESS_PAUSE_MS);
    try {
      await work();
    } catch (thrown) {
      const failure = errorView(thrown);
      // Who stopped it knows.
      if (failure.code !== 'SH-4009') this.failure = failure;
    } finally {
      clearInterval(timer);
      this.reading = false;
    }
  }
}
