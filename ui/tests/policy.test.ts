import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BLANK } from '../src/lib/evidence';
import { inGroups } from '../src/lib/checklist';
import { i18n } from '../src/lib/i18n/index.svelte';
import { platform, CommandFailure, type Platform } from '../src/lib/platform';
import {
  chapterName,
  chaptersOf,
  clauseOf,
  differs,
  distance,
  documentNumber,
  documentTitle,
  filterCounts,
  inColumns,
  isUntouched,
  passes,
  readiness,
  squareLabel,
  stepFrom,
  testId,
  verdictChange,
  type ClauseFilter,
} from '../src/lib/policy';
import { Session } from '../src/lib/session.svelte';
import type { InferenceView, PolicyView } from '../src/lib/types';
import { StandInFile } from '../src/stand-in/file';
import { readToml } from '../src/stand-in/toml';

const view = new StandInFile('海澄银行（示例）', 2025, true).policies();
const [nfra, , pboc] = view.documents as [PolicyView, PolicyView, PolicyView];
const clause = (id: string) => {
  const found = clauseOf(view, id);
  if (!found) throw new Error(id);
  return found;
};
const FILTERS: ClauseFilter[] = ['all', 'gap', 'pending', 'evidence'];

describe('the stand-in', () => {
  it('holds the 33 tasks of the plan with the headings of the real file', () => {
    const tasks = nfra.clauses.filter(({ number }) => /^\d+$/.test(number));
    expect(tasks).toHaveLength(33);
    expect(clause('nfra-2025-95/13').heading.zh).toBe('加快发展“人工智能+金融”');
    expect(new Set(nfra.clauses.map(({ status }) => status))).toEqual(
      new Set(['ready', 'partly', 'gap', 'pending', 'none', 'excluded', 'notBinding']),
    );
  });

  it('reads texts, lists and numbers of its files, also with escaped quotes', () => {
    const source =
      'format = 1\n# no\n[[entry]]\nname = { zh = "“a = b”", en = "a \\"b\\"" }\nof = ["x", "y"]\n';
    expect(readToml(source)).toEqual({
      format: 1,
      entry: [{ name: { zh: '“a = b”', en: 'a "b"' }, of: ['x', 'y'] }],
    });
  });
});

describe('a filter', () => {
  it('lets through as many clauses as it says, in every document', () => {
    for (const policy of view.documents) {
      for (const filter of FILTERS) {
        const through = policy.clauses.filter((found) => passes(found, filter));
        expect(through, `${policy.id} ${filter}`).toHaveLength(filterCounts(policy)[filter]);
      }
    }
  });

  it('counts what nobody can infer among what is open, and what binds nobody among nothing', () => {
    expect(passes(clause('nfra-2025-95/三(一)'), 'pending')).toBe(true);
    expect(passes(clause('nfra-2025-95/9'), 'pending')).toBe(true);
    expect(passes(clause('nfra-2025-95/31'), 'evidence')).toBe(false);
  });

  it('keeps the clause in front although it no longer passes', () => {
    const listed = (keep?: string) =>
      chaptersOf(nfra, 'gap', keep).flatMap(({ clauses }) => clauses.map(({ id }) => id));
    expect(listed()).not.toContain('nfra-2025-95/1');
    expect(listed('nfra-2025-95/1')[0]).toBe('nfra-2025-95/1');
  });
});

describe('the list', () => {
  it('stands in two columns of whole chapters in the order of the document', () => {
    const chapters = chaptersOf(nfra, 'all');
    const columns = inColumns(chapters);
    expect(columns).toHaveLength(2);
    expect(columns.flat()).toEqual(chapters);
    const [left = 0, right = 0] = columns.map((column) => column.flatMap(({ clauses }) => clauses).length);
    expect(Math.abs(left - right)).toBeLessThan(8);
  });

  it('is one column while there is one chapter, and none without', () => {
    const [first] = chaptersOf(nfra, 'all');
    expect(first && inColumns([first])).toHaveLength(1);
    expect(inColumns([])).toEqual([[]]);
  });

  it('is walked clause by clause, within its ends', () => {
    const clauses = chaptersOf(nfra, 'all').flatMap((chapter) => chapter.clauses);
    expect(stepFrom(clauses, null, 1)).toBe('nfra-2025-95/1');
    expect(stepFrom(clauses, 'nfra-2025-95/4', 1)).toBe('nfra-2025-95/5');
    expect(stepFrom(clauses, 'nfra-2025-95/1', -1)).toBe('nfra-2025-95/1');
    expect(stepFrom([], null, 1)).toBeNull();
  });
});

