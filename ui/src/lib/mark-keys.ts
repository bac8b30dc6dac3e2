/** Arrow keys among the marks of a table: to the next one in the row or in the column. */

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** The place of the next mark from a row and a column in the direction of a key; cells without one are passed over. */
export function nextMark(
  marks: boolean[][],
  [row, column]: [number, number],
  key: string,
): [number, number] | null {
  const step = STEPS[key];
  if (!step) return null;
  let [r, c] = [row + step[0], column + step[1]];
  for (; marks[r] !== undefined && c >= 0; [r, c] = [r + step[0], c + step[1]]) {
    if (marks[r]?.[c]) return [r, c];
    if (step[0] === 0 && c >= (marks[r]?.length ?? 0)) return null;
  }
  return null;
}

const MARK = '[data-testid=provenance]';

/** Moves the focus of a table from mark to mark. */
export function moveAmongMarks(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const here = event.target instanceof Element ? event.target.closest(MARK) : null;
  const cell = here?.closest('td');
  if (!cell || event.target !== here) return;
  const rows = [...event.currentTarget.querySelectorAll('tr')];
  const row = rows.findIndex((candidate) => candidate.contains(cell));
  const cells = rows.map((candidate) => [...candidate.cells]);
  const marks = cells.map((line) => line.map((candidate) => candidate.querySelector(MARK) !== null));
  const to = nextMark(marks, [row, cell.cellIndex], event.key);
  const next = to && cells[to[0]]?.[to[1]]?.querySelector(MARK);
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
