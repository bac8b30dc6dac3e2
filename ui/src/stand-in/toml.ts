/** Reads the files in evaluation_models/policies: tables of tables, strings, numbers, lists and texts on one line each. */
export type Table = Record<string, unknown>;

/** The value in the spelling of JSON: `{ zh = "…" }` becomes `{ "zh": "…" }`, strings stay untouched. */
function value(written: string): unknown {
  return JSON.parse(
    written.replace(
      /("(?:[^"\\]|\\.)*")|(\w+)\s*=/g,
      (_, text?: string, key?: string) => text ?? `"${key}":`,
    ),
  );
}

export function readToml(source: string): Table {
  const document: Table = {};
  let table = document;
  for (const line of source.split('\n')) {
    const head = /^\[\[(\w+)\]\]/.exec(line)?.[1];
    const entry = /^(\w+) = (.*)$/.exec(line);
    if (head) {
      table = {};
      document[head] = [...((document[head] as Table[] | undefined) ?? []), table];
    } else if (entry) {
      const [, key = '', written = ''] = entry;
      table[key] = value(written);
    }
  }
  return document;
}
