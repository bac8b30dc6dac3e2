/** What 协作 works out of its view: order, filters, words for values. */
import * as format from './format';
import type { Tree } from './tree';
import type * as w from './types';

export const TEAM_VIEWS = ['people', 'workshop', 'review', 'versions'] as const;
/** Which view of 协作 is in front; a further one is a name here and a branch in the page. */
export type TeamShape = (typeof TEAM_VIEWS)[number];

export type WorkshopFilter = 'disputed' | 'all';

/** A value in a few characters: `L3`, `4.07%`, `5/8`; `null` for 不适用 and for none. */
export function valueText(value: w.ValueView, indicator: w.IndicatorView | null | undefined): string | null {
  switch (value.type) {
    case 'level':
      return `L${value.level}`;
    case 'number':
      return `${format.amount(value.number)}${indicator?.metric?.unit ?? ''}`;
    case 'items':
      return format.count(value.items.length, indicator?.items.length ?? value.items.length);
    default:
      return null;
  }
}

/** The indicators that the workshop goes through, in tree order. */
export function listed(view: w.TeamView, filter: WorkshopFilter): w.IndicatorConsensusView[] {
  return view.indicators.filter(({ disputed }) => filter === 'all' || disputed);
}

/** Who stands on a level, by name. */
export function standing(
  consensus: w.IndicatorConsensusView,
  level: number,
  names: Map<number, string>,
): string[] {
  return consensus.responses
    .filter((response) => response.level === level)
    .map(({ respondent }) => names.get(respondent) ?? String(respondent));
}

/** A share in the codes of the highest nodes that it covers wholly, and single indicators else: `B，A3.1`. */
export function shareCodes(tree: Tree, share: ReadonlySet<string>): string[] {
  const applies = (id: string) =>
    under(tree, id).filter((indicator) => tree.find(indicator)?.indicator?.applies);
  const codes = (id: string): string[] => {
    const all = applies(id);
    if (all.length > 0 && all.every((indicator) => share.has(indicator))) return [tree.find(id)?.code ?? id];
    return tree.children(id).flatMap((child) => codes(child.id));
  };
  return tree.children(tree.root.id).flatMap((dimension) => codes(dimension.id));
}

/** The indicators at or below a node. */
export function under(tree: Tree, id: string): string[] {
  if (tree.find(id)?.indicator) return [id];
  return tree.children(id).flatMap((child) => under(tree, child.id));
}
