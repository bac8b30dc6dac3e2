import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandFailure, platform, type Platform } from '../src/lib/platform';
import {
  blocked,
  comparedPair,
  listedComments,
  momentId,
  momentKeys,
  onward,
  scoreRows,
  yearOf,
} from '../src/lib/review';
import { Session } from '../src/lib/session.svelte';
import type * as w from '../src/lib/types';

const assessment = (id: number, more: Partial<w.AssessmentView> = {}): w.AssessmentView => ({
  id,
  title: { zh: `${2023 + id}年度`, en: String(2023 + id) },
  name: '',
  year: 2023 + id,
  stage: 'draft',
  stageStep: null,
  begun: '2026-03-02 09:12',
  copiedFrom: null,
  current: false,
  ...more,
});

const snapshot = (id: number, of: number): w.SnapshotView => ({
  id,
  assessment: of,
  name: `快照${id}`,
  by: '评估人',
  at: '2026-03-18 14:58',
});

const view = (assessments: w.AssessmentView[], snapshots: w.SnapshotView[] = []): w.ReviewView => ({
  assessments,
  comments: [],
  steps: [],
  snapshots,
});

const comment = (id: number, at: string | null): w.CommentView => ({
  id,
  about: null,
  name: { zh: '整个评估', en: 'The whole assessment' },
  text: '',
  author: '复核人',
  at: `2026-03-18 15:0${id}`,
  resolution: at === null ? null : { by: '评估人', at, how: '已补' },
});

describe('comments', () => {
  const comments = [
    comment(1, '2026-03-19 09:00'),
    comment(2, null),
    comment(3, '2026-03-19 10:00'),
    comment(4, null),
  ];
  const ids = (filter: 'all' | 'open' | 'resolved') => listedComments(comments, filter).map(({ id }) => id);

  it('stand open ones first, then the last resolved', () => {
    expect(ids('all')).toEqual([2, 4, 3, 1]);
    expect(ids('open')).toEqual([2, 4]);
    expect(ids('resolved')).toEqual([3, 1]);
  });
});

describe('steps of a stage', () => {
  const obstacle = (blocks: boolean): w.ObstacleView => ({
    kind: 'openComments',
    blocks,
    message: { zh: '1条批注未处理', en: 'Open comments: 1' },
    nodes: [],
  });
  const step = (to: w.StageView, obstacles: w.ObstacleView[] = []): w.StageStepView => ({
    to,
    needsReason: false,
    obstacles,
    warning: null,
  });

  it('are blocked only by what blocks, not by what is told', () => {
    expect(blocked(step('final', [obstacle(false)]))).toBe(false);
    expect(blocked(step('final', [obstacle(false), obstacle(true)]))).toBe(true);
  });

  it('lead onwards or back', () => {
    const steps = [step('draft'), step('final')];
    expect(onward(steps, 'inReview')?.to).toBe('final');
    expect(onward([], 'final')).toBeNull();
  });
});

describe('what is compared', () => {
  const first = assessment(1, { stage: 'final' });
  const second = assessment(2, { copiedFrom: 1, current: true });
  const pairOf = (of: w.ReviewView, from: string | null = null, to: string | null = null) => {
    const pair = comparedPair(of, { from, to });
    return pair && [momentId(pair.from), momentId(pair.to)];
  };

  it('lists the present first, the newest snapshot next, other assessments after', () => {
    const keys = momentKeys(view([first, second], [snapshot(1, 1), snapshot(2, 2), snapshot(3, 2)]));
    expect(keys.map(momentId)).toEqual([
      'assessment 2',
      'snapshot 3',
      'snapshot 2',
      'assessment 1',
      'snapshot 1',
    ]);
  });

  it('is the present with its newest snapshot, else with what it was copied from', () => {
    const snapshots = [snapshot(1, 1), snapshot(2, 2), snapshot(3, 2)];
    expect(pairOf(view([first, second], snapshots))).toEqual(['snapshot 3', 'assessment 2']);
    expect(pairOf(view([first, second, assessment(3)]))).toEqual(['assessment 1', 'assessment 2']);
    expect(pairOf(view([assessment(1), assessment(2, { current: true })]))).toEqual([
      'assessment 1',
      'assessment 2',
    ]);
  });

  it('is nothing where there is one state only', () => {
    expect(pairOf(view([second]))).toBeNull();
    expect(pairOf(view([]))).toBeNull();
  });

  it('stays as chosen while the states are there, and never meets itself by default', () => {
    const both = view([first, second], [snapshot(3, 2)]);
    expect(pairOf(both, 'assessment 2', 'assessment 1')).toEqual(['assessment 2', 'assessment 1']);
    expect(pairOf(both, 'snapshot 9', 'assessment 2')).toEqual(['snapshot 3', 'assessment 2']);
    expect(pairOf(both, null, 'snapshot 3')?.[0]).not.toBe('snapshot 3');
  });
});

