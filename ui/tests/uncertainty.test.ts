/** What is asked about uncertainty, and which interval may stand beside which score. */
import { describe, expect, it, vi } from 'vitest';
import { platform, type Platform } from '../src/lib/platform';
import { Uncertainty, whole } from '../src/lib/uncertainty.svelte';
import { uncertaintyView } from '../src/stand-in/uncertainty';
import { StandInFile } from '../src/stand-in/file';

const result = () => new StandInFile('海澄银行（示例）', 2025, true).result();

function desk() {
  const uncertainty = vi.fn((request: Parameters<Platform['uncertainty']>[0]) =>
    Promise.resolve(uncertaintyView(request, result())),
  );
  return { desktop: { ...platform, uncertainty }, uncertainty };
}

describe('uncertainty', () => {
  it('asks with the settings in use, and for indices only on demand', async () => {
    const { desktop, uncertainty } = desk();
    const known = new Uncertainty(desktop);
    known.spread = 'ignorant';
    known.draws = 500;
    await known.ask(known.request);
    expect(uncertainty).toHaveBeenLastCalledWith({
      draws: 500,
      seed: 1,
      weights: { type: 'ignorant' },
      sobol: false,
    });
    known.spread = '0.1';
    await known.askIndices();
    expect(uncertainty).toHaveBeenLastCalledWith({
      draws: 500,
      seed: 1,
      weights: { type: 'relative', share: 0.1 },
      sobol: true,
    });
    expect(known.indices.view?.sobol?.rows.length).toBeGreaterThan(0);
  });

  it('never shows the interval of another score', async () => {
    const known = new Uncertainty(desk().desktop);
    const { score } = result();
    expect(known.interval(score)).toBeNull();
    await known.ask(known.request);
    const [low, high] = known.interval(score) ?? [0, 0];
    expect(low).toBeLessThan(score ?? 0);
    expect(high).toBeGreaterThan(score ?? 0);
    expect(known.interval((score ?? 0) + 1)).toBeNull();
    expect(known.interval(null)).toBeNull();
  });

  it('forgets indices of other answers or settings', async () => {
    const known = new Uncertainty(desk().desktop);
    known.keepIndices(1, known.request);
    await known.askIndices();
    known.keepIndices(1, known.request);
    expect(known.indices.view).not.toBeNull();
    known.seed = 2;
    known.keepIndices(1, known.request);
    expect(known.indices.view).toBeNull();
  });

  it('takes whole numbers within bounds, in either width', () => {
    expect(whole('2,000', 100, 100_000)).toBe(2000);
    expect(whole('２０００', 100, 100_000)).toBe(2000);
    for (const wrong of ['', '99', '100001', '1e3', '-5', '2.5', '99999999999'])
      expect(whole(wrong, 100, 100_000)).toBeNull();
  });
});
