/** The stand-in's one file: answers, evidence, judgements of clauses, undo. */
import type {
  AnswerView,
  BenchmarkChangeView,
  ChangeView,
  EngagementView,
  EvidenceView,
  ImportedTableView,
  ImportUpdateView,
  JudgementView,
  PoliciesView,
  PolicyUpdateView,
  ReviewUpdateView,
  TeamUpdateView,
  Text,
  UpdateView,
  WeightScheme,
  WeightsUpdateView,
} from '../lib/types';
import { begunBenchmark, type BenchmarkContent } from './benchmark';
import { model } from './model';
import { policiesView } from './policies';
import { begunReview, reviewView, sampleReview, statusOf, type ReviewContent } from './review';
import { sampleAnswer, sampleClauses, unanswered } from './sample';
import { scoreAll } from './scoring';
import { nobody, sampleTeam, teamView, withBasis, type TeamContent } from './team';
import { weightsView } from './weights';

const clock = () => new Date().toTimeString().slice(0, 5);
const stamp = () => `${new Date().toISOString().slice(0, 10)} ${clock()}`;

/** What somebody decided about a clause, with what belongs to the clause itself. */
export interface ClauseNotes {
  judgement: JudgementView | null;
  evidence: EvidenceView[];
}

interface Content {
  answers: Map<string, AnswerView>;
  target: number;
  clauses: Map<string, ClauseNotes>;
  schemes: ReadonlyMap<number, WeightScheme>;
  tables: ReadonlyMap<number, ImportedTableView>;
  benchmark: BenchmarkContent;
  team: TeamContent;
  review: ReviewContent;
}

interface State {
  content: Content;
  change: ChangeView;
}

export class StandInFile {
  encrypted = false;
  #content: Content;
  #past: State[] = [];
  #future: State[] = [];
  #nextId = 1000;

