/** An invented move from version 1.0.0 to 1.1.0 of the model: what happens to each answer, and what stays of it. */
import type * as w from '../lib/types';
import type { StandInFile } from './file';
import { model } from './model';
import { text } from './text';

const NEWER = '1.1.0';

/** Codes whose text differs in the newer version, with the reason. */
const REVIEWED = new Map<string, w.Text[]>([
  [
    'B4.1',
    [
      text('第4级“接入监测”由七成改为八成', 'Level 4: monitored share raised from seven to eight tenths'),
      text('第5级新增一条事实', 'Level 5: one fact added'),
    ],
  ],
  ['B4.2', [text('第3级文字改写', 'Level 3: reworded')]],
  ['C4.1', [text('第2级、第3级文字改写', 'Levels 2 and 3: reworded')]],
  ['A1.3', [text('清单新增1项：上线后90天内复盘', 'Checklist: one item added')]],
]);

const NEW: w.UpgradeIndicatorView[] = [
  ['B4.5', '智能体权限与留痕', 'Rights and records of agents'],
  ['C4.6', '算法备案与公示', 'Filing and disclosure of algorithms'],
].map(([code = '', zh = '', en = '']) => ({
  old: null,
  new: `new.${code.toLowerCase().replace('.', '_')}`,
  code,
  name: text(zh, en),
  oldName: null,
  fate: 'new',
  reasons: [
    text('金办发〔2025〕95号 第25项的要求此前没有指标对应', 'Task 25 of NFRA [2025] No. 95 had no indicator'),
  ],
  answer: text('未评', 'unanswered'),
  answered: false,
}));

const RETIRED: w.RetiredAnswerView = {
  indicator: 'technology_application.frontier.blockchain',
  name: text('区块链应用', 'Blockchain'),
  answer: text('L2', 'L2'),
  rationale: '供应链金融平台2024年上线，仅本行一家节点，未与核心企业系统对接，故评L2。',
  evidence: ['供应链金融平台建设方案 · PDF · 第8–11页 · 中', '节点清单 · 2025年6月导出 · 弱'],
};

function answerOf({ value }: w.AnswerView): w.Text {
  if (value.type === 'level') return text(`L${value.level}`, `L${value.level}`);
  if (value.type === 'number') return text(`${value.number ?? 0}%`, `${value.number ?? 0}%`);
  if (value.type === 'items') return text(`${value.items.length}项成立`, `${value.items.length} hold`);
  return value.type === 'notApplicable' ? text('不适用', 'N/A') : text('未评', 'unanswered');
}

interface Move {
  /** By which undo and redo are known to be about the model. */
  message: w.Text;
  /** The answers as they were when the model was exchanged. */
  review: w.AnswerView[];
  made: boolean;
}

/** What was done to a file; undo keeps the answers of then, so that marking them marks what undo leads back to. */
const moves = new WeakMap<StandInFile, Move>();

function mark(move: Move, made: boolean): void {
  move.made = made;
  for (const answer of move.review) answer.review = made;
}

export const versionOf = (file: StandInFile): string => (moves.get(file)?.made ? NEWER : '1.0.0');

export function viewOf(file: StandInFile): w.EngagementView {
  const version = versionOf(file);
  const view = file.view();
  return { ...view, model: { ...view.model, version, digest: version.padEnd(64, '0') } };
}

/** After undo or redo: the model goes back or forth with the step that exchanged it. */
export function turned(file: StandInFile, update: w.UpdateView): w.UpdateView {
  const move = moves.get(file);
  if (move && update.change?.message === move.message) mark(move, !move.made);
  return update;
}

export function offer(file: StandInFile, wanted: string | null): w.UpgradeView | null {
  if (moves.get(file)?.made) return null;
  const key = wanted ?? 'builtIn:caict-value-2025';
  const { score, level } = file.result();
  const kept = [...file.answers.values()].map((answer): w.UpgradeIndicatorView => {
    const node = model.nodes.find((one) => one.id === answer.indicator);
    const reasons = REVIEWED.get(node?.code ?? '');
    const renamed = node?.code === 'A4.4';
    return {
      old: answer.indicator,
      new: answer.indicator,
      code: node?.code ?? '',
      name: node?.name ?? text('', ''),
      oldName: renamed ? text('养老金融', 'Pension finance') : null,
      fate: reasons ? 'review' : 'carried',
      reasons: reasons ?? [],
      answer: answerOf(answer),
      answered: answer.value.type !== 'unanswered',
    };
  });
  const retired: w.UpgradeIndicatorView = {
    old: RETIRED.indicator,
    new: null,
    code: 'B5.3',
    name: RETIRED.name,
    oldName: null,
    fate: 'retired',
    reasons: [text('并入“可信流通与合成数据”', 'Merged into trusted exchange and synthetic data')],
    answer: RETIRED.answer,
    answered: true,
  };
  return {
    key,
    from: `${model.id} ${versionOf(file)}`,
    to: `${model.id} ${NEWER}`,
    indicators: [...kept, ...NEW, retired],
    scoreBefore: score,
    scoreAfter: score === null ? null : score - 0.6,
    levelBefore: level,
    levelAfter: level,
    changes: [
      text('B5 前沿技术的权重由10改为5', 'Weight of B5 Frontier technology changed from 10 to 5'),
      text(
        'A3.1 科技投入强度的上限由5%改为6%',
        'Upper post of A3.1 IT investment intensity raised from 5% to 6%',
      ),
      text(
        '新增否决门槛：模型治理未到L3时，人工智能不高于L3',
        'New gate: while AI governance is below L3, AI is at most L3',
      ),
    ],
  };
}

export function make(file: StandInFile): w.UpgradeDoneView {
  const message = text(`评估模型已更换为${NEWER}`, `The evaluation model was changed to ${NEWER}`);
  const review = [...file.answers.values()].filter(
    ({ indicator, value }) =>
      value.type !== 'unanswered' &&
      REVIEWED.has(model.nodes.find((node) => node.id === indicator)?.code ?? ''),
  );
  const move = { message, review, made: false };
  file.change('assessment', message, (answer) => answer);
  moves.set(file, move);
  mark(move, true);
  return { engagement: viewOf(file), message };
}

export function history(file: StandInFile): w.ModelHistoryView {
  if (!moves.get(file)?.made) return { upgrades: [], retired: [] };
  const record = { number: 1, at: '2026-03-18 14:40', from: `${model.id} 1.0.0`, to: `${model.id} ${NEWER}` };
  return { upgrades: [record], retired: [RETIRED] };
}
