import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasSource, shownColumns, stated, withRole, yearOf } from '../src/lib/import';
import { CommandFailure, platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';

const cancelled = new CommandFailure({ code: 'SH-4009', message: { zh: '导入已取消', en: 'Cancelled' } });
const damaged = new CommandFailure({
  code: 'SH-4008',
  message: { zh: '不能导入', en: 'Cannot be imported' },
});

async function begin(desktop: Partial<Platform> = {}) {
  const session = new Session({ ...platform, ...desktop });
  await session.openSample();
  await session.imports.ask();
  const draft = session.imports.draft();
  await draft.choose('', '');
  return { session, draft };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a table to import', () => {
  it('shows what stands under its headings', async () => {
    const { draft } = await begin();
    if (!draft.opened) throw new Error('nothing was opened');
    const columns = shownColumns(draft.opened, 2);
    expect(columns.map(({ heading }) => heading)[2]).toBe('2023年科技投入');
    expect(columns[3]?.samples).toEqual(['205,100', '—', '131,400']);
    expect(columns[1]?.samples).toEqual(['城商行', '城商行', '城商行']);
  });

  it('needs a source, in a column or for all of it', async () => {
    const { draft } = await begin();
    expect(draft.sourced).toBe(false);
    if (draft.mapping) draft.mapping.fixed.source = ' 年报 ';
    expect(draft.sourced).toBe(true);
    if (draft.mapping) draft.mapping.fixed.source = ' ';
    draft.setRole(1, 'source');
    expect(draft.mapping && hasSource(draft.mapping)).toBe(true);
  });

  it('keeps metric, year and unit only for figures', () => {
    const column = { role: 'figures' as const, metric: 'it_investment', year: 2024, unit: '亿元' };
    expect(withRole(column, 'figures')).toEqual(column);
    expect(withRole(column, 'note')).toEqual({ role: 'note', metric: '', year: null, unit: '' });
  });

  it('reads years and writes figures as they were stated', () => {
    expect(['2024', '２０２４', ' 2024 ', '24', '2024年', ''].map(yearOf)).toEqual([
      2024,
      2024,
      2024,
      null,
      null,
      null,
    ]);
    expect([stated(20.51, 4), stated(-3.1, 1), stated(7, 0)]).toEqual(['20.5100', '−3.1', '7']);
  });
});

describe('an import', () => {
  it('goes from the file to the list, is told once and can be undone', async () => {
    const { session, draft } = await begin();
    expect(draft.step).toBe('columns');
    if (draft.mapping) draft.mapping.fixed.source = '各行年报';
    await draft.look();
    expect([draft.step, draft.preview?.accepted, draft.name]).toEqual(['preview', 7, '同业科技投入2024']);
    expect(session.imports.loaded.view).toEqual([]);
    await draft.commit();
    expect(draft.step).toBe('done');
    expect(session.imports.loaded.view?.map(({ name }) => name)).toEqual(['同业科技投入2024']);
    await vi.waitFor(() => expect(session.toasts.current).toMatchObject({ undoable: true }));
    await session.undo();
    await session.imports.ask();
    expect(session.imports.loaded.view).toEqual([]);
  });

  it('takes nothing over without a name, or when nothing can be taken', async () => {
    const importCommit = vi.fn(platform.importCommit);
    const { draft } = await begin({ importCommit });
    await draft.look();
    draft.name = ' ';
    await draft.commit();
    draft.name = 'x';
    if (draft.preview) draft.preview = { ...draft.preview, accepted: 0 };
    await draft.commit();
    expect(importCommit).not.toHaveBeenCalled();
  });

  it('stays where it is when reading fails, and says nothing of having been stopped', async () => {
    const failing = await begin({ importOpen: () => Promise.reject(damaged) });
    expect([failing.draft.step, failing.draft.failure?.code]).toEqual(['file', 'SH-4008']);
    const stopped = await begin({ importOpen: () => Promise.reject(cancelled) });
    expect([stopped.draft.step, stopped.draft.failure, stopped.draft.reading]).toEqual(['file', null, false]);
  });

  it('tells how far the reading has come', async () => {
    let finish: (view: Awaited<ReturnType<Platform['importPreview']>>) => void = () => undefined;
    const { draft } = await begin({
      importPreview: () => new Promise((resolve) => (finish = resolve)),
      importProgress: () => Promise.resolve({ running: true, fraction: 0.4 }),
    });
    const looking = draft.look();
    await vi.advanceTimersByTimeAsync(150);
    expect([draft.reading, draft.fraction]).toEqual([true, 0.4]);
    if (draft.mapping) finish(await platform.importPreview(draft.mapping));
    await looking;
    expect([draft.reading, draft.step]).toEqual([false, 'preview']);
  });
});