describe('labels', () => {
  afterEach(() => (i18n.language = 'zh'));

  it('fit into a square and into a test id', () => {
    const label = (id: string) => {
      const clause = nfra.clauses.find((one) => one.id === id);
      return clause && squareLabel(clause);
    };
    expect(label('nfra-2025-95/13')).toBe('13');
    expect(label('nfra-2025-95/三(一)')).toBe('一');
    i18n.language = 'en';
    expect(label('nfra-2025-95/13')).toBe('13');
    expect(label('nfra-2025-95/三(六)')).toBe('3.6');
    expect(testId('nfra-2025-95/13')).toBe('clause-nfra-2025-95-13');
  });

  it('name a document by its number, or by its short name when it has none', () => {
    expect(documentTitle(nfra)).toBe('《银行业保险业数字金融高质量发展实施方案》');
    expect(documentNumber(nfra)).toBe('金办发〔2025〕95号');
    expect(documentNumber(pboc)).toBe('2024行动方案');
    i18n.language = 'en';
    expect(documentNumber(nfra)).toBe('NFRA [2025] No. 95');
    for (const group of nfra.groups) expect(chapterName(group)).not.toMatch(/[一-龥]/);
  });
});

describe('what is inferred', () => {
  const inference: InferenceView = {
    status: 'partly',
    score: 57.06,
    atMost: false,
    gap: -2.9,
    capped: false,
    sentence: { zh: '', en: '' },
    complete: true,
    coverageReason: null,
  };

  it('is an upper bound while something necessary is unanswered', () => {
    expect(readiness(inference)).toBe('57.1');
    expect(readiness({ ...inference, atMost: true })).toBe('≤57.1');
    expect(readiness({ ...inference, score: null, atMost: true })).toBe('—');
  });

  it('falls short, reaches the line, or leaves a part of the clause open', () => {
    expect(distance(inference)).toEqual({ kind: 'short', text: '−2.9' });
    expect(distance({ ...inference, status: 'ready', gap: 0 })).toEqual({ kind: 'reached' });
    expect(distance({ ...inference, gap: 6.6, capped: true })).toEqual({ kind: 'open' });
    expect(distance({ ...inference, status: 'pending' })).toEqual({ kind: 'pending' });
    expect(distance({ ...inference, status: 'none', score: null, gap: null })).toEqual({ kind: 'none' });
  });

  it('differs from a verdict only when the verdict says something else', () => {
    expect(differs(inference, null)).toBe(false);
    expect(differs(inference, 'partlyMet')).toBe(false);
    expect(differs(inference, 'met')).toBe(true);
    expect(verdictChange('met')).toEqual({ type: 'set', verdict: 'met' });
    expect(verdictChange(null)).toEqual({ type: 'cleared' });
  });

  it('is nothing at all in a new file', () => {
    const [fresh] = new StandInFile('青岚银行（示例）', 2025, false).policies().documents;
    expect(fresh && isUntouched(fresh)).toBe(true);
    expect(isUntouched(nfra)).toBe(false);
  });
});

describe('a clause that an indicator cites', () => {
  it('comes to the front with its document, before the documents are there', async () => {
    const session = await openSample();
    const node = session.tree?.indicators.find(({ code }) => code === 'B3.2');
    const cited = node?.indicator?.clauses.map(({ id }) => id) ?? [];
    expect(cited).toEqual(['nfra-2025-95/19', 'cbirc-2022/16', 'pboc-2024/5']);
    session.policies.filter = 'gap';
    session.openClause('pboc-2024/5');
    expect([session.page, session.policies.filter]).toEqual(['policy', 'all']);
    await session.policies.ask();
    expect(session.policies.clause?.id).toBe('pboc-2024/5');
    expect(session.policies.document?.id).toBe('pboc-2024');
  });
});

