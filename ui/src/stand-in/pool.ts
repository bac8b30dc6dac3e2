/** A pool with invented members: 12 city banks of which 7 are T3, 8 joint-stock banks, and a few who wait. */
import type * as w from '../lib/types';
import type { StandInFile } from './file';
import { model } from './model';

const EDITION: w.PoolEditionView = { model: 'caict-value-2025', version: '1.1.0', year: 2025 };
const KINDS: Record<string, w.Text> = {
  state_bank: { zh: '国有大型商业银行', en: 'Large state-owned bank' },
  joint_stock_bank: { zh: '股份制商业银行', en: 'Joint-stock bank' },
  city_bank: { zh: '城市商业银行', en: 'City commercial bank' },
  rural_bank: { zh: '农村中小金融机构', en: 'Rural bank or credit union' },
  private_bank: { zh: '民营银行', en: 'Private (internet) bank' },
  securities: { zh: '证券公司', en: 'Securities firm' },
  insurance: { zh: '保险公司', en: 'Insurer' },
};
const TIERS: Record<string, w.Text> = {
  T1: { zh: 'T1（总资产10万亿元及以上）', en: 'T1 (assets of RMB 10 tn or more)' },
  T2: { zh: 'T2（总资产1万亿至10万亿元）', en: 'T2 (assets of RMB 1–10 tn)' },
  T3: { zh: 'T3（总资产不足1万亿元）', en: 'T3 (assets below RMB 1 tn)' },
};
const NO_TIER: w.Text = { zh: '未分层', en: 'No tier' };
const BANK_TIERS = Object.entries(TIERS).map(([id, name]) => ({ id, name }));

let open_: { path: string; members: w.PoolMemberView[]; withdrawals: number; release: number } | null = null;

function numbered(index: number): string {
  const digits = ((index * 2654435761 + 97) % 2 ** 32).toString(16).padStart(8, '0').repeat(2);
  return digits.match(/..../g)?.join('-') ?? '';
}

function member(index: number, kind: string, tier: string, counted: boolean): w.PoolMemberView {
  const kindName = KINDS[kind] ?? { zh: kind, en: kind };
  const tierName = TIERS[tier] ?? NO_TIER;
  return { number: numbered(index + 1), kind, kindName, tier, tierName, edition: EDITION, counted };
}

function sampleMembers(): w.PoolMemberView[] {
  const groups: [string, string, number, boolean][] = [
    ['city_bank', 'T3', 7, true],
    ['city_bank', 'T2', 5, true],
    ['joint_stock_bank', 'T2', 8, true],
    ['securities', '', 2, false],
  ];
  return groups
    .flatMap(([kind, tier, count, counted]) => Array.from({ length: count }, () => ({ kind, tier, counted })))
    .map(({ kind, tier, counted }, index) => member(index, kind, tier, counted));
}

function view(): w.PoolView {
  const { path = '', members = [], withdrawals = 0, release = 0 } = open_ ?? {};
  return {
    path,
    fileName: path.slice(path.lastIndexOf('/') + 1),
    keyPath: `${path}-key`,
    hasKey: true,
    release,
    counted: members.filter(({ counted }) => counted).length,
    waiting: members.filter(({ counted }) => !counted).length,
    withdrawals,
    members,
    editions: members.length ? [EDITION] : [],
    own: {
      number: null,
      refusal: {
        zh: '示例机构是虚构的，不能加入对标池',
        en: 'The institution of the sample is fictional and is not taken into a pool',
      },
      tiers: BANK_TIERS,
    },
  };
}

const changed = (message: w.Text): w.PoolUpdateView => ({ pool: view(), message, changed: true });

export const current = (): w.PoolView | null => open_ && view();

export function create(path: string): w.PoolView {
  open_ = { path, members: [], withdrawals: 0, release: 0 };
  return view();
}

export function open(path: string): w.PoolView {
  open_ = { path, members: sampleMembers(), withdrawals: 0, release: 1 };
  return view();
}

export function add(tier: string): w.PoolUpdateView {
  open_?.members.push(member(open_.members.length, 'city_bank', tier, false));
  return changed({ zh: '已加入；发布后计入统计', en: 'Added; it counts from the next release' });
}

export function withdraw(number: string): w.PoolUpdateView {
  if (open_) {
    open_.members = open_.members.filter((one) => one.number !== number);
    open_.withdrawals += 1;
  }
  return changed({ zh: `成员${number}已撤回`, en: `Member ${number} withdrawn` });
}

export const merge = (): w.PoolUpdateView => changed({ zh: '已合并：新增0家', en: 'Merged: 0 new members' });

