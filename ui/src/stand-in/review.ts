/** The stand-in's review: evidence with files, comments, stages, assessments, snapshots, the past. */
import { score, signed } from '../lib/format';
import type * as w from '../lib/types';
import type { StandInFile } from './file';
import { model } from './model';

export interface ReviewContent {
  stage: w.StageView;
  comments: w.CommentView[];
  snapshots: w.SnapshotView[];
}

export const begunReview: ReviewContent = { stage: 'draft', comments: [], snapshots: [] };

const nodeOf = (id: string | null) => model.nodes.find((node) => node.id === id);
const idOf = (code: string) => model.nodes.find((node) => node.code === code)?.id ?? '';

/** A node in words. */
export function nameOf(about: string | null): w.Text {
  const node = nodeOf(about);
  if (!node?.code) return { zh: '整个评估', en: 'The whole assessment' };
  return { zh: `${node.code}${node.name.zh}`, en: `${node.code} ${node.name.en}` };
}

export const sampleReview: ReviewContent = {
  stage: 'inReview',
  comments: [
    {
      id: 1,
      about: idOf('B4.1'),
      name: nameOf(idOf('B4.1')),
      text: '186个在用模型的口径是否含外购模型？请补充台账说明。',
      author: '复核人',
      at: '2026-03-18 15:02',
      resolution: null,
    },
    {
      id: 2,
      about: idOf('A3.1'),
      name: nameOf(idOf('A3.1')),
      text: '投入强度与年报附注相差0.03个百分点。',
      author: '复核人',
      at: '2026-03-18 15:10',
      resolution: { by: '评估人', at: '2026-03-18 15:41', how: '已改用年报合并口径，页码写入位置。' },
    },
    {
      id: 3,
      about: null,
      name: nameOf(null),
      text: '高置信度但没有证据的指标请逐项补齐。',
      author: '复核人',
      at: '2026-03-18 15:12',
      resolution: null,
    },
  ],
  snapshots: [
    { id: 1, assessment: 2, name: '研讨会前', by: '评估人', at: '2026-03-16 18:00' },
    { id: 2, assessment: 2, name: '提交复核', by: '评估人', at: '2026-03-18 14:58' },
  ],
};

const text = (both: string): w.Text => ({ zh: both, en: both });

export const attached: w.AttachedFileView = {
  digest: '9f2c',
  name: '平台建设验收报告.pdf',
  mediaType: 'application/pdf',
  typeName: text('PDF'),
  size: 2_418_733,
  runs: false,
};

const stepTo = (stage: w.StageView): w.StageStepDoneView | null =>
  stage === 'draft' ? null : { by: '评估人', at: '2026-03-18 14:30' };

export function statusOf({ stage, comments }: ReviewContent): w.AssessmentStatusView {
  const openComments = comments.filter(({ resolution }) => !resolution).length;
  return { id: 2, title: { zh: '2025年度', en: '2025' }, stage, stageStep: stepTo(stage), openComments };
}

export function evidencePage(file: StandInFile): w.EvidencePageView {
  const answers = [...file.answers.values()];
  const rank: Partial<Record<string, number>> = { high: 0, medium: 1, low: 2 };
  const missing = answers
    .filter(
      ({ value, evidence }) => !['unanswered', 'notApplicable'].includes(value.type) && !evidence.length,
    )
    .map(({ indicator, value, confidence }): w.MissingEvidenceView => {
      const node = nodeOf(indicator);
      return { indicator, code: node?.code ?? '', name: node?.name ?? text(indicator), value, confidence };
    });
  return {
    pieces: answers.flatMap(({ evidence }) => evidence),
    missing: missing.sort((a, b) => (rank[a.confidence ?? ''] ?? 3) - (rank[b.confidence ?? ''] ?? 3)),
    files: [attached],
    largest: 50 * 1024 * 1024,
    beforeOpening: file.encrypted
      ? {
          zh: '本档案已加密。打开附件会在系统临时文件夹中留下一份未加密的只读副本，关闭档案时删除；查看附件的程序可能另留痕迹',
          en: "This file is encrypted. Opening an attachment leaves an unencrypted, read-only copy in the system's temporary folder until the file is closed; the program that shows it may leave traces of its own",
        }
      : null,
  };
}

