/** The stand-in's commands of review. */
import type { Commands } from '../lib/commands';
import type * as w from '../lib/types';
import type { StandInFile } from './file';
import { ok, written } from './reply';
import * as review from './review';
import { piece } from './sample';
import * as upgrade from './upgrade';

/** Adds a piece of evidence to what it speaks for, or changes it there. */
function keepEvidence(
  file: StandInFile,
  id: number | null,
  request: w.EvidenceRequest,
): w.EvidenceUpdateView {
  const { title, locator, strength, targets, kind } = request;
  const [target = ''] = targets;
  const added = piece(id ?? file.newId(), target, [title, locator, strength], kind.type === 'file');
  const kept: w.EvidenceView =
    kind.type === 'link' ? { ...added, targets, kind: { type: 'link' } } : { ...added, targets };
  const message = id
    ? { zh: `证据“${title}”已修改`, en: `Evidence “${title}” changed` }
    : { zh: '已添加1份证据', en: 'Added 1 piece of evidence' };
  const update = file.changeEvidence(kept.id, kept, message);
  return { evidence: review.evidencePage(file), update };
}

function changeComment(
  file: StandInFile,
  id: number,
  resolution: w.ResolutionView | null,
): w.ReviewUpdateView {
  const message = resolution
    ? { zh: '批注已处理', en: 'Comment resolved' }
    : { zh: '批注已重新打开', en: 'Comment opened again' };
  const comments = file.review.comments.map((one) => (one.id === id ? { ...one, resolution } : one));
  return file.changeReview(message, { comments });
}

/** The commands, on the file that is open. */
export const reviewCommands = (opened: () => StandInFile) =>
  ({
    evidence: () => ok(review.evidencePage(opened())),
    attachEvidence: ({ path, title, targets, locator, strength }) => {
      const name = path.split('/').at(-1) ?? path;
      const kind = { type: 'file' as const, digest: review.attached.digest, name };
      return ok(keepEvidence(opened(), null, { targets, locator, strength, title: title || name, kind }));
    },
    saveEvidence: (id, request) => ok(keepEvidence(opened(), id, request)),
    openAttachment: (id, accepted) => {
      const message = review.evidencePage(opened()).beforeOpening;
      if (message && !accepted) return ok({ type: 'mustBeSaid', message });
      return ok({ type: 'opened', path: `/stand-in/reading/${id}` });
    },
    saveAttachment: (_, to) => ok({ path: to, fileName: to.split('/').at(-1) ?? to, size: 2_418_733 }),
    review: () => ok(review.reviewView(opened())),
    addComment: ({ about, text, by }) => {
      const author = by || '评估人';
      const at = '2026-03-18 15:50';
      const comment = {
        id: opened().newId(),
        about,
        name: review.nameOf(about),
        text,
        author,
        at,
        resolution: null,
      };
      const message = { zh: `${author}的批注已添加`, en: `Comment by ${author} added` };
      return ok(opened().changeReview(message, { comments: [...opened().review.comments, comment] }));
    },
    resolveComment: (id, how, by) =>
      ok(changeComment(opened(), id, { by: by || '评估人', at: '2026-03-18 15:52', how })),
    reopenComment: (id) => ok(changeComment(opened(), id, null)),
    moveStage: ({ to }) =>
      ok(opened().changeReview({ zh: '评估阶段已改变', en: 'Stage changed' }, { stage: to })),
    switchAssessment: () => ok(upgrade.viewOf(opened())),
    beginAssessment: () => {
      opened().changeReview({ zh: '评估已新建', en: 'Assessment begun' }, review.begunReview);
      return ok(upgrade.viewOf(opened()));
    },
    describeAssessment: () => ok(upgrade.viewOf(opened())),
    takeSnapshot: (name) => {
      const snapshot = { id: opened().newId(), assessment: 2, name, by: '评估人', at: '2026-03-18 15:55' };
      const message = { zh: `快照“${name}”已保存`, en: `Snapshot “${name}” taken` };
      return ok(opened().changeReview(message, { snapshots: [...opened().review.snapshots, snapshot] }));
    },
    renameSnapshot: (id, name) => {
      const snapshots = opened().review.snapshots.map((one) => (one.id === id ? { ...one, name } : one));
      const message = { zh: `快照已改名为“${name}”`, en: `Snapshot is now called “${name}”` };
      return ok(opened().changeReview(message, { snapshots }));
    },
    removeSnapshot: (id) => {
      const snapshots = opened().review.snapshots.filter((one) => one.id !== id);
      return ok(opened().changeReview({ zh: '快照已移除', en: 'Snapshot removed' }, { snapshots }));
    },
    indicatorHistory: (indicator) => ok(review.historyView(indicator)),
    restoreStep: ({ indicator }) =>
      ok(
        opened().change(indicator, { zh: '作答已恢复', en: 'Answer restored' }, (answer) => ({
          ...answer,
          value: { type: 'level', level: 2 },
        })),
      ),
    restoreState: () => ok(opened().changeReview({ zh: '1项改动', en: '1 change' }, {}).update),
    compareStates: (a, b) => ok(review.comparisonView(opened(), a, b)),
    exportComparison: (_a, _b, folder, format) => ok(written(folder, [`对比-研讨会前-2025年度.${format}`])),
    scoreTrend: () => ok(review.trendView(opened())),
  }) satisfies Partial<Commands>;
