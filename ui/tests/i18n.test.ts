import { describe, expect, it } from 'vitest';
import { areas } from '../src/lib/i18n/index.svelte';

/** Every leaf with its path, functions called with their parameters' places. */
function leaves(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, word]: [string, unknown]): [string, string][] => {
    const at = `${path}.${key}`;
    if (typeof word === 'string') return [[at, word]];
    if (typeof word === 'function') return [[at, (word as (...values: number[]) => string)(1, 2, 3, 4)]];
    return leaves(word as object, at);
  });
}

describe.each(Object.entries(areas))('words of %s', (_, area) => {
  it('has the same keys in both languages and leaves none empty', () => {
    const zh = leaves(area.zh);
    const en = leaves(area.en);
    expect(en.map(([path]) => path)).toEqual(zh.map(([path]) => path));
    expect([...zh, ...en].filter(([, word]) => word.trim() === '')).toEqual([]);
  });

  it('keeps the copy rules: no 您, no exclamation marks, no half-width comma in Chinese', () => {
    const wrong = leaves(area.zh).filter(([, word]) => /您|！|!|[\u4e00-\u9fff],/.test(word));
    expect(wrong).toEqual([]);
  });
});
