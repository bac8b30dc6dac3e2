/** From the click or key to the moment when the frame with the new score has been painted. */
import { tick } from 'svelte';
import { afterPaint } from './paint';

export async function measureAnswer(startedAt: number): Promise<void> {
  await tick();
  await afterPaint();
  performance.measure('answer-to-score', { start: startedAt, end: performance.now() });
}
