/** Invented findings for the page 诊断, and what the page 报告 checks. */
import type { AnswerView, DiagnosisView, FindingView, ResultView } from '../lib/types';
import { model } from './model';

export function diagnosisView(result: ResultView): DiagnosisView {
  const ranked = result.nodes
    .filter(
      (node) =>
        node.score !== null &&
        model.nodes.some((candidate) => candidate.id === node.id && candidate.indicator),
    )
    .map((node) => {
      const difference = Math.round(((node.score ?? 0) - (result.target ?? 0)) * 10) / 10;
      const { id, score, level } = node;
      return { id, score, level, difference, weighted: difference * (node.weight ?? 0) };
    })
    .sort((one, other) => other.weighted - one.weighted);
  return {
    findings: [
      {
        title: { zh: '能力先行，成效滞后', en: 'Capability ahead, results behind' },
        detail: {
          zh: '技术应用高出经济价值7.1分，投入尚未转化为成效。',
          en: 'Technology application is 7.1 points ahead of economic value.',
        },
        attention: true,
      },
      {
        title: { zh: '3项尚未作答', en: '3 indicators are unanswered' },
        detail: { zh: '覆盖率94.12%，补评后区间收窄。', en: 'Coverage is 94.12%.' },
        attention: false,
      },
    ],
    strengths: ranked.filter((row) => row.difference > 0).slice(0, 5),
    gaps: ranked
      .filter((row) => row.difference < 0)
      .slice(-5)
      .reverse(),
  };
}

export function checksOf(answers: AnswerView[]): FindingView[] {
  const code = (answer: AnswerView) => model.nodes.find((node) => node.id === answer.indicator)?.code ?? '';
  const check = (left: AnswerView[], zh: string, en: string, done: [string, string]): FindingView => ({
    attention: left.length > 0,
    title:
      left.length > 0
        ? { zh: `${left.length}项${zh}`, en: `${left.length} ${en}` }
        : { zh: done[0], en: done[1] },
    detail: { zh: left.map(code).join('、'), en: left.map(code).join(', ') },
  });
  const rated = answers.filter((answer) => !['unanswered', 'notApplicable'].includes(answer.value.type));
  return [
    check(
      answers.filter((answer) => answer.value.type === 'unanswered'),
      '未评',
      'not rated',
      ['全部指标已评', 'Every indicator is rated'],
    ),
    check(
      rated.filter((answer) => answer.evidence.length === 0),
      '没有证据',
      'without evidence',
      ['每项评分都有证据', 'Every rating has evidence'],
    ),
    check(
      rated.filter((answer) => answer.rationale === ''),
      '没有理由',
      'without rationale',
      ['每项评分都写了理由', 'Every rating has a rationale'],
    ),
  ];
}