export const release = (): w.PoolUpdateView => ({
  ...changed({
    zh: '待发布的2家中新成员不足5家，未发布；统计不变',
    en: 'Of the 2 who wait fewer than 5 are new, so nothing was published; the table stays as it was',
  }),
  changed: false,
});

const RATIOS: [string, w.Text, number][] = [
  ['it_investment_to_revenue', { zh: '科技投入强度', en: 'IT investment to revenue' }, 4],
  ['it_investment_growth', { zh: '科技投入增速', en: 'IT investment growth' }, 6.5],
  ['it_staff_share', { zh: '科技人员占比', en: 'IT staff share' }, 7.5],
];

const DEPTHS: Record<string, number> = { root: 0, dimension: 1, domain: 2 };

function variables(): w.PoolVariableView[] {
  const scores = model.nodes
    .filter(({ kind }) => kind in DEPTHS)
    .map(({ id, name, kind }) => ({
      id,
      name: kind === 'root' ? { zh: '总分', en: 'Overall score' } : name,
      unit: '',
      depth: DEPTHS[kind] ?? 2,
    }));
  return [...scores, ...RATIOS.map(([id, name]) => ({ id, name, unit: '%', depth: 0 }))];
}

function cells(members: number, shift: number): w.PoolCellView[] {
  const atLeast = (id: string) => RATIOS.some(([ratio]) => ratio === id);
  return variables().map(({ id }, index) => {
    const ratio = RATIOS.find(([known]) => known === id)?.[2];
    const median = ratio ?? 48 + shift + ((index * 7) % 13);
    const half = ratio === undefined ? 6 + (index % 4) : 1.5;
    const quartiles: [number, number] | null = members < 8 ? null : [median - half, median + half];
    const banded = atLeast(id) ? members - (members % 5) : members;
    return { variable: id, members: banded, atLeast: atLeast(id), median, quartiles };
  });
}

function rows(depth: w.PoolDepth): w.PoolRowView[] {
  const counted = (open_?.members ?? []).filter((one) => one.counted);
  const row = (name: w.Text, group: w.PoolGroupRef, shift: number): w.PoolRowView => {
    const members = counted.filter(
      (one) =>
        (group.kind === null || one.kind === group.kind) && (group.tier === null || one.tier === group.tier),
    ).length;
    const shown = members >= 5;
    return { group, name, members: shown ? members : null, cells: shown ? cells(members, shift) : [] };
  };
  const all = row({ zh: '全部', en: 'All' }, { kind: null, tier: null }, 0);
  if (depth === 'all') return [all];
  const kinds = Object.entries(KINDS).flatMap(([kind, name], index) => {
    const one = row(name, { kind, tier: null }, 4 - index);
    const tiers = BANK_TIERS.map((tier) => row(tier.name, { kind, tier: tier.id }, 2 - index));
    return depth === 'tier' && one.members !== null ? [one, ...tiers] : [one];
  });
  return [all, ...kinds];
}

export function table(query: w.PoolQuery, file: StandInFile): w.PoolTableView {
  const all = rows(query.depth);
  const wanted = query.group ?? { kind: 'city_bank', tier: null };
  const same = (group: w.PoolGroupRef) => group.kind === wanted.kind && group.tier === wanted.tier;
  const shown = all.filter(({ members }) => members !== null);
  const chosen = shown.find(({ group }) => same(group)) ?? shown[0];
  const scores = new Map(file.result().nodes.map(({ id, score }) => [id, score]));
  return {
    release: open_?.release ?? 0,
    edition: open_?.members.length ? EDITION : null,
    variables: variables(),
    rows: all,
    positions: chosen
      ? variables().map((variable) => ({
          variable,
          own: scores.get(variable.id) ?? (variable.id === 'it_investment_to_revenue' ? 4.07 : null),
          cell: chosen.cells.find((cell) => cell.variable === variable.id) ?? null,
        }))
      : [],
    positionGroup: chosen?.group ?? null,
    note: {
      zh: '一格少于5家，不显示；不足5家的并入上一级发布，上下级相减得不出少于5家的数。中位数和四分位数用Harrell–Davis估计，得分取整到1分，比率取整到0.5个百分点，四分位数满8家才显示。各机构自评，未经第三方核对。',
      en: 'Cells of fewer than 5 institutions are not shown; those too few are counted in the group above, so that no subtraction leaves fewer than 5. Medians and quartiles by Harrell–Davis, scores rounded to 1 point, ratios to 0.5; quartiles from 8 institutions. Self-assessed, checked by nobody else.',
    },
  };
}