describe('a document', () => {
  it('stays when its clause is put away, and shows clauses when it has no guide', async () => {
    const session = await openSample();
    await session.policies.ask();
    session.policies.select('cbirc-2022/5');
    session.policies.select(null);
    expect(session.policies.document?.id).toBe('cbirc-2022');
    session.policies.shape = 'guide';
    expect(session.policies.shown).toBe('clauses');
    session.policies.showDocument('nfra-2025-95');
    expect(session.policies.shown).toBe('guide');
  });

  it('is forgotten with the file', async () => {
    const session = await openSample();
    await session.policies.ask();
    session.policies.select('cbirc-2022/5');
    await session.openSample();
    expect([session.policies.loaded.view, session.policies.clause]).toEqual([null, null]);
  });
});

const full = new CommandFailure({
  code: 'SH-3001',
  message: { zh: '磁盘空间不足。', en: 'The disk is full.' },
});
const GAP = 'nfra-2025-95/5';

async function openSample(desktop: Partial<Platform> = {}): Promise<Session> {
  const session = new Session({ ...platform, ...desktop });
  await session.begin();
  await session.openSample();
  return session;
}

async function onPolicy(desktop: Partial<Platform> = {}): Promise<Session> {
  const session = await openSample(desktop);
  await session.policies.ask();
  session.policies.select(GAP);
  return session;
}

describe('a judgement', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const current = (session: Session) => {
    const found = session.policies.clause;
    if (!found) throw new Error('no clause in front');
    return session.policies.judgement(found);
  };

  it('overrides the inference, is told, and goes back', async () => {
    const judgeClause = vi.fn(platform.judgeClause);
    const session = await onPolicy({ judgeClause });
    session.policies.setVerdict(GAP, 'met');
    await session.outbox.flush();
    expect(judgeClause).toHaveBeenLastCalledWith(GAP, {
      verdict: { type: 'set', verdict: 'met' },
      rationale: null,
    });
    expect(session.policies.clause?.status).toBe('ready');
    expect(session.engagement?.status.canUndo).toBe(true);
    await vi.waitFor(() => expect(session.toasts.current?.message.zh).toBe('第5项已判断为已落实'));
    session.policies.setVerdict(GAP, null);
    await session.outbox.flush();
    expect(judgeClause).toHaveBeenLastCalledWith(GAP, { verdict: { type: 'cleared' }, rationale: null });
    expect(session.policies.clause?.status).toBe('gap');
  });

  it('is taken back by undo, which returns to its clause', async () => {
    const session = await onPolicy();
    const { revision } = session;
    session.policies.setVerdict(GAP, 'met');
    session.policies.select('nfra-2025-95/1');
    await session.undo();
    await vi.waitFor(() => expect(session.revision).toBeGreaterThan(revision));
    await session.policies.ask();
    expect(session.policies.clause?.id).toBe(GAP);
    expect(session.policies.clause?.status).toBe('gap');
  });

  it('keeps its rationale when another clause comes to the front', async () => {
    const session = await onPolicy();
    session.policies.setRationale(GAP, '离开前写的');
    expect(current(session).rationale).toBe('离开前写的');
    session.policies.select('nfra-2025-95/1');
    await session.outbox.flush();
    expect(current(session).rationale).toBe('');
    session.policies.select(GAP);
    expect(session.policies.clause?.judgement?.rationale).toBe('离开前写的');
  });

  it('is sent when typing pauses, together with what was decided meanwhile', async () => {
    const judgeClause = vi.fn(platform.judgeClause);
    const session = await onPolicy({ judgeClause });
    session.policies.setRationale(GAP, '已签约');
    await vi.advanceTimersByTimeAsync(500);
    expect(judgeClause).not.toHaveBeenCalled();
    session.policies.setVerdict(GAP, 'partlyMet');
    await session.outbox.flush();
    expect(judgeClause).toHaveBeenCalledExactlyOnceWith(GAP, {
      verdict: { type: 'set', verdict: 'partlyMet' },
      rationale: '已签约',
    });
  });

  it('that cannot be saved is kept and saved on the next try', async () => {
    let broken = true;
    const session = await onPolicy({
      judgeClause: (id, patch) => (broken ? Promise.reject(full) : platform.judgeClause(id, patch)),
    });
    session.policies.setRationale(GAP, '不能丢');
    session.policies.setVerdict(GAP, 'met');
    expect(await session.outbox.flush()).toBe(false);
    expect(session.saving.failure?.code).toBe('SH-3001');
    session.policies.select('nfra-2025-95/1');
    await session.outbox.flush();
    session.policies.select(GAP);
    expect(current(session)).toMatchObject({ verdict: 'met', rationale: '不能丢' });
    await session.outbox.flush();
    broken = false;
    await session.retry();
    expect(session.saving.failure).toBeNull();
    expect(session.policies.clause?.judgement).toMatchObject({ verdict: 'met', rationale: '不能丢' });
  });

  it('reaches the file after an answer entered before it', async () => {
    const order: string[] = [];
    const session = await onPolicy({
      recordAnswer: (indicator, patch) => {
        order.push(indicator);
        return platform.recordAnswer(indicator, patch);
      },
      judgeClause: (id, patch) => {
        order.push(id);
        return platform.judgeClause(id, patch);
      },
    });
    const indicator = session.tree?.indicators[0]?.id ?? '';
    session.setRationale(indicator, '先写的');
    session.policies.setVerdict(GAP, 'met');
    await session.outbox.flush();
    expect(order).toEqual([indicator, GAP]);
  });
});