function obstacles(file: StandInFile): w.ObstacleView[] {
  const { stage, comments } = file.review;
  const open = comments.filter(({ resolution }) => !resolution);
  const bare = evidencePage(file).missing.map(({ indicator }) => indicator);
  const unanswered = [...file.answers.values()].filter(({ value }) => value.type === 'unanswered');
  const all: w.ObstacleView[] = [
    {
      kind: 'openComments',
      blocks: stage === 'inReview',
      message: { zh: `${open.length}条批注未处理`, en: `Open comments: ${open.length}` },
      nodes: open.flatMap(({ about }) => about ?? []),
    },
    {
      kind: 'unanswered',
      blocks: false,
      message: {
        zh: `${unanswered.length}项指标未评`,
        en: `Indicators that are not rated: ${unanswered.length}`,
      },
      nodes: unanswered.map(({ indicator }) => indicator),
    },
    {
      kind: 'missingEvidence',
      blocks: false,
      message: {
        zh: `${bare.length}项已评指标没有证据`,
        en: `Rated indicators without evidence: ${bare.length}`,
      },
      nodes: bare,
    },
  ];
  return all.filter(({ kind, nodes }) => nodes.length > 0 || (kind === 'openComments' && open.length > 0));
}

function steps(file: StandInFile): w.StageStepView[] {
  const onward = { needsReason: false, obstacles: obstacles(file), warning: null };
  switch (file.review.stage) {
    case 'draft':
      return [{ ...onward, to: 'inReview' }];
    case 'inReview':
      return [
        { to: 'draft', needsReason: true, obstacles: [], warning: null },
        {
          ...onward,
          to: 'final',
          warning: {
            zh: '定稿后全部内容锁定，不能修改，也不能撤销；需要继续时以它为基础新建评估',
            en: 'A final assessment is locked: nothing in it can be changed or undone. To go on, begin another one from it',
          },
        },
      ];
    case 'final':
      return [];
  }
}

export function reviewView(file: StandInFile): w.ReviewView {
  const { stage, comments, snapshots } = file.review;
  const years: [number, number, w.StageView, string][] = [
    [1, file.year - 1, 'final', '2025-02-20 09:30'],
    [2, file.year, stage, '2026-03-02 09:12'],
  ];
  return {
    assessments: years.map(([id, year, at, begun]) => ({
      id,
      title: { zh: `${year}年度`, en: String(year) },
      name: '',
      year,
      stage: at,
      stageStep: stepTo(at),
      begun,
      copiedFrom: id === 2 ? 1 : null,
      current: id === 2,
    })),
    comments,
    steps: steps(file),
    snapshots,
  };
}

export function historyView(indicator: string): w.HistoryView {
  const node = nodeOf(indicator);
  const code = node?.code ?? '';
  const entry = (
    seq: number,
    at: string,
    [was, is]: [string | null, string],
    more: Partial<w.HistoryEntryView> = {},
  ): w.HistoryEntryView => ({
    seq,
    at,
    by: '评估人',
    kind: 'answer',
    told: {
      zh: was ? `评估人把${code}由${was}改为${is}` : `评估人把${code}评为${is}`,
      en: was ? `评估人 changed ${code} from ${was} to ${is}` : `评估人 rated ${code} ${is}`,
    },
    before: was ? text(was) : null,
    after: text(is),
    reason: null,
    rationale: null,
    restorable: true,
    clockSetBack: false,
    ...more,
  });
  return {
    indicator,
    code,
    name: node?.name ?? text(indicator),
    entries: [
      entry(12, '2026-03-10 10:12', [null, 'L2'], { rationale: '访谈记录，未见系统。' }),
      entry(40, '2026-03-16 16:30', ['L2', 'L4'], { reason: '研讨会确定' }),
      entry(41, '2026-03-16 09:05', ['L2', 'L4'], {
        kind: 'evidence',
        told: { zh: `评估人为${code}添加了证据“台账”`, en: `评估人 added evidence “台账” to ${code}` },
        before: null,
        after: text('台账'),
        restorable: false,
        clockSetBack: true,
      }),
      entry(77, '2026-03-18 14:30', ['L4', 'L3'], { reason: '复核意见', restorable: false }),
    ],
  };
}

