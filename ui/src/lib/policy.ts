/** What the page 政策对照 shows of the documents: filters, chapters in columns, the way from clause to clause. */
import * as format from './format';
import { i18n } from './i18n/index.svelte';
import type {
  ClauseGroupView,
  ClauseStatusView,
  InferenceView,
  PoliciesView,
  PolicyClauseView,
  PolicyView,
  VerdictChange,
  VerdictView,
} from './types';

export type ClauseFilter = 'all' | 'gap' | 'pending' | 'evidence';
export type PolicyShape = 'clauses' | 'matrix' | 'guide' | 'calendar';

export const VERDICTS: VerdictView[] = ['met', 'partlyMet', 'notMet', 'notApplicable'];

const STATUS_OF: Record<VerdictView, ClauseStatusView> = {
  met: 'ready',
  partlyMet: 'partly',
  notMet: 'gap',
  notApplicable: 'excluded',
};

export function passes(clause: PolicyClauseView, filter: ClauseFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'gap':
      return clause.status === 'gap';
    case 'pending':
      return clause.status === 'pending' || clause.status === 'none';
    case 'evidence':
      return clause.status !== 'notBinding' && clause.evidenceCount === 0;
  }
}

/** How many clauses each filter lets through. */
export function filterCounts({ clauses, counts }: PolicyView): Record<ClauseFilter, number> {
  return {
    all: clauses.length,
    gap: counts.gap,
    pending: counts.pending + counts.none,
    evidence: counts.withoutEvidence,
  };
}

/** Nothing that could carry an inference has been answered, and nothing was judged. */
export function isUntouched({ clauses }: PolicyView): boolean {
  return clauses.every((clause) => clause.inference.score === null && !clause.judgement?.verdict);
}

export interface Chapter {
  group: ClauseGroupView;
  clauses: PolicyClauseView[];
}

/** Chapters with the clauses that pass; `keep` stays in the list although what it was found by has changed. */
export function chaptersOf(policy: PolicyView, filter: ClauseFilter, keep?: string): Chapter[] {
  return policy.groups
    .map((group, index) => ({
      group,
      clauses: policy.clauses.filter(
        (clause) => clause.group === index && (passes(clause, filter) || clause.id === keep),
      ),
    }))
    .filter((chapter) => chapter.clauses.length > 0);
}

/** The head of a chapter is a little higher than a row. */
const heightOf = (chapters: Chapter[]) =>
  chapters.reduce((sum, chapter) => sum + chapter.clauses.length + 1.2, 0);

/** The same chapters in two columns of about the same height; no chapter is cut. */
export function inColumns(chapters: Chapter[]): Chapter[][] {
  const cuts = chapters.slice(1).map((_, index) => {
    const columns = [chapters.slice(0, index + 1), chapters.slice(index + 1)];
    return { columns, height: Math.max(...columns.map(heightOf)) };
  });
  const [best] = cuts.sort((one, other) => one.height - other.height);
  return best ? best.columns : [chapters];
}

export function policyOf(view: PoliciesView, clause: string): PolicyView | undefined {
  return view.documents.find((policy) => policy.clauses.some(({ id }) => id === clause));
}

export function clauseOf(view: PoliciesView, id: string): PolicyClauseView | undefined {
  return policyOf(view, id)?.clauses.find((clause) => clause.id === id);
}

/** The clause `steps` away, within the ends of the list; the first one when none is selected. */
export function stepFrom(clauses: PolicyClauseView[], id: string | null, steps: number): string | null {
  const here = clauses.findIndex((clause) => clause.id === id);
  const there = here < 0 ? 0 : Math.min(Math.max(here + steps, 0), clauses.length - 1);
  return clauses[there]?.id ?? null;
}

/** What fits into a square: `13`; of `三(一)` only the section, as its chapter stands below, and in English `3.1`. */
export function squareLabel({ number, cited }: PolicyClauseView): string {
  const section = /\((.+)\)$/.exec(number)?.[1];
  if (section === undefined) return number;
  return i18n.language === 'zh' ? section : cited.en;
}

/** `《银行业保险业数字金融高质量发展实施方案》` */
export function documentTitle({ title }: PolicyView): string {
  return i18n.language === 'zh' ? `《${title.zh}》` : title.en;
}

/** Its number as issued; a document without one goes by its short name. */
export function documentNumber({ number, short }: PolicyView): string {
  return i18n.language === 'zh' ? (number ?? short.zh) : short.en;
}

/** `（一）建立健全数字金融治理机制`; the ordinal is a Chinese one. */
export function chapterName({ ordinal, name }: ClauseGroupView): string {
  return i18n.language === 'zh' ? ordinal + name.zh : name.en;
}

/** `第13项 加快发展“人工智能+金融”`. */
export function clauseName({ cited, heading }: PolicyClauseView): string {
  return `${i18n.text(cited)} ${i18n.text(heading)}`;
}

/** How much an indicator says about a clause. */
export function strengthWord(strength: string): string {
  const words: Record<string, string> = i18n.t.policy.strengths;
  return words[strength] ?? strength;
}

/** For end-to-end tests: `clause-nfra-2025-95-13`. */
export const testId = (clause: string): string => `clause-${clause.replaceAll('/', '-')}`;

/** The inferred readiness: `62.5`, `≤62.5` while something necessary is unanswered, `—`. */
export function readiness({ score, atMost }: InferenceView): string {
  return atMost && score !== null ? `≤${format.score(score)}` : format.score(score);
}

export type Distance =
  | { kind: 'short'; text: string }
  /** Reaches the line; `open` when the indicators leave a part of the clause unanswered. */
  | { kind: 'reached' | 'open' | 'pending' | 'none' };

/** What stands where a table shows the gap. */
export function distance({ status, gap, capped }: InferenceView): Distance {
  if (status === 'pending' || status === 'none') return { kind: status };
  if (capped) return { kind: 'open' };
  return gap !== null && gap < 0 ? { kind: 'short', text: format.signed(gap) } : { kind: 'reached' };
}

/** Whether a verdict says something else than the inference. */
export function differs(inference: InferenceView, verdict: VerdictView | null): boolean {
  return verdict !== null && STATUS_OF[verdict] !== inference.status;
}

export function statusOf(verdict: VerdictView): ClauseStatusView {
  return STATUS_OF[verdict];
}

export function verdictChange(verdict: VerdictView | null): VerdictChange {
  return verdict === null ? { type: 'cleared' } : { type: 'set', verdict };
}