describe('evidence of a clause', () => {
  it('is counted with that of its indicators, and can be removed', async () => {
    const session = await onPolicy();
    const before = session.policies.clause?.evidenceCount ?? 0;
    await session.evidence.save(GAP, { ...BLANK, title: '台账' });
    await session.policies.ask();
    expect(session.policies.clause?.evidenceCount).toBe(before + 1);
    const [piece] = session.policies.clause?.evidence ?? [];
    expect(piece && (await session.evidence.remove(GAP, piece))).toBe(true);
    await session.policies.ask();
    expect(session.policies.clause?.evidence).toEqual([]);
  });

  it('waits for what cannot be saved before it, and the form is told', async () => {
    const saveEvidence = vi.fn(platform.saveEvidence);
    const session = await onPolicy({ saveEvidence, judgeClause: () => Promise.reject(full) });
    session.policies.setRationale(GAP, '不能丢');
    const saved = session.evidence.save(GAP, { ...BLANK, title: '台账' });
    await expect(saved).rejects.toMatchObject({ view: full.view });
    expect(saveEvidence).not.toHaveBeenCalled();
  });

  it('that cannot be saved is told to the form', async () => {
    const session = await onPolicy({ saveEvidence: () => Promise.reject(full) });
    await expect(session.evidence.save(GAP, { ...BLANK, title: '台账' })).rejects.toBe(full);
  });
});

describe('an answer carried over from an older model', () => {
  const carried = (session: Session) =>
    session.engagement?.answers.find(({ review }) => review)?.indicator ?? '';

  it('still holds when it is confirmed', async () => {
    const session = await openSample();
    const indicator = carried(session);
    expect(session.answer(indicator)?.review).toBe(true);
    await session.confirmAnswer(indicator);
    expect(session.answer(indicator)).toMatchObject({ review: false, value: { type: 'level' } });
  });

  it('needs no second look once it is rated anew', async () => {
    const session = await openSample();
    const indicator = carried(session);
    performance.measure = vi.fn();
    session.setValue(indicator, { type: 'level', level: 2 });
    await session.outbox.flush();
    expect(session.answer(indicator)?.review).toBe(false);
  });
});

describe('the items of a checklist', () => {
  const item = (id: string, group: string | null) => ({
    id,
    text: { zh: id, en: id },
    group: group === null ? null : { zh: group, en: group },
  });

  it('stand under their headings in the order of the model', () => {
    const groups = inGroups([item('a', '甲'), item('b', '甲'), item('c', '乙'), item('d', null)]);
    expect(groups.map(({ name, items }) => [name?.zh, items.map(({ id }) => id)])).toEqual([
      ['甲', ['a', 'b']],
      ['乙', ['c']],
      [undefined, ['d']],
    ]);
    expect(inGroups([item('a', null), item('b', null)])).toHaveLength(1);
  });
});
