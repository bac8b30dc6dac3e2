import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as fields from '../src/lib/model-fields';
import { Models } from '../src/lib/models.svelte';
import { CommandFailure, platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import type { FaultView, ModelEdit, ModelEditReply, SheetNodeView } from '../src/lib/types';

const B41 = 'technology_application.ai.enterprise_platform';
const A11 = 'economic_value.process.online';
const full = new CommandFailure({
  code: 'SH-3001',
  message: { zh: '磁盘空间不足。请清理后重试。', en: 'The disk is full. Free some space and try again.' },
});
const remark = (zh: string, error: boolean): FaultView => ({
  file: '',
  line: 0,
  message: { zh, en: zh },
  hint: { zh: '', en: '' },
  error,
});

let copies = 0;

/** A copy of its own for each test. */
async function open(desktop: Partial<Platform> = {}): Promise<{ models: Models; session: Session }> {
  const whole = { ...platform, ...desktop };
  const session = new Session(whole);
  const models = new Models(whole, session);
  await models.load();
  await models.open('builtIn:caict-value-2025');
  copies += 1;
  await models.fork(`copy-${copies}`, { zh: '副本', en: 'Copy' });
  models.select(B41);
  return { models, session };
}

function node(models: Models, id = B41): SheetNodeView {
  const found = models.tree?.find(id);
  if (!found) throw new Error(id);
  return found;
}

const name = (models: Models, id = B41) => fields.nodeText(node(models, id), 'name');

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('what is typed', () => {
  it('is saved when the field is left, and shown over what is saved until then', async () => {
    const { models } = await open();
    models.type(name(models), { zh: '新名', en: 'New' });
    expect(models.value(name(models))).toEqual({ zh: '新名', en: 'New' });
    expect(node(models).name.zh).toBe('企业级人工智能平台');
    await models.leave(name(models));
    expect(node(models).name.zh).toBe('新名');
    expect(models.draft(name(models).id)).toBeUndefined();
    expect(models.list.view?.find((entry) => entry.key === models.key)?.name.zh).toBe('副本');
  });

  it('is not sent when it is what is saved already', async () => {
    const editModel = vi.fn(platform.editModel);
    const { models } = await open({ editModel });
    models.type(name(models), { zh: '改', en: 'x' });
    models.type(name(models), node(models).name);
    await models.leave(name(models));
    expect(editModel).not.toHaveBeenCalled();
    expect(models.draft(name(models).id)).toBeUndefined();
  });

  it('stays when the save is refused, over another node and another model, and goes with the next save', async () => {
    const { models } = await open();
    const key = models.key;
    models.type(name(models), { zh: '只有中文', en: '' });
    await models.leave(name(models));
    expect(models.refused).toHaveLength(1);
    expect(models.draft(name(models).id)?.faults[0]?.error).toBe(true);
    models.select(A11);
    await models.open('builtIn:caict-value-2025');
    await models.open(key);
    models.select(B41);
    expect(models.value(name(models))).toEqual({ zh: '只有中文', en: '' });
    models.type(name(models), { zh: '只有中文', en: 'Now both' });
    await models.leave(name(models));
    expect(models.refused).toHaveLength(0);
    expect(node(models).name.en).toBe('Now both');
  });

  it('stays when the file cannot be written, with the reason', async () => {
    const { models } = await open({ editModel: () => Promise.reject(full) });
    models.type(name(models), { zh: '新名', en: 'New' });
    await models.leave(name(models));
    expect(models.value(name(models)).zh).toBe('新名');
    expect(models.draft(name(models).id)?.faults[0]?.message.zh).toContain('磁盘空间不足');
  });

  it('stays when it cannot be read as a number, and is not sent', async () => {
    const editModel = vi.fn(platform.editModel);
    const { models } = await open({ editModel });
    const weight = fields.weight(node(models), null);
    models.type(weight, '很多');
    await models.leave(weight);
    expect(editModel).not.toHaveBeenCalled();
    expect(models.value(weight)).toBe('很多');
    models.discard(weight.id);
    expect(models.value(weight)).toBe('25');
  });

  it('is not lost when typing goes on while a save is under way', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const editModel = async (key: string, edit: ModelEdit): Promise<ModelEditReply> => {
      await held;
      return platform.editModel(key, edit);
    };
    const { models } = await open({ editModel });
    models.type(name(models), { zh: '一', en: 'one' });
    const saving = models.leave(name(models));
    await vi.advanceTimersByTimeAsync(0);
    models.type(name(models), { zh: '一二', en: 'one two' });
    finish();
    await saving;
    expect(node(models).name.zh).toBe('一');
    expect(models.value(name(models)).zh).toBe('一二');
    await models.leave(name(models));
    expect(node(models).name.zh).toBe('一二');
  });

  it('goes with the model when that is deleted', async () => {
    const { models } = await open();
    models.type(name(models), { zh: '只有中文', en: '' });
    await models.leave(name(models));
    await models.remove(models.key);
    expect(models.refused).toHaveLength(0);
    expect(models.key).not.toContain('copy-');
  });
});

