/** Two copies of the stand-in's file that went separate ways, and what a copy for sharing leaves out. */
import type {
  CopyPurpose,
  MergeConflictSideView,
  MergeConflictView,
  MergeDecision,
  MergedView,
  MergeStateView,
  MergeView,
  RedactedView,
  RedactionOptionView,
  RedactRequest,
  RemovedView,
  Text,
} from '../lib/types';
import { model } from './model';

export function suggested(path: string, purpose: CopyPurpose): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const stem = path.slice(folder.length).replace(/\.shuheng$/, '');
  return purpose === 'merged' ? `${folder}${stem}(合并).shuheng` : `${folder}评估(脱敏).shuheng`;
}

const same = (text: string): Text => ({ zh: text, en: text });

const HIGH: Text = { zh: '置信度高', en: 'high confidence' };
const LOW: Text = { zh: '置信度低', en: 'low confidence' };

function state(value: string, rationale = '', details: Text[] = []): MergeStateView {
  return {
    value: same(value),
    details,
    rationale,
    json: value === '—' ? null : JSON.stringify([value, rationale]),
  };
}

function said(
  by: string,
  at: string,
  state: MergeStateView,
  reason: string | null = null,
): MergeConflictSideView {
  return { state, by, at, reason };
}

/** The conflict about the answer to an indicator. */
function answer(place: number, conflict: Pick<MergeConflictView, 'base' | 'a' | 'b'>): MergeConflictView {
  const node = model.nodes.filter(({ indicator }) => indicator)[place];
  const name = { zh: `${node?.code}${node?.name.zh}`, en: `${node?.code} ${node?.name.en}` };
  const subject = `answer:${node?.id}`;
  return { subject, name, kind: 'changed', parts: [subject], contents: [], only: null, ...conflict };
}

/** What a merge would do; `b` tells whether B is encrypted. */
export function plan(b = false): MergeView {
  const contents = [0, 4, 9].map((place): Text => {
    const node = model.nodes.filter(({ indicator }) => indicator)[place];
    return { zh: `风险管理部对${node?.code}的作答`, en: `Response of 风险管理部 to ${node?.code}` };
  });
  return {
    compared: '7c1e 90ab',
    relation: 'parted',
    told: {
      zh: '两份副本共有前96条操作记录，此后A有21条、B有14条；3处冲突需要决定。',
      en: 'The copies share 96 rows of their trails; since then A has 21, B has 14. Conflicts to decide: 3.',
    },
    commonRows: 96,
    a: {
      encrypted: false,
      rows: 21,
      changed: 15,
      things: [
        { name: { zh: '答案', en: 'Answer' }, count: 11 },
        { name: { zh: '证据', en: 'Evidence' }, count: 4 },
      ],
      lastBy: '信息科技部',
      lastAt: '2026-03-18 14:32',
    },
    b: {
      encrypted: b,
      rows: 14,
      changed: 9,
      things: [
        { name: { zh: '答案', en: 'Answer' }, count: 6 },
        { name: { zh: '条款判断', en: 'Judgement of a clause' }, count: 2 },
        { name: { zh: '批注', en: 'Comment' }, count: 1 },
      ],
      lastBy: '战略部',
      lastAt: '2026-03-18 11:05',
    },
    alike: 2,
    renumbered: 4,
    conflicts: [
      answer(2, {
        base: state('L2', '初评'),
        a: said('信息科技部', '2026-03-18 14:20', state('L3', '平台台账显示6月验收，覆盖全部分行。', [HIGH])),
        b: said(
          '战略部',
          '2026-03-18 10:48',
          state('L4', '现场访谈：两个条线已按月复盘。', [LOW]),
          '访谈后上调',
        ),
      }),
      answer(14, {
        base: state('—'),
        a: said('信息科技部', '2026-03-18 14:26', state('4.07%', '', [HIGH])),
        b: said('战略部', '2026-03-18 10:52', state('3.80%', '按年报口径重算', [HIGH])),
      }),
      {
        subject: 'respondent:3',
        name: { zh: '答题人“风险管理部”', en: 'Respondent “风险管理部”' },
        kind: 'removed',
        base: state('风险管理部', '', [{ zh: '负责12项指标', en: 'asked about 12 indicators' }]),
        a: said('信息科技部', '2026-03-18 13:58', state('—')),
        b: said(
          '战略部',
          '2026-03-18 11:05',
          state('风险管理部', '', [{ zh: '负责12项指标', en: 'asked about 12 indicators' }]),
        ),
        parts: ['respondent:3'],
        contents,
        only: null,
      },
    ],
  };
}

export function merged(path: string, decisions: MergeDecision[]): MergedView {
  return {
    path,
    rows: 135,
    message: {
      zh: `两份副本已合并，决定了${decisions.length}处冲突；撤销一次即可收回这次合并。`,
      en: `The copies were merged, conflicts decided: ${decisions.length}. One undo takes the merge back.`,
    },
    plan: plan(),
  };
}

const removed = (what: string, zh: string, en: string, count: number): RemovedView => ({
  what,
  name: { zh, en },
  count,
});

const HISTORY = removed('audit_row', '操作记录', 'rows of the audit trail', 128);

export function redactionOptions(): RedactionOptionView[] {
  return [
    {
      part: 'names',
      name: { zh: '名称', en: 'Names' },
      removed: [
        removed('institution_name', '机构名称', 'institution names', 1),
        removed('respondent_name', '答题人名称', 'names of respondents', 4),
        removed('mention', '提到名称的文字（已替换）', 'texts in which a name was replaced', 7),
      ],
    },
    {
      part: 'evidence',
      name: { zh: '证据与附件', en: 'Evidence and attachments' },
      removed: [removed('evidence', '证据', 'pieces of evidence', 38)],
    },
    {
      part: 'rationale',
      name: { zh: '理由', en: 'Rationales' },
      removed: [removed('rationale', '理由', 'rationales', 46)],
    },
    { part: 'comments', name: { zh: '批注', en: 'Comments' }, removed: [] },
    {
      part: 'respondents',
      name: { zh: '答题人及其作答', en: 'Respondents and their responses' },
      removed: [
        removed('respondent', '答题人', 'respondents', 4),
        removed('response', '作答', 'responses', 61),
      ],
    },
    {
      part: 'figures',
      name: { zh: '本机构数据', en: 'Own figures' },
      removed: [removed('figure', '本机构数据', 'own figures', 9)],
    },
    {
      part: 'history',
      name: { zh: '操作记录与快照', en: 'Audit trail and snapshots' },
      removed: [HISTORY],
    },
  ];
}

export function redacted(request: RedactRequest, encrypted: boolean): RedactedView {
  const chosen = redactionOptions().filter(
    ({ part }) => part !== 'history' && request.without.includes(part),
  );
  return { path: request.out, encrypted, removed: [...chosen.flatMap((option) => option.removed), HISTORY] };
}
