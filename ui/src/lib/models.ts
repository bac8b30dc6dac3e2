/** What the page 模型 works out from a model as it is sent: weights by kind of institution, search, ids, versions, fates. */
import type {
  FaultView,
  ModelDifferenceView,
  ModelEdit,
  ModelEntryView,
  ModelSheetView,
  SheetFindingView,
  SheetNodeView,
  SheetProfileView,
  Text,
  UpgradeFate,
  UpgradeIndicatorView,
} from './types';

/** The model itself, as a place in its tree; the wire lists only what stands below. */
export const ROOT = 'root';

/** The nodes of a model by id and by parent. */
export class SheetTree {
  readonly #byId: Map<string, SheetNodeView>;
  readonly #children = new Map<string, SheetNodeView[]>();
  readonly dimensions: SheetNodeView[];

  constructor(readonly nodes: SheetNodeView[]) {
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
    for (const node of nodes) {
      const parent = node.parent ?? ROOT;
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(node);
      else this.#children.set(parent, [node]);
    }
    this.dimensions = this.children(ROOT);
  }

  find(id: string): SheetNodeView | undefined {
    return this.#byId.get(id);
  }

  children(id: string): SheetNodeView[] {
    return this.#children.get(id) ?? [];
  }

  /** From the dimension down to the parent. */
  ancestors(id: string): SheetNodeView[] {
    const path: SheetNodeView[] = [];
    let node = this.find(this.find(id)?.parent ?? '');
    while (node) {
      path.unshift(node);
      node = this.find(node.parent ?? '');
    }
    return path;
  }
}

/** How a node counts for one kind of institution, or for everybody. */
export interface Standing {
  /** Weight among its siblings. */
  weight: number;
  /** The kind has a weight of its own here. */
  ownWeight: boolean;
  /** Share of the whole, 0–1; `null` when nothing of it applies to the kind. */
  share: number | null;
  /** Target score; `null` for everybody. */
  target: number | null;
  /** The kind has a target of its own here. */
  ownTarget: boolean;
}

const numberOf = (numbers: SheetProfileView['targets'] | undefined, node: string) =>
  numbers?.find((entry) => entry.node === node)?.number ?? null;

/** Weights, shares and targets of every node. What does not apply leaves its weight to its siblings in proportion. */
export function standings(tree: SheetTree, profile: SheetProfileView | null): Map<string, Standing> {
  const all = new Map<string, Standing>();

  const applies = (node: SheetNodeView): boolean =>
    node.indicator
      ? profile === null || node.indicator.appliesTo.includes(profile.id)
      : tree.children(node.id).some(applies);

  function visit(parent: string, share: number | null, target: number | null): void {
    const children = tree.children(parent).map((node) => {
      const own = numberOf(profile?.weights, node.id);
      return { node, own, weight: own ?? node.weight ?? 0, counts: share !== null && applies(node) };
    });
    const total = children.reduce((sum, child) => sum + (child.counts ? child.weight : 0), 0);
    for (const { node, own, weight, counts } of children) {
      const ownTarget = numberOf(profile?.targets, node.id);
      const standing: Standing = {
        weight,
        ownWeight: own !== null,
        share: counts && total > 0 ? ((share ?? 0) * weight) / total : null,
        target: ownTarget ?? target,
        ownTarget: ownTarget !== null,
      };
      all.set(node.id, standing);
      visit(node.id, standing.share, standing.target);
    }
  }

  visit(ROOT, 1, profile?.target ?? null);
  return all;
}

/** The longest bar of each layer: a share is drawn against the largest of its own kind. */
export function largestShares(tree: SheetTree, all: Map<string, Standing>): Record<string, number> {
  const largest: Record<string, number> = {};
  for (const node of tree.nodes) {
    largest[node.kind] = Math.max(largest[node.kind] ?? 0, all.get(node.id)?.share ?? 0);
  }
  return largest;
}

function haystack(node: SheetNodeView): string {
  const texts = [node.name, node.short, node.indicator?.question].filter((text) => text != null);
  return [node.code, node.id, ...texts.flatMap((text) => [text.zh, text.en])].join(' ').toLowerCase();
}

/** Nodes that hold every word of the query, with what stands above them; `null` when nothing is asked. */
export function search(tree: SheetTree, query: string): { found: Set<string>; shown: Set<string> } | null {
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const found = new Set<string>();
  const shown = new Set<string>();
  for (const node of tree.nodes) {
    const text = haystack(node);
    if (!words.every((word) => text.includes(word))) continue;
    found.add(node.id);
    for (const one of [node, ...tree.ancestors(node.id)]) shown.add(one.id);
  }
  return { found, shown };
}

export type IdFault = 'missing' | 'form' | 'taken';

/** A model id is a folder name: lower-case letters, digits and hyphens, not beginning with one, at most 60. */
export function idFault(id: string, taken: string[]): IdFault | null {
  if (id === '') return 'missing';
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(id)) return 'form';
  return taken.includes(id) ? 'taken' : null;
}

/** A free id for a copy. */
export function proposedId(id: string, taken: string[]): string {
  const stem = id.replace(/-copy(-\d+)?$/, '').slice(0, 52) + '-copy';
  for (let number = 1; ; number += 1) {
    const proposed = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.includes(proposed)) return proposed;
  }
}

