/** The stand-in's one file: answers, evidence, undo. */
import type { AnswerView, ChangeView, EngagementView, Text, UpdateView, ValueView } from '../lib/types';
import { model } from './model';
import { scoreAll } from './scoring';

const clock = () => new Date().toTimeString().slice(0, 5);
const stamp = () => `${new Date().toISOString().slice(0, 10)} ${clock()}`;

type Answers = Map<string, AnswerView>;

interface State {
  answers: Answers;
  target: number;
  change: ChangeView;
}

export class StandInFile {
  answers: Answers;
  target = 62;
  #past: State[] = [];
  #future: State[] = [];
  #nextId = 10;

  constructor(
    readonly institution: string,
    readonly year: number,
    readonly sample: boolean,
  ) {
    const indicators = model.nodes.filter((node) => node.indicator);
    this.answers = new Map(
      indicators.map((node, index) => [
        node.id,
        blank(node.id, sample ? sampleValue(node.code, index) : { type: 'unanswered' }),
      ]),
    );
    const platform = this.answers.get('technology_application.ai.enterprise_platform');
    if (sample && platform) {
      platform.confidence = 'high';
      platform.rationale =
        '平台2025年6月验收，新增模型投产审批留痕完整；186个在用模型仅112个（60.22%）接入监测，未达L4的八成，故评L3。';
      platform.updated = '2026-03-18 14:30';
      platform.evidence = [
        { id: 1, title: '平台建设验收报告', locator: 'PDF · 第12–15页', strength: 'strong' },
        { id: 2, title: '模型全周期管理办法', locator: '海澄银办〔2025〕41号', strength: 'strong' },
        { id: 3, title: '在用模型台账', locator: 'XLSX · 2025年12月导出', strength: 'medium' },
        { id: 4, title: '漂移告警处置记录', locator: 'PDF · 2025年11月 · 11条', strength: 'weak' },
      ];
    }
  }

  view(): EngagementView {
    return {
      path: '/stand-in/haicheng-2025.shuheng',
      fileName: 'haicheng-2025.shuheng',
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

  change(indicator: string, message: Text, edit: (answer: AnswerView) => AnswerView): UpdateView {
    const change = { subject: indicator, message };
    this.#remember(change);
    const answer = this.answers.get(indicator);
    if (answer) this.answers = new Map(this.answers).set(indicator, { ...edit(answer), updated: stamp() });
    return this.#update(indicator, change);
  }

  changeTarget(target: number): UpdateView {
    const change = {
      subject: 'assessment',
      message: { zh: `目标已改为${target.toFixed(1)}`, en: `Target changed to ${target.toFixed(1)}` },
    };
    this.#remember(change);
    this.target = target;
    return this.#update('assessment', change);
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
      canUndo: this.#past.length > 0,
      canRedo: this.#future.length > 0,
    };
  }

  #remember(change: ChangeView): void {
    this.#past.push({ answers: this.answers, target: this.target, change });
    this.#future = [];
  }

  #travel(from: State[], to: State[]): UpdateView {
    const state = from.pop();
    if (!state) return this.#update('', null);
    to.push({ answers: this.answers, target: this.target, change: state.change });
    this.answers = state.answers;
    this.target = state.target;
    return this.#update(state.change.subject, state.change);
  }

  #update(indicator: string, change: ChangeView | null): UpdateView {
    const answer = this.answers.get(indicator);
    return { answers: answer ? [answer] : [], result: this.result(), status: this.status(), change };
  }
}

function blank(indicator: string, value: ValueView): AnswerView {
  const updated = value.type === 'unanswered' ? '' : '2026-03-17 10:12';
  return { indicator, value, confidence: null, rationale: '', updated, evidence: [] };
}

function sampleValue(code: string, index: number): ValueView {
  if (code === 'B5.1') return { type: 'notApplicable' };
  if (code === 'A3.1') return { type: 'number', number: 4.07 };
  if (code === 'A1.3') return { type: 'items', items: ['online_only', 'review'] };
  if (index % 17 === 16) return { type: 'unanswered' };
  if (code === 'B4.1') return { type: 'level', level: 3 };
  return { type: 'level', level: 2 + ((index * 7 + code.charCodeAt(0)) % 3) };
}
