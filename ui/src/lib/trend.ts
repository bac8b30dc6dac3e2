/** The lines of the trend: which years they span, and which are the largest. */
import type { TrendView } from './types';

/** The years that the data are about; the table shows them all, so that a gap is seen as one. */
const FIRST = 2019;
const LAST = 2025;

/** All years from 2019 to 2025, and earlier or later ones that have a figure. */
export function trendYears(lines: TrendView[]): number[] {
  const told = lines.flatMap((line) => line.points.map((point) => point.year));
  const first = Math.min(FIRST, ...told);
  const last = Math.max(LAST, ...told);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Ids of the peers' lines whose newest figure is the largest. */
export function largestLines(lines: TrendView[], count: number): string[] {
  const newest = (line: TrendView) => {
    const points = [...line.points].sort((one, other) => other.year - one.year);
    return points.find(({ figure }) => figure.value !== null)?.figure.value ?? -Infinity;
  };
  return lines
    .filter((line) => !line.own)
    .sort((one, other) => newest(other) - newest(one))
    .slice(0, count)
    .map(({ id }) => id);
}