describe('the check while typing', () => {
  it('waits for a pause and drops an answer that is out of date', async () => {
    const answers: ((faults: FaultView[]) => void)[] = [];
    const checkModelEdit = vi.fn(() => new Promise<FaultView[]>((resolve) => answers.push(resolve)));
    const { models } = await open({ checkModelEdit });
    models.type(name(models), { zh: '甲', en: 'a' });
    await vi.advanceTimersByTimeAsync(200);
    models.type(name(models), { zh: '甲乙', en: 'ab' });
    await vi.advanceTimersByTimeAsync(400);
    expect(checkModelEdit).toHaveBeenCalledOnce();
    models.type(name(models), { zh: '甲乙丙', en: 'abc' });
    answers[0]?.([remark('旧', true)]);
    await vi.advanceTimersByTimeAsync(400);
    expect(models.draft(name(models).id)?.faults).toEqual([]);
    answers[1]?.([remark('提示', false), remark('错误', true)]);
    await vi.advanceTimersByTimeAsync(0);
    expect(models.draft(name(models).id)?.faults.map((fault) => fault.message.zh)).toEqual(['错误', '提示']);
  });
});

describe('undo', () => {
  it('takes back edits one by one and leads to the node', async () => {
    const { models } = await open();
    await models.set(name(models), { zh: '甲', en: 'a' });
    models.select(A11);
    await models.set(fields.weight(node(models, A11), null), '40');
    await models.undo();
    expect(node(models, A11).weight).toBe(25);
    expect(models.node).toBe(A11);
    await models.undo();
    expect(models.node).toBe(B41);
    expect(node(models).name.zh).toBe('企业级人工智能平台');
    expect(models.sheet.view?.canUndo).toBe(false);
    await models.redo();
    expect(node(models).name.zh).toBe('甲');
  });

  it('belongs to the model only while an own one is in front', async () => {
    const { models, session } = await open();
    expect(models.inFront).toBe(false);
    session.page = 'models';
    expect(models.inFront).toBe(true);
    await models.open('builtIn:caict-value-2025');
    expect(models.inFront).toBe(false);
  });
});

describe('closing the window', () => {
  it('saves what is typed', async () => {
    const { models } = await open();
    models.type(name(models), { zh: '末', en: 'last' });
    expect(await models.mayClose()).toBe(true);
    expect(node(models).name.zh).toBe('末');
  });

  it('asks before it loses what could not be saved', async () => {
    const { models } = await open();
    models.type(name(models), { zh: '末', en: '' });
    const closing = models.mayClose();
    await vi.waitFor(() => expect(models.leaving).not.toBeNull());
    models.leaving?.(false);
    expect(await closing).toBe(false);
    expect(models.value(name(models)).zh).toBe('末');
  });
});

describe('the list', () => {
  it('puts a model that loads in front and does not ask for the sheet of one that does not', async () => {
    const modelSheet = vi.fn(platform.modelSheet);
    const { models } = await open({ modelSheet });
    modelSheet.mockClear();
    await models.open('own:draft-insurance');
    expect(modelSheet).not.toHaveBeenCalled();
    expect(models.sheet.view).toBeNull();
  });
});
