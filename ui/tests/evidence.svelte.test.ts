import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ClauseDetail from '../src/components/policy/ClauseDetail.svelte';
import Support from '../src/components/score/Support.svelte';
import { platform } from '../src/lib/platform';
import { clauseOf } from '../src/lib/policy';
import { session, Session } from '../src/lib/session.svelte';
import type { AnswerView, PolicyClauseView } from '../src/lib/types';

/** The two pages that evidence is added on, each with two of their subjects. */
const PAGES = {
  评分: {
    subjects: ['economic_value.process.online', 'economic_value.process.automation'] as const,
    show(id: string) {
      const props = $state({
        answer: answerOf(id),
        pitfalls: [],
        comments: 0,
        narrow: false,
        tab: 'evidence' as const,
      });
      const shown = mount(Support, { target: document.body, props });
      return { shown, put: (next: string) => void Object.assign(props, { answer: answerOf(next) }) };
    },
  },
  政策对照: {
    subjects: ['nfra-2025-95/5', 'nfra-2025-95/6'] as const,
    show(id: string) {
      const props = $state({ clause: clause(id), onstep: vi.fn(), onclose: vi.fn() });
      const shown = mount(ClauseDetail, { target: document.body, props });
      return { shown, put: (next: string) => void Object.assign(props, { clause: clause(next) }) };
    },
  },
};

function answerOf(indicator: string): AnswerView {
  const answer = session.answer(indicator);
  if (!answer) throw new Error(indicator);
  return answer;
}

function clause(id: string): PolicyClauseView {
  const found = session.policies.loaded.view && clauseOf(session.policies.loaded.view, id);
  if (!found) throw new Error(id);
  return found;
}

const find = (testid: string) =>
  document.querySelector<HTMLElement>(`[data-testid="${testid}"]`) ?? undefined;

function field(testid: string): HTMLInputElement | undefined {
  const found = find(testid);
  return found instanceof HTMLInputElement ? found : undefined;
}

const title = () => field('evidence-title');

async function type(testid: string, text: string): Promise<void> {
  const input = field(testid);
  if (!input) throw new Error(testid);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await tick();
}

async function add(): Promise<void> {
  find('add-evidence')?.click();
  flushSync();
  await tick();
}

let shown: object | undefined;

beforeEach(async () => {
  await session.begin();
  session.evidenceDrafts.clear();
  await session.openSample();
  await session.policies.ask();
});

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = undefined;
});

describe.each(Object.entries(PAGES))('half-typed evidence on %s', (_, page) => {
  const [here, elsewhere] = page.subjects;

  function open() {
    const opened = page.show(here);
    shown = opened.shown;
    flushSync();
    return (subject: string) => {
      opened.put(subject);
      flushSync();
    };
  }

  it('is there again on coming back, does not show elsewhere and does not take the keyboard', async () => {
    const go = open();
    await add();
    expect(document.activeElement).toBe(title());
    await type('evidence-title', '平台建设验收');
    await type('evidence-locator', '第12页');
    go(elsewhere);
    expect(title()).toBeUndefined();
    go(here);
    expect([title()?.value, field('evidence-locator')?.value]).toEqual(['平台建设验收', '第12页']);
    expect(document.activeElement).not.toBe(title());
  });

  it('outlives the page', async () => {
    open();
    await add();
    await type('evidence-title', '平台建设验收');
    if (shown) await unmount(shown);
    open();
    expect(title()?.value).toBe('平台建设验收');
  });

  it('is gone once it was added, and a form without a word in it closes by itself', async () => {
    const go = open();
    await add();
    await type('evidence-title', '平台建设验收');
    find('save-evidence')?.click();
    await vi.waitFor(() => expect(session.evidenceDrafts.of(here)).toBeUndefined());
    flushSync();
    expect(title()).toBeUndefined();
    await add();
    go(elsewhere);
    go(here);
    expect(title()).toBeUndefined();
  });
});

describe('half-typed evidence', () => {
  it('is asked about before another file opens, and let go with it', async () => {
    const own = new Session(platform);
    await own.begin();
    await own.openSample();
    own.evidenceDrafts.begin('a');
    expect(await own.mayLeave()).toBe(true);
    own.evidenceDrafts.type('a', { title: '台账' });
    const stay = own.openSample();
    await vi.waitFor(() => expect(own.leaving).not.toBeNull());
    expect(own.unsaved).toEqual(['a']);
    own.leaving?.(false);
    expect(await stay).toBe(false);
    expect(own.evidenceDrafts.of('a')?.title).toBe('台账');
    const leave = own.openSample();
    await vi.waitFor(() => expect(own.leaving).not.toBeNull());
    own.leaving?.(true);
    expect(await leave).toBe(true);
    expect(own.evidenceDrafts.of('a')).toBeUndefined();
  });
});
