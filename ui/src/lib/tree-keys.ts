/** What the keys of a tree do: up and down between rows, sideways between layers, Enter and space to choose. */

export interface TreeRow {
  id: string;
  parent: string | null;
  /** `undefined` for a leaf. */
  expanded: boolean | undefined;
}

export type TreeMove = { to: string | undefined } | { toggle: string } | { choose: string };

export function treeMove(key: string, rows: readonly TreeRow[], id: string): TreeMove | null {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (!row) return null;
  switch (key) {
    case 'ArrowDown':
      return { to: rows[index + 1]?.id };
    case 'ArrowUp':
      return { to: rows[index - 1]?.id };
    case 'Home':
      return { to: rows[0]?.id };
    case 'End':
      return { to: rows.at(-1)?.id };
    case 'ArrowRight':
      if (row.expanded === undefined) return { to: undefined };
      return row.expanded ? { to: rows[index + 1]?.id } : { toggle: id };
    case 'ArrowLeft':
      return row.expanded ? { toggle: id } : { to: rows.find((one) => one.id === row.parent)?.id };
    case 'Enter':
    case ' ':
      return { choose: id };
    default:
      return null;
  }
}
