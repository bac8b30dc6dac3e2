/** What to write and where: the form of the page 报告, and of other exports. Nothing typed is lost when one fails. */
import { errorView, platform, type Platform } from './platform';
import type { ErrorView, ExportRequest, ExportView, FindingView, Language } from './types';

export type ContentsKind = 'xlsx' | 'svg' | 'png';
export type FolderFault = 'missing' | 'relative';

const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/;

/** A folder is named in full: a relative one would land wherever the program was started. */
export function folderFault(folder: string): FolderFault | null {
  const plain = folder.trim();
  if (plain === '') return 'missing';
  return ABSOLUTE.test(plain) ? null : 'relative';
}

/** The first indicator code that a check names; `null` when it names none. */
export function firstCode(check: FindingView): string | null {
  if (!check.attention) return null;
  return /[A-Z]\d+\.\d+/.exec(check.detail.zh)?.[0] ?? null;
}

export class ReportForm {
  folder = $state('');
  language = $state<Language>('zh');
  contents = $state<Record<ContentsKind, boolean>>({ xlsx: true, svg: true, png: true });
  busy = $state(false);
  /** Faults show once the user asked for the report. */
  judged = $state(false);
  written = $state.raw<ExportView | null>(null);
  failure = $state.raw<ErrorView | null>(null);

  readonly folderFault = $derived(this.judged ? folderFault(this.folder) : null);
  readonly contentsMissing = $derived(this.judged && !Object.values(this.contents).includes(true));

  readonly #platform: Platform;
  readonly #write: (request: ExportRequest) => Promise<ExportView>;
  #touched = false;

  constructor(
    language: Language,
    desktop: Platform = platform,
    write = (request: ExportRequest) => desktop.exportReport(request),
  ) {
    this.language = language;
    this.#platform = desktop;
    this.#write = write;
  }

  /** The proposed folder, unless the user has chosen one. */
  propose(folder: string): void {
    if (!this.#touched) this.folder = folder;
  }

  setFolder(folder: string): void {
    this.#touched = true;
    this.folder = folder;
  }

  async chooseFolder(title: string): Promise<void> {
    try {
      const chosen = await this.#platform.askFolder(title, this.folder);
      if (chosen !== null) this.setFolder(chosen);
    } catch (thrown) {
      this.failure = errorView(thrown);
    }
  }

  async run(): Promise<void> {
    this.judged = true;
    if (this.busy || this.folderFault !== null || this.contentsMissing) return;
    this.busy = true;
    this.failure = null;
    this.written = null;
    try {
      const { xlsx, svg, png } = this.contents;
      const folder = this.folder.trim();
      this.written = await this.#write({ folder, language: this.language, xlsx, svg, png });
    } catch (thrown) {
      this.failure = errorView(thrown);
    } finally {
      this.busy = false;
    }
  }

  async reveal(path: string): Promise<void> {
    try {
      await this.#platform.revealFile(path);
    } catch (thrown) {
      this.failure = errorView(thrown);
    }
  }
}
