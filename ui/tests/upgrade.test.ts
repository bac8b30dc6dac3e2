import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandFailure, platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import { Upgrade } from '../src/lib/upgrade.svelte';

const full = new CommandFailure({
  code: 'SH-3001',
  message: { zh: '磁盘空间不足。请清理后重试。', en: 'The disk is full. Free some space and try again.' },
});

async function open(desktop: Partial<Platform> = {}): Promise<{ upgrade: Upgrade; session: Session }> {
  const whole = { ...platform, ...desktop };
  const session = new Session(whole);
  await session.openSample();
  const upgrade = new Upgrade(whole, session);
  await upgrade.look();
  return { upgrade, session };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the offer of a newer model', () => {
  it('is there after opening, and not without a file', async () => {
    const { upgrade, session } = await open();
    expect(upgrade.shown?.to).toBe('caict-value-2025 1.1.0');
    session.engagement = null;
    await upgrade.look();
    expect(upgrade.shown).toBeNull();
  });

  it('stays away once it was put off', async () => {
    const { upgrade } = await open();
    upgrade.dismiss();
    expect(upgrade.shown).toBeNull();
    await upgrade.look();
    expect(upgrade.shown).toBeNull();
  });

  it('never stands in the way when it cannot be worked out', async () => {
    const { upgrade } = await open({ upgradeOffer: () => Promise.reject(full) });
    expect(upgrade.shown).toBeNull();
  });
});

describe('changing the model', () => {
  it('exchanges the file, marks answers and tells so; undo brings the old model back', async () => {
    const { upgrade, session } = await open();
    if (upgrade.shown) upgrade.show(upgrade.shown);
    const marked = () => session.engagement?.answers.filter((answer) => answer.review).length ?? 0;
    const before = marked();
    const revision = session.revision;
    await upgrade.make();
    expect(upgrade.preview).toBeNull();
    expect(session.engagement?.model.version).toBe('1.1.0');
    expect(marked()).toBe(before + 4);
    expect(session.revision).toBe(revision + 1);
    expect(session.toasts.current).toMatchObject({ undoable: true });
    await session.undo();
    expect(session.engagement?.model.version).toBe('1.0.0');
    expect(marked()).toBe(before);
    await session.redo();
    expect(session.engagement?.model.version).toBe('1.1.0');
  });

  it('keeps the preview and says why when it fails', async () => {
    const { upgrade, session } = await open({ upgradeEngagement: () => Promise.reject(full) });
    if (upgrade.shown) upgrade.show(upgrade.shown);
    await upgrade.make();
    expect(upgrade.preview).not.toBeNull();
    expect(upgrade.failure?.code).toBe('SH-3001');
    expect(session.engagement?.model.version).toBe('1.0.0');
  });

  it('waits for answers that are not saved', async () => {
    const upgradeEngagement = vi.fn(platform.upgradeEngagement);
    const { upgrade, session } = await open({ recordAnswer: () => Promise.reject(full), upgradeEngagement });
    session.setRationale(session.selected, '不能丢');
    if (upgrade.shown) upgrade.show(upgrade.shown);
    await upgrade.make();
    expect(upgradeEngagement).not.toHaveBeenCalled();
    expect(upgrade.failure?.code).toBe('SH-3001');
  });
});
