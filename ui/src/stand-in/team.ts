/** The stand-in's respondents, their questionnaires, and what their responses come to. */
import type * as w from '../lib/types';
import type { StandInFile } from './file';
import { model } from './model';
import { sampleAnswer } from './sample';

export interface TeamContent {
  rule: w.ConsensusRuleView;
  respondents: w.RespondentView[];
  /** By indicator. */
  responses: ReadonlyMap<string, w.ResponseView[]>;
}

export const nobody: TeamContent = { rule: 'none', respondents: [], responses: new Map() };

const indicators = model.nodes.filter((node) => node.indicator?.applies);
const within = (...codes: string[]) =>
  indicators.filter(({ code }) => codes.some((prefix) => code.startsWith(prefix))).map(({ id }) => id);

const REASONS = [
  '制度已发布，系统留痕可查，2025年抽查12笔全部合规。',
  '只在两家分行试点，总行还没有统一要求。',
  '台账齐全，但考核没有挂钩。',
  '',
];

function respondent(
  id: number,
  name: string,
  share: string[],
  answered: number,
  sent: string | null,
  received: string | null,
): w.RespondentView {
  return { id, name, kind: id === 4 ? 'person' : 'department', share, answered, sent, received };
}

export const sampleTeam: TeamContent = (() => {
  const respondents = [
    respondent(1, '信息科技部', within('B'), 0, '2026-03-10 09:12', '2026-03-16 17:40'),
    respondent(2, '数据管理部', within('B3', 'B4', 'A2'), 0, '2026-03-10 09:12', '2026-03-15 11:02'),
    respondent(3, '战略发展部', within('A', 'B4', 'C1', 'C2'), 0, '2026-03-10 09:12', '2026-03-17 08:55'),
    respondent(4, '首席风险官', within('C4', 'B6'), 0, '2026-03-10 09:12', null),
  ];
  const responses = new Map<string, w.ResponseView[]>();
  model.nodes
    .filter((node) => node.indicator)
    .forEach((node, index) => {
      const { value } = sampleAnswer(node, index);
      if (value.type !== 'level') return;
      const said = respondents
        .filter(({ received, share }) => received && share.includes(node.id))
        .map(({ id, received }, at): w.ResponseView => {
          // The lower median is the level that the sample holds.
          const apart = [0, index % 3, -1][at] ?? 0;
          const level = Math.min(5, Math.max(1, value.level + apart));
          return {
            respondent: id,
            value: { type: 'level', level },
            level,
            confidence: (['high', 'medium', 'low'] as const)[(index + id) % 3] ?? null,
            rationale: REASONS[(index + id) % REASONS.length] ?? '',
            evidence: id === 1 ? ['运维月报2025-11', '系统清单'] : id === 2 ? ['数据资产目录'] : [],
            fileName: `问卷-${id}.xlsx`,
            received: received ?? '',
          };
        });
      if (said.length > 0) responses.set(node.id, said);
    });
  const answered = (id: number) =>
    [...responses.values()].flat().filter((said) => said.respondent === id).length;
  return {
    rule: 'median',
    respondents: respondents.map((one) => ({ ...one, answered: answered(one.id) })),
    responses,
  };
})();

function consensusOf(file: StandInFile, indicator: string): w.IndicatorConsensusView {
  const { respondents, responses } = file.team;
  const said = responses.get(indicator) ?? [];
  const levels = said.flatMap(({ level }) => level ?? []).sort();
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const spread = levels.length > 1 ? (levels.at(-1) ?? 0) - (levels[0] ?? 0) : null;
  const answer = file.answers.get(indicator);
  return {
    indicator,
    asked: respondents.filter(({ share }) => share.includes(indicator)).length,
    responses: said,
    median: { type: 'level', level: levels[Math.floor((levels.length - 1) / 2)] ?? 1 },
    mean: { type: 'level', level: Math.ceil(mean - 0.5) },
    meanExact: mean,
    meanPoints: (mean - 1) * 25,
    spread,
    disputed: spread !== null && spread >= 2,
    value: answer?.value ?? { type: 'unanswered' },
    basis: answer?.basis ?? { type: 'single' },
    rationale: answer?.rationale ?? '',
  };
}

