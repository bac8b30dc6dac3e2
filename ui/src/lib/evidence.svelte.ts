/** Evidence of the open file with its attached files; `session.evidence`. */
import { elsewhere, requestOf, speakingFor, type EvidenceDraft } from './evidence';
import { Loaded } from './loaded.svelte';
import type { Platform } from './platform';
import type { Changes } from './policies.svelte';
import type * as w from './types';

/** What has to be said before a file is opened, and which piece waits for it. */
export interface OpeningQuestion {
  piece: w.EvidenceView;
  message: w.Text;
}

export class Evidence {
  /** All pieces and files; asked for when somebody wants to use one again. */
  readonly loaded = new Loaded<w.EvidencePageView>();
  question = $state.raw<OpeningQuestion | null>(null);

  readonly #platform: Platform;
  readonly #changes: Changes;
  readonly #answers: (update: w.UpdateView, tell: boolean) => void;

  constructor(desktop: Platform, changes: Changes, answers: (update: w.UpdateView, tell: boolean) => void) {
    this.#platform = desktop;
    this.#changes = changes;
    this.#answers = answers;
  }

  ask(): Promise<void> {
    return this.loaded.ask(() => this.#platform.evidence());
  }

  /** Another file or another assessment is in front. */
  reset(): void {
    this.loaded.clear();
    this.question = null;
  }

  /** Adds or changes a piece. Failures are thrown to the form, which keeps what was typed. */
  save(subject: string, draft: EvidenceDraft): Promise<void> {
    const { path, id } = draft;
    if (path === null)
      return this.#change(() => this.#platform.saveEvidence(id, requestOf(draft, subject)), false);
    const { targets, title, locator, strength } = requestOf(draft, subject);
    return this.#change(
      () => this.#platform.attachEvidence({ path, name: null, targets, title, locator, strength }),
      false,
    );
  }

  /** Lets a piece that is there speak for something else too. Failures are thrown to the form. */
  reuse(subject: string, piece: w.EvidenceView): Promise<void> {
    const request = speakingFor(piece, [...piece.targets, subject]);
    return this.#change(() => this.#platform.saveEvidence(piece.id, request), true);
  }

  /** Takes a piece away from an indicator or clause; it is gone where it speaks for nothing else. */
  remove(subject: string, piece: w.EvidenceView): Promise<boolean> {
    const others = elsewhere(piece, subject);
    return this.#changes.attempt(() =>
      others.length > 0
        ? this.#change(() => this.#platform.saveEvidence(piece.id, speakingFor(piece, others)), true)
        : this.#changes.change(
            () => this.#platform.removeEvidence(piece.id),
            (update) => this.#answers(update, true),
          ),
    );
  }

  /** Opens the file of a piece as a copy that can only be read; where something has to be said before, asks instead. */
  open(piece: w.EvidenceView, accepted = false): Promise<boolean> {
    this.question = null;
    return this.#changes.attempt(async () => {
      const reply = await this.#platform.openAttachment(piece.id, accepted);
      if (reply.type === 'mustBeSaid') this.question = { piece, message: reply.message };
    });
  }

  /** Writes a copy of a piece's file to a path; a failure is shown on the page. */
  saveCopy(piece: w.EvidenceView, to: string): Promise<boolean> {
    return this.#changes.attempt(() => this.#platform.saveAttachment(piece.id, to));
  }

  #change(call: () => Promise<w.EvidenceUpdateView>, tell: boolean): Promise<void> {
    return this.#changes.change(call, ({ evidence, update }) => {
      this.loaded.put(evidence);
      this.#answers(update, tell);
    });
  }
}
