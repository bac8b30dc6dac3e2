/** From the key or pointer going down to the second frame after the page shows the new score. */
import { tick } from 'svelte';

export async function measureAnswer(startedAt: number): Promise<void> {
  await tick();
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      performance.measure('answer-to-score', { start: startedAt, end: performance.now() }),
    ),
  );
}
