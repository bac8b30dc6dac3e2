import { describe, expect, it } from 'vitest';
import {
  changedNode,
  countFates,
  faultLine,
  findingsInOrder,
  idFault,
  lengthOf,
  moved,
  oneLine,
  proposedId,
  remarksOf,
  ROOT,
  sameEdit,
  search,
  SheetTree,
  standings,
  upgradeId,
  versionOf,
} from '../src/lib/models';
import * as fields from '../src/lib/model-fields';
import { platform } from '../src/lib/platform';
import type { FaultView, ModelSheetView, SheetNodeView, UpgradeIndicatorView } from '../src/lib/types';

const B41 = 'technology_application.ai.enterprise_platform';
const A31 = 'economic_value.input_output.it_investment_intensity';

const sheet = await platform.modelSheet('builtIn:caict-value-2025');
const tree = new SheetTree(sheet.nodes);
const copy = (): ModelSheetView => structuredClone(sheet);

function find<T>(found: T | null | undefined): T {
  if (found == null) throw new Error('not in the stand-in');
  return found;
}

const node = (id: string, of = sheet): SheetNodeView => find(of.nodes.find((one) => one.id === id));
const profile = (id: string, of = sheet) => find(of.profiles.find((one) => one.id === id));
const fault = (zh: string, error = false): FaultView => ({
  file: 'a.toml',
  line: 3,
  message: { zh, en: zh },
  hint: { zh: '改', en: 'mend' },
  error,
});

describe('weights by kind of institution', () => {
  it('share out the whole for everybody', () => {
    const all = standings(tree, null);
    const sum = tree.nodes
      .filter((one) => one.indicator)
      .reduce((s, one) => s + (all.get(one.id)?.share ?? 0), 0);
    expect(sum).toBeCloseTo(1, 12);
    expect(all.get(B41)?.share).toBeCloseTo(sheet.nodes.find((one) => one.id === B41)?.share ?? 0, 12);
  });

  it('give the weight of what does not apply to its siblings', () => {
    const all = standings(tree, profile('securities'));
    expect(all.get(A31)?.share).toBeNull();
    expect(all.get('economic_value.input_output.growth')?.share).toBeCloseTo(0.1 / 3, 12);
    expect(all.get('economic_value.input_output')?.share).toBeCloseTo(0.1, 12);
  });

  it('leave a domain out when nothing in it applies', () => {
    const other = copy();
    for (const one of other.nodes) {
      if (one.parent === 'technology_application.frontier' && one.indicator)
        one.indicator.appliesTo = ['city_bank'];
    }
    const all = standings(new SheetTree(other.nodes), profile('securities', other));
    expect(all.get('technology_application.frontier')?.share).toBeNull();
    const domains = other.nodes.filter((one) => one.parent === 'technology_application');
    const sum = domains.reduce((s, one) => s + (all.get(one.id)?.share ?? 0), 0);
    expect(sum).toBeCloseTo(0.3, 12);
  });

  it('use own weights, and the nearest target above', () => {
    const rural = standings(tree, profile('rural_bank')).get('economic_value.real_economy');
    expect(rural).toMatchObject({ weight: 40, ownWeight: true });
    expect(rural?.share).toBeCloseTo((0.4 * 40) / 115, 12);
    const city = standings(tree, profile('city_bank'));
    expect(city.get('technology_application.frontier.quantum')).toMatchObject({
      target: 30,
      ownTarget: false,
    });
    expect(city.get('technology_application.frontier')).toMatchObject({ target: 30, ownTarget: true });
    expect(city.get(B41)?.target).toBe(62);
  });
});

describe('the search', () => {
  it('finds by code, name and question in either language and width, and keeps what stands above', () => {
    expect(search(tree, '  ')).toBeNull();
    expect([...(search(tree, 'B4.1')?.found ?? [])]).toEqual([B41]);
    expect(search(tree, 'enterprise ai')?.found.has(B41)).toBe(true);
    expect(search(tree, 'Ｂ4.1')?.shown).toEqual(
      new Set([B41, 'technology_application.ai', 'technology_application']),
    );
    expect(search(tree, '没有的')?.found.size).toBe(0);
  });
});

describe('an id', () => {
  it('is a free folder name', () => {
    expect(idFault('', [])).toBe('missing');
    expect(idFault('My-Model', [])).toBe('form');
    expect(idFault('-own', [])).toBe('form');
    expect(idFault('2026', [])).toBeNull();
    expect(idFault('a_b', [])).toBe('form');
    expect(idFault('a'.repeat(61), [])).toBe('form');
    expect(idFault('own', ['own'])).toBe('taken');
    expect(idFault('own-2', ['own'])).toBeNull();
  });

  it('is proposed free, and not as a copy of a copy', () => {
    expect(proposedId('caict', ['caict'])).toBe('caict-copy');
    expect(proposedId('caict-copy', ['caict-copy', 'caict-copy-2'])).toBe('caict-copy-3');
    expect(idFault(proposedId('a'.repeat(60), []), [])).toBeNull();
  });
});

describe('small helpers', () => {
  it('read a version, count a line, flatten a paste, move a line', () => {
    expect(versionOf('caict-value-2025 1.1.0')).toBe('1.1.0');
    expect(lengthOf('共 8 项')).toBe(3);
    expect(oneLine({ zh: '一\n二', en: 'one\n two' })).toEqual({ zh: '一二', en: 'one two' });
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });

  it('copy a fault with its place', () => {
    expect(faultLine(fault('错'), 'zh')).toBe('a.toml:3  错  改');
    expect(faultLine({ ...fault('错'), line: 0, hint: { zh: '', en: '' } }, 'zh')).toBe('a.toml  错');
  });
});