  constructor(
    readonly institution: string,
    readonly year: number,
    readonly sample: boolean,
  ) {
    const indicators = model.nodes.filter((node) => node.indicator);
    const answers = indicators.map((node, index): [string, AnswerView] => [
      node.id,
      sample ? withBasis(sampleAnswer(node, index), sampleTeam) : unanswered(node.id),
    ]);
    this.#content = {
      answers: new Map(answers),
      target: 62,
      clauses: new Map(sample ? sampleClauses : []),
      schemes: new Map(),
      tables: new Map(),
      benchmark: sample ? begunBenchmark : { ...begunBenchmark, figures: new Map() },
      team: sample ? sampleTeam : nobody,
      review: sample ? sampleReview : begunReview,
    };
  }

  get answers(): ReadonlyMap<string, AnswerView> {
    return this.#content.answers;
  }

  get target(): number {
    return this.#content.target;
  }

  get tables(): ImportedTableView[] {
    return [...this.#content.tables.values()];
  }

  get schemes(): ReadonlyMap<number, WeightScheme> {
    return this.#content.schemes;
  }

  get benchmark(): BenchmarkContent {
    return this.#content.benchmark;
  }

  get team(): TeamContent {
    return this.#content.team;
  }

  get review(): ReviewContent {
    return this.#content.review;
  }

  get clauses(): ReadonlyMap<string, ClauseNotes> {
    return this.#content.clauses;
  }

  view(): EngagementView {
    return {
      path: '/stand-in/haicheng-2025.shuheng',
      fileName: 'haicheng-2025.shuheng',
      encrypted: this.encrypted,
      notices: [],
      institution: this.institution,
      kind: {
        id: 'city_bank',
        name: { zh: '城市商业银行', en: 'City commercial bank' },
        reason: {
          zh: '立足本地，前沿技术与算力以共建共享为主。',
          en: 'Local by mission; frontier technology is mostly shared.',
        },
      },
      year: this.year,
      sample: this.sample,
      model,
      answers: [...this.answers.values()],
      result: this.result(),
      status: this.status(),
      peers: { label: '城商行匿名样本', size: 24, illustrative: true },
    };
  }

  result() {
    return scoreAll(this.answers, this.target);
  }

  policies(): PoliciesView {
    return policiesView(this.answers, this.result(), this.clauses);
  }

  change(indicator: string, message: Text, edit: (answer: AnswerView) => AnswerView): UpdateView {
    const change = { subject: indicator, message };
    const answer = this.answers.get(indicator);
    const answers = new Map(this.answers);
    if (answer) answers.set(indicator, { ...edit(answer), updated: stamp() });
    this.#enter({ ...this.#content, answers }, change);
    return this.#update(change);
  }

  /** Puts a piece of evidence wherever it speaks for something, or takes it away everywhere with `null`. */
  changeEvidence(id: number, piece: EvidenceView | null, message: Text): UpdateView {
    const put = (evidence: EvidenceView[], subject: string) => {
      const others = evidence.filter((known) => known.id !== id);
      const speaks = piece?.targets.some((target) => target.split('#')[0] === subject);
      if (!piece || !speaks) return others;
      return evidence.length === others.length
        ? [...others, piece]
        : evidence.map((known) => (known.id === id ? piece : known));
    };
    const answers = new Map(this.answers);
    for (const [indicator, answer] of answers) {
      const evidence = put(answer.evidence, indicator);
      if (
        evidence.some((one, at) => one !== answer.evidence[at]) ||
        evidence.length < answer.evidence.length
      ) {
        answers.set(indicator, { ...answer, evidence });
      }
    }
    const clauses = new Map(this.clauses);
    for (const target of [...clauses.keys(), ...(piece?.targets ?? [])].filter((one) => one.includes('/'))) {
      const notes = clauses.get(target) ?? { judgement: null, evidence: [] };
      clauses.set(target, { ...notes, evidence: put(notes.evidence, target) });
    }
    const before = this.answers;
    const change = { subject: piece?.targets[0] ?? 'evidence', message };
    this.#enter({ ...this.#content, answers, clauses }, change);
    const changed = [...answers.values()].filter((answer) => before.get(answer.indicator) !== answer);
    return { ...this.#update(change), answers: changed };
  }

  changeClause(clause: string, message: Text, edit: (notes: ClauseNotes) => ClauseNotes): PolicyUpdateView {
    const change = { subject: clause, message };
    const notes = edit(this.clauses.get(clause) ?? { judgement: null, evidence: [] });
    const judgement = notes.judgement && { ...notes.judgement, updated: stamp() };
    const clauses = new Map(this.clauses).set(clause, { ...notes, judgement });
    this.#enter({ ...this.#content, clauses }, change);
    return { policies: this.policies(), status: this.status(), change };
  }

  /** Saves a weight scheme, or removes it with `null`. */
  changeScheme(id: number, scheme: WeightScheme | null, message: Text): WeightsUpdateView {
    const change = { subject: `weight_scheme:${id}`, message };
    const schemes = new Map(this.schemes);
    if (scheme) schemes.set(id, scheme);
    else schemes.delete(id);
    this.#enter({ ...this.#content, schemes }, change);
    return { weights: weightsView(this), saved: scheme && id, status: this.status(), change };
  }

  /** Keeps an imported table, or removes it with `null`. */
  changeTable(
    id: number,
    name: string,
    table: ((updated: string) => ImportedTableView) | null,
  ): ImportUpdateView {
    const message = table
      ? { zh: `导入数据“${name}”已添加`, en: `Imported data “${name}” added` }
      : { zh: `导入数据“${name}”已移除`, en: `Imported data “${name}” removed` };
    const change = { subject: `imported_data:${id}`, message };
    const tables = new Map(this.#content.tables);
    if (table) tables.set(id, table(stamp()));
    else tables.delete(id);
    this.#enter({ ...this.#content, tables }, change);
    return { tables: this.tables, status: this.status(), change };
  }

  changeBenchmark(subject: string, message: Text, edit: Partial<BenchmarkContent>): BenchmarkChangeView {
    const change = { subject, message };
    this.#enter({ ...this.#content, benchmark: { ...this.benchmark, ...edit } }, change);
    return { status: this.status(), change };
  }

  changeTeam(message: Text, edit: Partial<TeamContent>): TeamUpdateView {
    const change = { subject: 'respondent', message };
    this.#enter({ ...this.#content, team: { ...this.team, ...edit } }, change);
    return { team: teamView(this), update: this.#update(change) };
  }

  changeReview(message: Text, edit: Partial<ReviewContent>): ReviewUpdateView {
    const change = { subject: 'assessment', message };
    this.#enter({ ...this.#content, review: { ...this.review, ...edit } }, change);
    return { review: reviewView(this), update: this.#update(change) };
  }

  changeTarget(target: number): UpdateView {
    const change = {
      subject: 'assessment',
      message: { zh: `目标已改为${target.toFixed(1)}`, en: `Target changed to ${target.toFixed(1)}` },
    };
    this.#enter({ ...this.#content, target }, change);
    return this.#update(change);
  }

  undo(): UpdateView {
    return this.#travel(this.#past, this.#future);
  }

  redo(): UpdateView {
    return this.#travel(this.#future, this.#past);
  }

  newId(): number {
    return this.#nextId++;
  }

  status() {
    return {
      savedAt: clock(),
      savedStamp: stamp(),
      canUndo: this.#past.length > 0 && this.review.stage !== 'final',
      canRedo: this.#future.length > 0,
      assessment: statusOf(this.review),
    };
  }

  #enter(content: Content, change: ChangeView): void {
    this.#past.push({ content: this.#content, change });
    this.#future = [];
    this.#content = content;
  }

  #travel(from: State[], to: State[]): UpdateView {
    const state = from.pop();
    if (!state) return this.#update(null);
    to.push({ content: this.#content, change: state.change });
    this.#content = state.content;
    return this.#update(state.change);
  }

  #update(change: ChangeView | null): UpdateView {
    const answer = this.answers.get(change?.subject ?? '');
    return { answers: answer ? [answer] : [], result: this.result(), status: this.status(), change };
  }
}
