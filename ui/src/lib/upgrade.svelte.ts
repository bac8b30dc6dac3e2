/** The offer to move the open engagement to another model: found after opening, previewed, made or put off. */
import { SvelteSet } from 'svelte/reactivity';
import { errorView, platform, type Platform } from './platform';
import { session as theSession, type Session } from './session.svelte';
import type { ErrorView, UpgradeView } from './types';

export class Upgrade {
  /** A newer version of the model in use. */
  offer = $state.raw<UpgradeView | null>(null);
  /** The preview in front. */
  preview = $state.raw<UpgradeView | null>(null);
  busy = $state(false);
  failure = $state.raw<ErrorView | null>(null);
  /** Offers put off until the program is started again. */
  readonly #dismissed = new SvelteSet<string>();
  readonly #platform: Platform;
  readonly #session: Session;
  #latest = 0;

  /** The offer as the banner shows it. */
  readonly shown = $derived(this.offer && !this.#dismissed.has(this.#name(this.offer)) ? this.offer : null);

  constructor(desktop: Platform = platform, session: Session = theSession) {
    this.#platform = desktop;
    this.#session = session;
  }

  #name(offer: UpgradeView): string {
    return `${this.#session.engagement?.path ?? ''} ${offer.to}`;
  }

  /** Asks whether there is a newer version. The offer is a courtesy: when it cannot be worked out, there is none. */
  async look(): Promise<void> {
    const turn = ++this.#latest;
    if (!this.#session.engagement) {
      this.offer = null;
      return;
    }
    const offer = await this.#platform.upgradeOffer(null).catch(() => null);
    if (turn === this.#latest) this.offer = offer;
  }

  dismiss(): void {
    if (this.offer) this.#dismissed.add(this.#name(this.offer));
  }

  show(preview: UpgradeView): void {
    this.failure = null;
    this.preview = preview;
  }

  close(): void {
    this.preview = null;
    this.failure = null;
  }

  /** Previews a move to any model; failures are thrown to the page that asked. */
  async open(key: string): Promise<boolean> {
    const preview = await this.#platform.upgradeOffer(key);
    if (preview) this.show(preview);
    return preview !== null;
  }

  async make(): Promise<void> {
    if (!this.preview || this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      if (await this.#session.upgrade(this.preview.key)) this.close();
      else this.failure = this.#session.saving.failure;
    } catch (thrown) {
      this.failure = errorView(thrown);
    } finally {
      this.busy = false;
    }
  }
}

export const upgrade = new Upgrade();