export function teamView(file: StandInFile): w.TeamView {
  const { rule, respondents, responses } = file.team;
  const covered = new Set(respondents.flatMap(({ share }) => share));
  const list = indicators.filter(({ id }) => responses.has(id)).map(({ id }) => consensusOf(file, id));
  const disputed = list.filter((one) => one.disputed);
  const compared = list.filter((one) => one.responses.length > 1);
  return {
    rule,
    respondents,
    uncovered: indicators.map(({ id }) => id).filter((id) => !covered.has(id)),
    indicators: list,
    disputed: disputed.length,
    settled: disputed.filter(({ basis }) => basis.type === 'moderated').length,
    outdated: 0,
    agreement: {
      alpha: compared.length > 0 ? 0.431 : null,
      indicators: compared.length,
      values: compared.flatMap((one) => one.responses).length,
      meaning:
        compared.length > 0
          ? { zh: '分歧较大，先研讨再下结论', en: 'Respondents disagree; talk before you conclude' }
          : { zh: '还没有一个指标有两份作答', en: 'No indicator has two responses yet' },
    },
  };
}

/** What an answer rests on in the sample, where its indicator has responses. */
export function withBasis(answer: w.AnswerView, team: TeamContent): w.AnswerView {
  const responses = team.responses.get(answer.indicator)?.length ?? 0;
  const basis: w.BasisView = team.rule === 'median' ? { type: 'median', responses } : { type: 'single' };
  return responses > 0 ? { ...answer, responses, basis } : answer;
}

/** The ids that a share names. */
export function shareOf(named: string[]): string[] {
  const all = named.includes('all');
  return indicators
    .filter(({ id, code }) => all || named.some((name) => [id, code].includes(name)))
    .map(({ id }) => id);
}

export function importView(paths: string[], file: StandInFile): w.QuestionnaireImportView {
  const [first] = file.team.respondents;
  const share = first?.share.slice(0, 5) ?? [];
  const states: w.ReturnedState[] = ['new', 'changed', 'conflict', 'unchanged', 'new'];
  const responses = share.map((indicator, index): w.ReturnedResponseView => {
    const before =
      file.team.responses.get(indicator)?.find(({ respondent }) => respondent === first?.id) ?? null;
    const level = 2 + (index % 3);
    const state = states[index] ?? 'new';
    const response: w.ResponseView = {
      respondent: first?.id ?? 1,
      value: { type: 'level', level },
      level,
      confidence: 'medium',
      rationale: REASONS[index % 3] ?? '',
      evidence: [],
      fileName: '问卷-信息科技部.xlsx',
      received: '2026-03-18 14:40',
    };
    const cell = `问卷!F${12 + index * 3}`;
    return { indicator, state, response, before: state === 'new' ? null : before, cell, note: null };
  });
  const shared = { carried: null, completedBy: '', remarks: '', responses: [], refused: [], notices: [] };
  const files: w.ReturnedFileView[] = [
    {
      ...shared,
      path: paths[0] ?? '',
      fileName: '问卷-信息科技部.xlsx',
      digest: '0',
      respondent: first?.id ?? null,
      refusal: null,
      issued: '2026-03-10 09:12',
      completedBy: '架构规划岗',
      responses,
      refused: [
        {
          place: '问卷!F27',
          indicator: share[4] ?? null,
          message: {
            zh: '“=B3+1”：作答格里是公式。改填等级后再导入',
            en: '“=B3+1”: the cell holds a formula; write a level and import the file again',
          },
        },
      ],
    },
    {
      ...shared,
      path: paths[1] ?? '',
      fileName: '问卷-办公室.xlsx',
      digest: '1',
      respondent: null,
      refusal: {
        zh: '这份问卷属于另一个档案；打开导出它的档案后再导入',
        en: 'This questionnaire belongs to another engagement; open the one that it was exported from and import it there',
      },
      issued: '',
    },
  ];
  const count = (wanted: w.ReturnedState) => responses.filter(({ state }) => state === wanted).length;
  return {
    files,
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    conflicts: count('conflict'),
    refused: 2,
    answers: 3,
  };
}
