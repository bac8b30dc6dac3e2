/** What 审阅 and 版本 work out of their views: order, filters, which states are compared. */
import type * as w from './types';

export const STAGES: w.StageView[] = ['draft', 'inReview', 'final'];

export type CommentFilter = 'all' | 'open' | 'resolved';

/** Whether something forbids the step, and is not only told. */
export const blocked = (step: w.StageStepView): boolean => step.obstacles.some(({ blocks }) => blocks);

/** The step onwards; `null` from the last stage. */
export function onward(steps: w.StageStepView[], stage: w.StageView): w.StageStepView | null {
  return steps.find(({ to }) => STAGES.indexOf(to) > STAGES.indexOf(stage)) ?? null;
}

/** Open comments, oldest first, then resolved ones, the last resolved first. */
export function listedComments(comments: w.CommentView[], filter: CommentFilter): w.CommentView[] {
  const open = comments.filter(({ resolution }) => !resolution);
  const resolved = comments
    .filter(({ resolution }) => resolution)
    .sort((one, other) => (other.resolution?.at ?? '').localeCompare(one.resolution?.at ?? ''));
  if (filter === 'open') return open;
  return filter === 'resolved' ? resolved : [...open, ...resolved];
}

/** A state as the value of a choice: `snapshot 3`. */
export const momentId = ({ type, id }: w.MomentKey): string => `${type} ${id}`;

/** Every state that can be compared: the assessment worked on, its snapshots and then others, the newest first. */
export function momentKeys({ assessments, snapshots }: w.ReviewView): w.MomentKey[] {
  const current = assessments.find((one) => one.current);
  const others = assessments.filter((one) => one !== current).reverse();
  return [...(current ? [current] : []), ...others].flatMap(({ id }) => [
    { type: 'assessment' as const, id },
    ...snapshots
      .filter(({ assessment }) => assessment === id)
      .reverse()
      .map((snapshot) => ({ type: 'snapshot' as const, id: snapshot.id })),
  ]);
}

/**
 * What is compared: the states chosen, as far as they are still there. Else the present is compared with its newest
 * snapshot, with what it was copied from, or with the assessment begun last before it; `null` when there is nothing else.
 */
export function comparedPair(
  view: w.ReviewView,
  chosen: { from: string | null; to: string | null },
): { from: w.MomentKey; to: w.MomentKey } | null {
  const keys = momentKeys(view);
  const known = (id: string | null) => keys.find((key) => momentId(key) === id);
  const current = view.assessments.find((one) => one.current);
  const to = known(chosen.to) ?? keys[0];
  const usual = [
    keys.find((key) => key.type === 'snapshot' && ofAssessment(view, key) === current?.id),
    keys.find((key) => key.type === 'assessment' && key.id === current?.copiedFrom),
    ...keys.slice(1),
    keys[0],
  ].find((key) => key && to && momentId(key) !== momentId(to));
  const from = known(chosen.from) ?? usual;
  return from && to ? { from, to } : null;
}

/** The assessment that a state belongs to. */
export function ofAssessment(view: w.ReviewView, key: w.MomentKey): number | undefined {
  return key.type === 'assessment'
    ? key.id
    : view.snapshots.find((snapshot) => snapshot.id === key.id)?.assessment;
}

const differs = ({ before, after, change, levelBefore, levelAfter }: w.NodeDifferenceView) =>
  (change ?? 0) !== 0 || levelBefore !== levelAfter || (before === null) !== (after === null);

/** The whole, dimensions and domains; indicators only where they differ, unless all are wanted. */
export function scoreRows(nodes: w.NodeDifferenceView[], all: boolean): w.NodeDifferenceView[] {
  return nodes.filter((node) => all || node.depth < 3 || differs(node));
}

/** The year as a number when it is one that an assessment can speak of. */
export function yearOf(text: string): number | null {
  const year = Number(text.trim());
  return /^\d{4}$/.test(text.trim()) && year >= 1990 && year <= 2100 ? year : null;
}