describe('rows of scores', () => {
  const node = (code: string, depth: number, more: Partial<w.NodeDifferenceView> = {}) => ({
    id: code,
    code,
    name: { zh: code, en: code },
    depth,
    before: 50,
    after: 50,
    change: 0,
    levelBefore: 3,
    levelAfter: 3,
    ...more,
  });
  const nodes = [
    node('', 0),
    node('A', 1),
    node('A1', 2),
    node('A1.1', 3),
    node('A1.2', 3, { after: 52.5, change: 2.5 }),
    node('A1.3', 3, { before: null, change: null }),
    node('A1.4', 3, { levelAfter: 2 }),
  ];

  it('are indicators only where something differs, also where a score appeared', () => {
    expect(scoreRows(nodes, false).map(({ code }) => code)).toEqual(['', 'A', 'A1', 'A1.2', 'A1.3', 'A1.4']);
    expect(scoreRows(nodes, true)).toHaveLength(nodes.length);
  });
});

describe('a year', () => {
  it('is one from 1990 to 2100', () => {
    expect(['1989', '1990', ' 2026 ', '2100', '2101', '26', '2026年', ''].map(yearOf)).toEqual([
      null,
      1990,
      2026,
      2100,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('in the session', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    performance.measure = vi.fn();
  });

  afterEach(() => vi.useRealTimers());

  async function openSample(desktop: Partial<Platform> = {}): Promise<Session> {
    const session = new Session({ ...platform, ...desktop });
    await session.begin();
    await session.openSample();
    await session.review.ask();
    return session;
  }

  it('a comment is made by the role that was typed, and undone by undo', async () => {
    const addComment = vi.fn(platform.addComment);
    const session = await openSample({ addComment });
    const before = session.review.loaded.view?.comments.length ?? 0;
    session.review.role = ' 复核人 ';
    await session.review.comment(null, '口径');
    expect(addComment).toHaveBeenCalledWith({ about: null, text: '口径', by: '复核人' });
    expect(session.review.loaded.view?.comments).toHaveLength(before + 1);
    await session.undo();
    await session.review.ask();
    expect(session.review.loaded.view?.comments).toHaveLength(before);
  });

  it('a final stage locks the session until another assessment is begun', async () => {
    const session = await openSample();
    for (const { id, resolution } of session.review.loaded.view?.comments ?? [])
      if (!resolution) await session.review.resolve(id, '已补');
    expect(session.locked).toBe(false);
    await session.review.move('final', '');
    expect(session.locked).toBe(true);
    expect(await session.review.begin({ name: '2026年度评估', year: 2026, copyFrom: 2 })).toBe(true);
    expect(session.locked).toBe(false);
    expect(session.toasts.current?.message.zh).toBe('已新建“2026年度评估”');
  });

  it('does not go to another assessment while the user wants to keep what could not be saved', async () => {
    const full = new CommandFailure({ code: 'SH-3001', message: { zh: '磁盘空间不足。', en: 'Full.' } });
    const switchAssessment = vi.fn(platform.switchAssessment);
    const session = await openSample({ recordAnswer: () => Promise.reject(full), switchAssessment });
    session.setValue(session.selected, { type: 'level', level: 5 });
    const going = session.review.open(assessment(1));
    await vi.waitFor(() => expect(session.leaving).not.toBeNull());
    session.leaving?.(false);
    await going;
    expect(switchAssessment).not.toHaveBeenCalled();
    expect(session.unsaved).toHaveLength(1);
  });

  it('shows what a dialog failed at, and leaves the review as it was', async () => {
    const open = new CommandFailure({ code: 'SH-2136', message: { zh: '有批注未处理。', en: 'Open.' } });
    const session = await openSample({ moveStage: () => Promise.reject(open) });
    await expect(session.review.move('final', '')).rejects.toBe(open);
    expect(session.review.current?.stage).toBe('inReview');
  });
});
