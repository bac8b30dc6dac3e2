import { describe, expect, it } from 'vitest';
import { listed, shareCodes, standing, valueText } from '../src/lib/team';
import { Tree } from '../src/lib/tree';
import { StandInFile } from '../src/stand-in/file';
import { model } from '../src/stand-in/model';
import { teamView } from '../src/stand-in/team';

const tree = new Tree(model);
const view = teamView(new StandInFile('海澄银行（示例）', 2025, true));

describe('share', () => {
  it('is told by the highest node that is covered wholly', () => {
    const dimension = tree.dimensions[1];
    const domain = tree.domains[0];
    if (!dimension || !domain) throw new Error('the model has dimensions and domains');
    const within = (id: string) =>
      tree.indicators.filter((node) => node.id.startsWith(`${id}.`)).map(({ id }) => id);
    const [first = '', second = ''] = within(domain.id);
    const codes = (ids: string[]) => shareCodes(tree, new Set(ids));
    expect(codes(within(dimension.id))).toEqual([dimension.code]);
    expect(codes(within(domain.id))).toEqual([domain.code]);
    expect(codes([first, second])).toEqual([tree.find(first)?.code, tree.find(second)?.code]);
    expect(codes([])).toEqual([]);
  });
});

describe('workshop', () => {
  it('goes through the disputed ones only, or all', () => {
    const disputed = listed(view, 'disputed');
    expect(disputed).toHaveLength(view.disputed);
    expect(disputed.every(({ spread }) => (spread ?? 0) >= 2)).toBe(true);
    expect(listed(view, 'all')).toHaveLength(view.indicators.length);
  });

  it('puts every response with a level on the strip once', () => {
    const names = new Map(view.respondents.map(({ id, name }) => [id, name]));
    for (const one of view.indicators) {
      const stood = [1, 2, 3, 4, 5].flatMap((level) => standing(one, level, names));
      expect(stood).toHaveLength(one.responses.length);
    }
  });

  it('says values in a few characters', () => {
    expect(valueText({ type: 'level', level: 3 }, null)).toBe('L3');
    expect(valueText({ type: 'items', items: ['a'] }, null)).toBe('1/1');
    expect(valueText({ type: 'notApplicable' }, null)).toBeNull();
  });
});