function moment(key: w.MomentKey, name: string, year: number, score: number | null): w.MomentView {
  return {
    key,
    assessment: year === 2025 ? 2 : 1,
    name: text(name),
    year,
    at: '2026-03-18 14:58',
    model: { zh: '数字金融价值与能力 1.0.0', en: 'Digital finance value and capability 1.0.0' },
    score,
    level: score === null ? null : 3,
    coverage: score === null ? 0 : 0.97,
  };
}

export function comparisonView(file: StandInFile, a: w.MomentKey, b: w.MomentKey): w.StateComparisonView {
  const { nodes } = file.result();
  const scores = model.nodes.map((node, index): w.NodeDifferenceView => {
    const after = nodes[index]?.score ?? null;
    const before = after === null ? null : Math.max(0, after - ((index + 1) % 4) * 2.5);
    return {
      id: node.id,
      code: node.code,
      name: node.name,
      depth: node.code === '' ? 0 : node.code.length === 1 ? 1 : node.code.includes('.') ? 3 : 2,
      before,
      after,
      change: before === null || after === null ? null : Number((after - before).toFixed(1)),
      levelBefore: nodes[index]?.level ?? null,
      levelAfter: nodes[index]?.level ?? null,
    };
  });
  const node = nodeOf(idOf('B4.1'));
  const { before: was = null, after: is = null, change = null } = scores[0] ?? {};
  return {
    a: moment(a, '研讨会前', 2025, was),
    b: moment(b, '2025年度', 2025, is),
    message: {
      zh: `总体得分由${score(was)}变为${score(is)}（${signed(change)}），1项指标不同`,
      en: `Overall score from ${score(was)} to ${score(is)} (${signed(change)}); indicators that differ: 1`,
    },
    notes: [],
    nodes: scores,
    answers: [
      {
        indicator: node?.id ?? '',
        code: 'B4.1',
        name: node?.name ?? text('B4.1'),
        before: text('L4'),
        after: text('L3'),
        confidenceBefore: { zh: '中', en: 'medium' },
        confidenceAfter: { zh: '高', en: 'high' },
        rationaleBefore: '研讨会确定。',
        rationaleAfter: '186个在用模型仅112个接入监测，未达L4的八成，故评L3。',
        evidenceAdded: ['在用模型台账'],
        evidenceRemoved: [],
        steps: historyView(node?.id ?? '').entries.slice(-1),
      },
    ],
  };
}

export function trendView(file: StandInFile): w.ScoreTrendView {
  const nodes = model.nodes.filter((node) => !node.indicator);
  const now = file.result();
  const scores = nodes.map(({ id }) => now.nodes.find((node) => node.id === id)?.score ?? null);
  const states: [w.MomentKey, string, number, number][] = [
    [{ type: 'assessment', id: 1 }, '2024年度', 2024, 6],
    [{ type: 'snapshot', id: 1 }, '研讨会前', 2025, 3],
    [{ type: 'snapshot', id: 2 }, '提交复核', 2025, 1],
    [{ type: 'assessment', id: 2 }, '2025年度', 2025, 0],
  ];
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      code: node.code,
      name: node.code ? node.name : { zh: '总体', en: 'Overall' },
      depth: node.code.length,
    })),
    moments: states.map(([key, name, year, below]) => ({
      moment: moment(key, name, year, now.score && now.score - below),
      scores: scores.map((score) => score && Math.max(0, score - below)),
    })),
  };
}
