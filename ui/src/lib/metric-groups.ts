/** The metrics that can be chosen, in the groups of the list. */
import type { MetricChoiceView } from './types';

export const METRIC_GROUPS = ['money', 'people', 'ratios', 'derived', 'other', 'imported'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

const MONEY = new Set(['亿元', '万元', '元']);
const PEOPLE = new Set(['人', '万人']);

/** Ids of metrics that came with a table somebody brought in begin so. */
const IMPORTED = 'import:';

/** Where a metric stands, by its unit; what the program computes in a unit of its own stands apart. */
export function metricGroup({ id, unit, formula }: MetricChoiceView): MetricGroup {
  if (id.startsWith(IMPORTED)) return 'imported';
  if (MONEY.has(unit)) return 'money';
  if (PEOPLE.has(unit)) return 'people';
  if (unit === '%') return 'ratios';
  return formula ? 'derived' : 'other';
}

/** The groups that have a metric with a figure, each in the order of the data. */
export function metricGroups(
  metrics: MetricChoiceView[],
): { id: MetricGroup; metrics: MetricChoiceView[] }[] {
  return METRIC_GROUPS.map((id) => ({
    id,
    metrics: metrics.filter((metric) => metric.years.length > 0 && metricGroup(metric) === id),
  })).filter((group) => group.metrics.length > 0);
}
