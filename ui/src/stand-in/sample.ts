/** What the sample's file holds: a rating for nearly every indicator, evidence for most, a few judged clauses. */
import type { AnswerView, EvidenceView, NodeView, StrengthView, ValueView } from '../lib/types';
import type { ClauseNotes } from './file';
import { attached } from './review';

export function unanswered(indicator: string): AnswerView {
  return {
    indicator,
    value: { type: 'unanswered' },
    confidence: null,
    rationale: '',
    updated: '',
    evidence: [],
    review: false,
    basis: { type: 'single' },
    responses: 0,
  };
}

const PAPERS: [string, string, StrengthView][] = [
  ['管理办法', '发文 · 2025年6月', 'strong'],
  ['运行月报', 'PDF · 2025年11月', 'medium'],
  ['系统日志抽样', 'XLSX · 2025年12月导出', 'medium'],
  ['座谈记录', '2025年12月9日', 'weak'],
];

/** A note; with a file, what is attached. */
export function piece(
  id: number,
  target: string,
  [title, locator, strength]: readonly [string, string, StrengthView],
  withFile = false,
): EvidenceView {
  const kind = withFile ? { type: 'file' as const, file: attached } : { type: 'note' as const };
  return { id, title, locator, strength, kind, targets: [target], added: '2026-03-17 10:12' };
}

function papers(node: NodeView, index: number): EvidenceView[] {
  return PAPERS.slice(0, (index * 5) % 4).map(([title, locator, strength], at) =>
    piece(100 + index * 4 + at, node.id, [node.name.zh + title, locator, strength]),
  );
}

export function sampleAnswer(node: NodeView, index: number): AnswerView {
  const value = sampleValue(node.code, index);
  if (value.type === 'unanswered') return unanswered(node.id);
  const answer = {
    ...unanswered(node.id),
    value,
    updated: '2026-03-17 10:12',
    evidence: papers(node, index),
    // As after moving to a newer version of the model.
    review: node.code === 'B3.2',
  };
  if (node.code !== 'B4.1') return answer;
  return {
    ...answer,
    confidence: 'high',
    rationale:
      '平台2025年6月验收，新增模型投产审批留痕完整；186个在用模型仅112个（60.22%）接入监测，未达L4的八成，故评L3。',
    updated: '2026-03-18 14:30',
    evidence: [
      {
        ...piece(1, node.id, ['平台建设验收报告', '第12–15页', 'strong'], true),
        targets: [node.id, 'nfra-2025-95/13'],
      },
      piece(2, node.id, ['模型全周期管理办法', '海澄银办〔2025〕41号', 'strong']),
      piece(3, node.id, ['在用模型台账', 'XLSX · 2025年12月导出', 'medium']),
      piece(4, node.id, ['漂移告警处置记录', 'PDF · 2025年11月 · 11条', 'weak']),
    ],
  };
}

function sampleValue(code: string, index: number): ValueView {
  if (code === 'B5.1') return { type: 'notApplicable' };
  if (code === 'A3.1') return { type: 'number', number: 4.07 };
  if (code === 'A1.3') return { type: 'items', items: ['online_only', 'review'] };
  if (index % 17 === 16) return { type: 'unanswered' };
  if (code === 'B4.1') return { type: 'level', level: 3 };
  return { type: 'level', level: 2 + ((index * 7 + code.charCodeAt(0)) % 3) };
}

export const sampleClauses: [string, ClauseNotes][] = [
  [
    'nfra-2025-95/12',
    {
      judgement: {
        verdict: 'notApplicable',
        rationale: '本行未开展跨境贸易单据业务，经国际业务部书面确认。',
        updated: '2026-03-16 09:41',
      },
      evidence: [],
    },
  ],
  [
    'nfra-2025-95/28',
    {
      judgement: {
        verdict: 'met',
        rationale:
          '2025年12月合作方风险评估已覆盖全部41家，合同均补签网络安全与数据安全责任，评估后于外包指标定级，尚未反映在得分中。',
        updated: '2026-03-18 11:05',
      },
      evidence: [
        piece(90, 'nfra-2025-95/28', ['合作方风险评估报告', 'PDF · 第3–9页', 'strong']),
        piece(91, 'nfra-2025-95/28', ['补充协议清单', 'XLSX · 41份', 'medium']),
      ],
    },
  ],
];
