/** The items of a checklist under the headings that they carry. */
import type { ItemView, Text } from './types';

export interface ItemGroup {
  name: Text | null;
  items: ItemView[];
}

/** Neighbours with the same heading stand together; the order of the items stays. */
export function inGroups(items: ItemView[]): ItemGroup[] {
  const groups: ItemGroup[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.name?.zh === item.group?.zh) last.items.push(item);
    else groups.push({ name: item.group, items: [item] });
  }
  return groups;
}
