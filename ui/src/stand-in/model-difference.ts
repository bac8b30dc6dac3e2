/** What differs between two models of the stand-in, in sentences. */
import type * as w from '../lib/types';
import { text } from './text';

/** The differences of every node's texts and weights. */
export function differenceOf(one: w.ModelSheetView, other: w.ModelSheetView): w.ModelDifferenceView {
  const before = new Map(one.nodes.map((node) => [node.id, node]));
  const changes = other.nodes.flatMap((node) => {
    const was = before.get(node.id);
    if (!was) return [text(`新增${node.code} ${node.name.zh}`, `${node.code} ${node.name.en} is new`)];
    const found: w.Text[] = [];
    if (was.name.zh !== node.name.zh)
      found.push(
        text(
          `${node.code}由“${was.name.zh}”改名为“${node.name.zh}”`,
          `${node.code} renamed from “${was.name.en}” to “${node.name.en}”`,
        ),
      );
    if (was.weight !== node.weight)
      found.push(
        text(
          `${node.code} ${node.name.zh}的权重由${was.weight ?? 0}改为${node.weight ?? 0}`,
          `Weight of ${node.code} ${node.name.en} changed from ${was.weight ?? 0} to ${node.weight ?? 0}`,
        ),
      );
    for (const level of node.indicator?.levels ?? []) {
      const old = was.indicator?.levels.find((one) => one.level === level.level);
      if (JSON.stringify(old?.evidence) !== JSON.stringify(level.evidence))
        found.push(
          text(
            `${node.code} ${node.name.zh}第${level.level}级的事实有改动`,
            `Facts of level ${level.level} of ${node.code} ${node.name.en} changed`,
          ),
        );
    }
    return found;
  });
  const name = ({ entry }: w.ModelSheetView) => `${entry.id} ${entry.version}`;
  return { from: name(one), to: name(other), changes };
}