/** `1.1.0` of `caict-value-2025 1.1.0`. */
export const versionOf = (model: string): string => model.split(' ').at(-1) ?? model;

/** Whether two edits would write the same. */
export function sameEdit(one: ModelEdit | null, other: ModelEdit | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export const isBlank = (text: Text): boolean => text.zh.trim() === '' && text.en.trim() === '';

/** Filled in one language only. */
export const isHalf = (text: Text): boolean =>
  !isBlank(text) && (text.zh.trim() === '' || text.en.trim() === '');

/** A line of evidence is read at a glance; beyond this it is mostly two facts. */
export const LINE_LIMIT = 30;

/** Characters as a reader counts them, without spaces. */
export const lengthOf = (line: string): number => line.replace(/\s/g, '').length;

/** Text on one line: a pasted line break becomes a space between words and nothing between Chinese characters. */
export const oneLine = (text: Text): Text => ({
  zh: text.zh.replace(/\s*\n\s*/g, ''),
  en: text.en.replace(/\s*\n\s*/g, ' '),
});

/** The item moved by one place; the list as it stands when there is no such place. */
export function moved<T>(items: readonly T[], index: number, step: 1 | -1): T[] {
  const there = index + step;
  const next = [...items];
  const item = next[index];
  const other = next[there];
  if (item === undefined || other === undefined) return next;
  next[index] = other;
  next[there] = item;
  return next;
}

/** Whether a model can be looked at and used: it has no fault that stops it. */
export const loads = (entry: ModelEntryView): boolean => entry.faults.every((fault) => !fault.error);

/** A fault as it is copied: where, what, how to mend it. */
export function faultLine(fault: FaultView, language: 'zh' | 'en'): string {
  const place = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file;
  return [place, fault.message[language], fault.hint[language]].filter(Boolean).join('  ');
}

/**
 * What a check says of the field in hand, errors first. A check speaks of the whole model: as many remarks as are known of
 * other places are left out, also where several places earn the same one.
 */
export function remarksOf(
  faults: FaultView[],
  known: SheetFindingView[],
  node: string,
  level?: number,
): FaultView[] {
  const elsewhere = new Map<string, number>();
  for (const finding of known) {
    if (finding.node === node && (level === undefined || finding.level === level)) continue;
    const { zh } = finding.fault.message;
    elsewhere.set(zh, (elsewhere.get(zh) ?? 0) + 1);
  }
  const here = faults.filter(({ message: { zh } }) => {
    const left = elsewhere.get(zh) ?? 0;
    if (left > 0) elsewhere.set(zh, left - 1);
    return left === 0;
  });
  return here.sort((one, other) => Number(other.error) - Number(one.error));
}

/** Findings in the order of the tree, those without a place first. */
export function findingsInOrder(sheet: ModelSheetView): SheetFindingView[] {
  const order = new Map(sheet.nodes.map((node, index) => [node.id, index]));
  const place = (finding: SheetFindingView) => (finding.node === null ? -1 : (order.get(finding.node) ?? -1));
  return [...sheet.findings].sort(
    (one, other) => place(one) - place(other) || (one.level ?? 0) - (other.level ?? 0),
  );
}

/** The node that differs between two states of a model; the model itself when only it does, `null` when nothing does. */
export function changedNode(before: ModelSheetView, after: ModelSheetView): string | null {
  const was = new Map(before.nodes.map((node) => [node.id, node]));
  // A weight changes the share of its siblings too; what is theirs alone stays the same.
  const alone = (node: SheetNodeView | undefined) => JSON.stringify(node && { ...node, share: 0 });
  const node = after.nodes.find((one) => alone(one) !== alone(was.get(one.id)));
  if (node) return node.id;
  const numbers = (sheet: ModelSheetView) =>
    sheet.profiles.flatMap((profile) => {
      const of = (kind: string, entries: SheetProfileView['targets']) =>
        entries.map((entry) => ({ key: `${profile.id} ${kind} ${entry.node} ${entry.number}`, ...entry }));
      return [...of('weight', profile.weights), ...of('target', profile.targets)];
    });
  const [then, now] = [numbers(before), numbers(after)];
  const differs = (some: typeof now, others: typeof now) =>
    some.find((entry) => !others.some((other) => other.key === entry.key))?.node;
  const number = differs(now, then) ?? differs(then, now);
  if (number) return number;
  const own = ({ entry: { name, summary, version }, profiles }: ModelSheetView) =>
    JSON.stringify([name, summary, version, profiles]);
  return own(before) === own(after) ? null : ROOT;
}

/** What a comparison is copied as. */
export function differenceText(difference: ModelDifferenceView, language: 'zh' | 'en'): string {
  const head = `${difference.from} → ${difference.to}`;
  return [head, ...difference.changes.map((change) => change[language])].join('\n');
}

export const FATES: UpgradeFate[] = ['carried', 'review', 'new', 'retired'];

export function countFates(indicators: UpgradeIndicatorView[]): Record<UpgradeFate, number> {
  const counts = { carried: 0, review: 0, new: 0, retired: 0 };
  for (const { fate } of indicators) counts[fate] += 1;
  return counts;
}

/** An indicator's id in the preview of an upgrade: the new one where there is one. */
export const upgradeId = (row: UpgradeIndicatorView): string => row.new ?? row.old ?? row.code;
