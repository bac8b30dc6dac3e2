/** Evidence that is being typed, by the indicator or clause it is for; it waits in memory until it is saved or cancelled. */
import { SvelteMap } from 'svelte/reactivity';
import { BLANK, isTyped, type EvidenceDraft } from './evidence';

interface Typing {
  draft: EvidenceDraft;
  begun: EvidenceDraft;
}

export class EvidenceDrafts {
  readonly #typing = new SvelteMap<string, Typing>();

  /** What has been typed; while there is something, if only an empty form, the form is open. */
  of(subject: string): EvidenceDraft | undefined {
    return this.#typing.get(subject)?.draft;
  }

  /** Ids of what something has been typed for. */
  get subjects(): string[] {
    return [...this.#typing]
      .filter(([, { draft, begun }]) => isTyped(draft, begun))
      .map(([subject]) => subject);
  }

  /** Opens the form; what was typed before is still there. */
  begin(subject: string, begun: EvidenceDraft = BLANK): void {
    const typing = this.#typing.get(subject);
    if (!typing || !isTyped(typing.draft, typing.begun)) this.#typing.set(subject, { draft: begun, begun });
  }

  type(subject: string, change: Partial<EvidenceDraft>): void {
    const { draft, begun } = this.#typing.get(subject) ?? { draft: BLANK, begun: BLANK };
    this.#typing.set(subject, { draft: { ...draft, ...change }, begun });
  }

  /** Something else comes to the front: a form in which nothing was typed closes. */
  leave(subject: string): void {
    const typing = this.#typing.get(subject);
    if (typing && !isTyped(typing.draft, typing.begun)) this.#typing.delete(subject);
  }

  /** It was saved or cancelled. */
  drop(subject: string): void {
    this.#typing.delete(subject);
  }

  clear(): void {
    this.#typing.clear();
  }
}
