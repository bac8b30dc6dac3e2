/** The model's tree by id, and the ways to walk over it. */
import type { ModelView, NodeView } from './types';

export type Hue = 'a' | 'b' | 'c';
const HUES: Hue[] = ['a', 'b', 'c'];

export class Tree {
  readonly #byId: Map<string, NodeView>;
  readonly #children = new Map<string, NodeView[]>();
  readonly root: NodeView;
  readonly dimensions: NodeView[];
  readonly domains: NodeView[];
  readonly indicators: NodeView[];

  constructor(model: ModelView) {
    this.#byId = new Map(model.nodes.map((node) => [node.id, node]));
    for (const node of model.nodes) {
      if (node.parent === null) continue;
      const siblings = this.#children.get(node.parent);
      if (siblings) siblings.push(node);
      else this.#children.set(node.parent, [node]);
    }
    const root = model.nodes.find((node) => node.kind === 'root');
    if (!root) throw new Error(`model ${model.id} has no root`);
    this.root = root;
    this.dimensions = this.children(root.id);
    this.domains = this.dimensions.flatMap((dimension) => this.children(dimension.id));
    this.indicators = this.domains.flatMap((domain) => this.children(domain.id));
  }

  find(id: string): NodeView | undefined {
    return this.#byId.get(id);
  }

  children(id: string): NodeView[] {
    return this.#children.get(id) ?? [];
  }

  /** From the dimension down to the parent, without the root. */
  ancestors(id: string): NodeView[] {
    const path: NodeView[] = [];
    let node = this.find(this.find(id)?.parent ?? '');
    while (node && node.kind !== 'root') {
      path.unshift(node);
      node = this.find(node.parent ?? '');
    }
    return path;
  }

  /** The indicator `steps` away, within the ends of the list. */
  step(id: string, steps: number): string {
    const here = this.indicators.findIndex((node) => node.id === id);
    const there = Math.min(Math.max(here + steps, 0), this.indicators.length - 1);
    return this.indicators[there]?.id ?? id;
  }

  /** The first indicator of the next or previous domain; from within a domain, back means to its own first. */
  stepDomain(id: string, direction: 1 | -1): string {
    const domain = this.find(id)?.parent;
    const here = this.domains.findIndex((node) => node.id === domain);
    const first = this.children(domain ?? '')[0]?.id;
    if (direction === -1 && first && first !== id) return first;
    const target = this.domains[here + direction];
    return (target && this.children(target.id)[0]?.id) ?? id;
  }
}

/** The hue of the dimension that something belongs to. */
export function hueOf({ hue }: { hue: number | null }): Hue | null {
  return hue === null ? null : (HUES[hue] ?? null);
}
