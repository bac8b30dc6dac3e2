/** Who is compared: the filter by kind and tier, with institutions put in and left out by hand. */
import type { CountView, InstitutionView, PeerGroup, SavedGroupView } from './types';

/**
 * A kind that no institution has. An empty list of kinds means all of them, so a group that consists of
 * hand-picked institutions only has to name it.
 */
export const NO_KIND = 'none';

export const EVERYONE: PeerGroup = { kinds: [], tiers: [], picked: [], leftOut: [] };

const matches = (wanted: string[], value: string) => wanted.length === 0 || wanted.includes(value);

/** Whether an institution is let in by kind and tier alone. */
function filtered(group: PeerGroup, { kind, tier }: InstitutionView): boolean {
  return matches(group.kinds, kind) && matches(group.tiers, tier);
}

export function isMember(group: PeerGroup, institution: InstitutionView): boolean {
  if (group.leftOut.includes(institution.id)) return false;
  return group.picked.includes(institution.id) || filtered(group, institution);
}

const without = (list: string[], id: string) => list.filter((other) => other !== id);

/** Puts an institution in or out; by hand only where kind and tier say otherwise. */
export function setMember(group: PeerGroup, institution: InstitutionView, member: boolean): PeerGroup {
  const { id } = institution;
  const cleared = { ...group, picked: without(group.picked, id), leftOut: without(group.leftOut, id) };
  if (isMember(cleared, institution) === member) return cleared;
  return member
    ? { ...cleared, picked: [...cleared.picked, id] }
    : { ...cleared, leftOut: [...cleared.leftOut, id] };
}

/** Whether a box of kinds or tiers is ticked. */
export const isTicked = (wanted: string[], id: string) => matches(wanted, id);

/** Ticks a box of all that there are; all of them are written as none, none of them as `none`. */
export function tick(wanted: string[], id: string, ticked: boolean, all: string[], none: string[]): string[] {
  const now = all.filter((other) => (other === id ? ticked : matches(wanted, other)));
  if (now.length === all.length) return [];
  return now.length === 0 ? none : now;
}

/** The group with a kind ticked or not. */
export function setKind(group: PeerGroup, kind: string, ticked: boolean, kinds: CountView[]): PeerGroup {
  const all = kinds.map(({ id }) => id);
  return { ...group, kinds: tick(group.kinds, kind, ticked, all, [NO_KIND]) };
}

/** The group with a tier ticked or not: the first tick narrows all tiers down to one, the last one taken away opens them. */
export function setTier(group: PeerGroup, tier: string, ticked: boolean): PeerGroup {
  return { ...group, tiers: ticked ? [...without(group.tiers, tier), tier] : without(group.tiers, tier) };
}

const same = (one: string[], other: string[]) =>
  one.length === other.length && [...one].sort().join('\n') === [...other].sort().join('\n');

/** Whether two groups name the same institutions in the same words; order does not count. */
export function sameGroup(one: PeerGroup, other: PeerGroup): boolean {
  return (
    same(one.kinds, other.kinds) &&
    same(one.tiers, other.tiers) &&
    same(one.picked, other.picked) &&
    same(one.leftOut, other.leftOut)
  );
}

/** The saved group that is in use: the one chosen last, else one that says the same. */
export function savedGroup(
  groups: SavedGroupView[],
  chosen: number | null,
  group: PeerGroup,
): SavedGroupView | null {
  return (
    groups.find(({ id }) => id === chosen) ?? groups.find((saved) => sameGroup(saved.group, group)) ?? null
  );
}

export type NameFault = 'missing' | 'taken' | 'long';

const LONGEST_NAME = 40;

/** What is wrong with the name of a group; `null` when nothing is. */
export function nameFault(name: string, groups: SavedGroupView[], id: number | null): NameFault | null {
  const plain = name.trim();
  if (plain === '') return 'missing';
  if (plain.length > LONGEST_NAME) return 'long';
  return groups.some((group) => group.name === plain && group.id !== id) ? 'taken' : null;
}

/** The group without the lines that nobody asked for; the own line is always drawn. */
export function onlyLines(group: PeerGroup, lines: string[], hidden: ReadonlySet<string>): PeerGroup {
  const leftOut = lines.filter((id) => hidden.has(id) && !group.leftOut.includes(id));
  return leftOut.length === 0 ? group : { ...group, leftOut: [...group.leftOut, ...leftOut] };
}

/** Institutions whose name in either language or id holds all words of the search. */
export function search(institutions: InstitutionView[], text: string): InstitutionView[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return institutions.filter(({ id, name, kindName }) => {
    const where = `${id} ${name.zh} ${name.en} ${kindName.zh} ${kindName.en}`.toLowerCase();
    return words.every((word) => where.includes(word));
  });
}
