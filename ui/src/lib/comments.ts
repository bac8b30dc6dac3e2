/** Comments as the page 评分 counts and lists them. */
import { listedComments } from './review';
import type * as w from './types';

/** How many comments are open on each node; those on the whole assessment are on none. */
export function openOn(comments: w.CommentView[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { about, resolution } of comments) {
    if (about !== null && resolution === null) counts.set(about, (counts.get(about) ?? 0) + 1);
  }
  return counts;
}

/** Changes whenever comments can have changed, and with no answer: so answering never asks for them. */
export function commentsMark({ path, status }: w.EngagementView): string {
  return [path, status.assessment.id, status.assessment.openComments].join('\n');
}

/** The comments on a node, open ones first. */
export function commentsOn(comments: w.CommentView[], node: string): w.CommentView[] {
  return listedComments(
    comments.filter(({ about }) => about === node),
    'all',
  );
}
