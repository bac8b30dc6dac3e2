/**
 * How far the result can be relied on: what is drawn at random, and what came of it. Asked for after the score is painted and
 * never before an answer; `uncertainty` is a singleton, so that 评分 and 诊断 show the same interval.
 */
import { Loaded } from './loaded.svelte';
import { platform, type Platform } from './platform';
import type { UncertaintyRequest, UncertaintyView, WeightSpreadView } from './types';

/** Answers in quick succession are one question. */
export const PAUSE_MS = 300;

export const FEWEST_DRAWS = 100;
export const MOST_DRAWS = 100_000;
export const GREATEST_SEED = 4_294_967_295;

/** The spreads that can be chosen, by name; a number is the share of itself by which a weight may vary. */
export const SPREADS = ['none', '0.1', '0.25', '0.5', 'ignorant'] as const;
export type Spread = (typeof SPREADS)[number];

/** A whole number within bounds that somebody typed, in either width; `null` when it is none. */
export function whole(text: string, least: number, most: number): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  if (!/^\d{1,10}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= least && value <= most ? value : null;
}

function weightsOf(spread: Spread): WeightSpreadView {
  if (spread === 'none' || spread === 'ignorant') return { type: spread };
  return { type: 'relative', share: Number(spread) };
}

export class Uncertainty {
  draws = $state(2000);
  seed = $state(1);
  spread = $state<Spread>('0.25');
  readonly known = new Loaded<UncertaintyView>();
  readonly indices = new Loaded<UncertaintyView>();
  readonly request = $derived<UncertaintyRequest>({
    draws: this.draws,
    seed: this.seed,
    weights: weightsOf(this.spread),
    sobol: false,
  });
  readonly #platform: Platform;
  #basis = '';

  constructor(desktop: Platform = platform) {
    this.#platform = desktop;
  }

  ask(request: UncertaintyRequest): Promise<void> {
    return this.known.ask(() => this.#platform.uncertainty(request));
  }

  /** The sensitivity indices, which take longer. */
  askIndices(): Promise<void> {
    const request = { ...this.request, sobol: true };
    return this.indices.ask(() => this.#platform.uncertainty(request));
  }

  /** Forgets indices that belong to other answers or other settings than these. */
  keepIndices(revision: number, request: UncertaintyRequest): void {
    const basis = JSON.stringify([revision, request]);
    if (basis === this.#basis) return;
    this.#basis = basis;
    this.indices.clear();
  }

  /** The interval of the whole beside a score; `null` when it was worked out for another one. */
  interval(score: number | null | undefined): [number, number] | null {
    const root = this.known.view?.nodes[0];
    if (score == null || root?.score !== score || root.p05 === null || root.p95 === null) return null;
    return [root.p05, root.p95];
  }
}

export const uncertainty = new Uncertainty();
