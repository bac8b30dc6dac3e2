/** Evidence that is being typed, by the indicator or clause it is for; it waits in memory until it is added or cancelled. */
import { SvelteMap } from 'svelte/reactivity';
import type { NewEvidence } from './types';

const BLANK: NewEvidence = { title: '', locator: '', strength: 'medium' };

const isBlank = ({ title, locator }: NewEvidence) => title.trim() === '' && locator.trim() === '';

export class EvidenceDrafts {
  readonly #drafts = new SvelteMap<string, NewEvidence>();

  /** What has been typed; while there is something, if only an empty form, the form is open. */
  of(subject: string): NewEvidence | undefined {
    return this.#drafts.get(subject);
  }

  /** Ids of what something has been typed for. */
  get subjects(): string[] {
    return [...this.#drafts].filter(([, draft]) => !isBlank(draft)).map(([subject]) => subject);
  }

  /** Opens the form; what was typed before is still there. */
  begin(subject: string): void {
    if (!this.#drafts.has(subject)) this.#drafts.set(subject, BLANK);
  }

  type(subject: string, change: Partial<NewEvidence>): void {
    this.#drafts.set(subject, { ...BLANK, ...this.#drafts.get(subject), ...change });
  }

  /** Something else comes to the front: a form without a word in it closes. */
  leave(subject: string): void {
    const draft = this.#drafts.get(subject);
    if (draft && isBlank(draft)) this.#drafts.delete(subject);
  }

  /** It was added or cancelled. */
  drop(subject: string): void {
    this.#drafts.delete(subject);
  }

  clear(): void {
    this.#drafts.clear();
  }
}
