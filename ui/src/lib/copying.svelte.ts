/** Copies a text and says for a moment whether that worked. To be made while a component starts. */

const SAID_MS = 2500;

export class Copying {
  said = $state<'copied' | 'failed' | null>(null);

  constructor() {
    $effect(() => {
      if (!this.said) return;
      const timer = setTimeout(() => (this.said = null), SAID_MS);
      return () => clearTimeout(timer);
    });
  }

  async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = 'copied';
    } catch {
      this.said = 'failed';
    }
  }
}