describe('remarks on a field', () => {
  it('put errors first and leave out what is known of other places', () => {
    const known = [
      { fault: fault('旧一'), node: 'a', level: 2 },
      { fault: fault('旧二'), node: 'a', level: 4 },
      { fault: fault('旧三'), node: 'b', level: null },
    ];
    const said = [fault('旧一'), fault('旧二'), fault('旧三'), fault('新'), fault('拒', true)];
    expect(remarksOf(said, known, 'a', 4).map((one) => one.message.zh)).toEqual(['拒', '旧二', '新']);
    const twice = [fault('旧一'), fault('旧一')];
    expect(remarksOf(twice, known, 'a', 4)).toHaveLength(1);
  });

  it('stand in the order of the tree', () => {
    const found = [
      { fault: fault('二'), node: B41, level: 4 },
      { fault: fault('一'), node: B41, level: 2 },
      { fault: fault('先'), node: A31, level: null },
      { fault: fault('全'), node: null, level: null },
    ];
    const order = findingsInOrder({ ...sheet, findings: found }).map((one) => one.fault.message.zh);
    expect(order).toEqual(['全', '先', '一', '二']);
  });
});

describe('what undo changed', () => {
  it('is the node whose text or weight differs, not its siblings', () => {
    expect(changedNode(sheet, copy())).toBeNull();
    const renamed = copy();
    node(B41, renamed).name = { zh: '新', en: 'new' };
    expect(changedNode(sheet, renamed)).toBe(B41);
    const weighed = copy();
    node(B41, weighed).weight = 40;
    for (const one of weighed.nodes) if (one.parent === 'technology_application.ai') one.share = 0.01;
    expect(changedNode(sheet, weighed)).toBe(B41);
  });

  it("is the node of a kind's own number, also when it goes, or the model itself", () => {
    const targeted = copy();
    profile('city_bank', targeted).targets.push({ node: B41, number: 70 });
    expect(changedNode(sheet, targeted)).toBe(B41);
    expect(changedNode(targeted, sheet)).toBe(B41);
    const whole = copy();
    profile('city_bank', whole).target = 66;
    expect(changedNode(sheet, whole)).toBe(ROOT);
  });
});

describe('an edit', () => {
  it('of a weight needs a number; a kind may go back to the common one', () => {
    const common = fields.weight(node(B41), null);
    expect(common.edit('12.5')).toEqual({ type: 'weight', node: B41, profile: null, weight: 12.5 });
    expect(common.edit('１２.5')).toMatchObject({ weight: 12.5 });
    expect(common.edit('')).toBeNull();
    expect(common.edit('很多')).toBeNull();
    const own = fields.weight(node(B41), profile('city_bank'));
    expect(own.saved).toBe('');
    expect(own.edit('')).toEqual({ type: 'weight', node: B41, profile: 'city_bank', weight: null });
    expect(own.edit('x')).toBeNull();
  });

  it('of a target may be empty for a node and not for the whole', () => {
    expect(fields.target(profile('city_bank'), null).edit('')).toBeNull();
    expect(fields.target(profile('city_bank'), node(B41)).edit('')).toMatchObject({
      node: B41,
      target: null,
    });
  });

  it('of a version has three parts', () => {
    const version = fields.version(sheet.entry);
    expect(version.edit(' 1.2.0 ')).toEqual({ type: 'version', version: '1.2.0' });
    expect(version.edit('1.2')).toBeNull();
    expect(version.edit('v1.2.0')).toBeNull();
  });

  it('of a level leaves out lines that are not begun and keeps those that are half done', () => {
    const level = find(node(B41).indicator?.levels[2]);
    const field = fields.level(B41, level);
    const half = { zh: '只有中文', en: '' };
    const typed = { ...field.saved, evidence: [...field.saved.evidence, { zh: ' ', en: '' }, half] };
    expect(field.edit(typed)).toMatchObject({ level: 3, evidence: [...level.evidence, half] });
    const empty = { ...field.saved, evidence: [...field.saved.evidence, { zh: '', en: '' }] };
    expect(sameEdit(field.edit(empty), field.edit(field.saved))).toBe(true);
  });

  it('of goalposts needs both figures', () => {
    const field = fields.posts(A31, find(node(A31).indicator?.metric));
    expect(field.edit({ ...field.saved, low: '−2' })).toMatchObject({ low: -2, high: 6 });
    expect(field.edit({ ...field.saved, high: '' })).toBeNull();
  });

  it('of applicability keeps the order of the model', () => {
    const field = fields.appliesTo(node(B41), sheet.profiles);
    expect(field.edit(['insurance', 'state_bank'])).toMatchObject({ kinds: ['state_bank', 'insurance'] });
  });
});

describe('the preview of an upgrade', () => {
  const row = (fate: UpgradeIndicatorView['fate'], old: string | null, next: string | null) => ({
    old,
    new: next,
    code: 'A1',
    name: { zh: '', en: '' },
    oldName: null,
    fate,
    reasons: [],
    answer: { zh: '', en: '' },
    answered: true,
  });

  it('counts what happens and names rows by the id that stays', () => {
    const rows = [
      row('carried', 'a', 'a'),
      row('review', 'b', 'c'),
      row('retired', 'd', null),
      row('carried', 'e', 'e'),
    ];
    expect(countFates(rows)).toEqual({ carried: 2, review: 1, new: 0, retired: 1 });
    expect(rows.map(upgradeId)).toEqual(['a', 'c', 'd', 'e']);
  });
});
