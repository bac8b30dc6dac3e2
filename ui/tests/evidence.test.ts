import { describe, expect, it } from 'vitest';
import {
  BLANK,
  draftOf,
  elsewhere,
  endingOf,
  isLink,
  isTyped,
  missingPart,
  requestOf,
  reusable,
  speakingFor,
} from '../src/lib/evidence';
import { EvidenceDrafts } from '../src/lib/evidence-drafts.svelte';
import { platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import type { AttachedFileView, EvidenceView } from '../src/lib/types';

const B41 = 'technology_application.ai.enterprise_platform';
const OTHER = 'economic_value.process.online';

const file: AttachedFileView = {
  digest: '9f2c',
  name: '验收报告.pdf',
  mediaType: 'application/pdf',
  typeName: { zh: 'PDF', en: 'PDF' },
  size: 10,
  runs: false,
};

const piece = (change: Partial<EvidenceView>): EvidenceView => ({
  id: 7,
  title: '验收报告',
  locator: '第3页',
  strength: 'strong',
  kind: { type: 'note' },
  targets: ['a'],
  added: '2026-03-17 10:12',
  ...change,
});

describe('a draft of evidence', () => {
  it('needs a title, except where a new file brings its name', () => {
    expect(missingPart(BLANK)).toBe('title');
    expect(missingPart({ ...BLANK, title: ' ' })).toBe('title');
    expect(missingPart({ ...BLANK, title: '台账' })).toBeNull();
    expect(missingPart({ ...BLANK, source: 'file' })).toBe('file');
    expect(missingPart({ ...BLANK, source: 'file', path: '/a.pdf' })).toBeNull();
    expect(missingPart({ ...draftOf(piece({ kind: { type: 'file', file } }), 'a'), title: '' })).toBe(
      'title',
    );
  });

  it('is a link only with an address that can be one', () => {
    const link = { ...BLANK, source: 'link' as const, title: '公告' };
    expect(missingPart({ ...link, locator: 'www.example.org' })).toBe('link');
    expect(missingPart({ ...link, locator: ' HTTPS://example.org/a ' })).toBeNull();
    expect(isLink('file:///srv/a.pdf')).toBe(true);
    expect(isLink('https://')).toBe(false);
    expect(isLink('javascript:alert(1)')).toBe(false);
  });

  it('is nothing to lose until something is typed or chosen', () => {
    expect(isTyped({ ...BLANK, source: 'link', strength: 'strong' }, BLANK)).toBe(false);
    expect(isTyped({ ...BLANK, title: ' ' }, BLANK)).toBe(false);
    expect(isTyped({ ...BLANK, path: '/a.pdf' }, BLANK)).toBe(true);
    const begun = draftOf(piece({}), 'a');
    expect(isTyped(begun, begun)).toBe(false);
    expect(isTyped({ ...begun, strength: 'weak' }, begun)).toBe(true);
  });

  it('keeps what a changed piece speaks for, and its file', () => {
    const changed = {
      ...draftOf(piece({ kind: { type: 'file', file }, targets: ['a', 'b#3'] }), 'a'),
      title: ' 新 ',
    };
    expect(requestOf(changed, 'a')).toEqual({
      targets: ['a', 'b#3'],
      kind: { type: 'file', digest: '9f2c', name: '验收报告.pdf' },
      title: '新',
      locator: '第3页',
      strength: 'strong',
    });
    expect(requestOf({ ...BLANK, title: '台账' }, 'c').targets).toEqual(['c']);
  });

  it('that was begun and not typed in gives way to another piece; one that was typed in stays', () => {
    const drafts = new EvidenceDrafts();
    drafts.begin('a');
    drafts.begin('a', draftOf(piece({}), 'a'));
    expect(drafts.of('a')?.id).toBe(7);
    drafts.type('a', { title: '改' });
    drafts.begin('a');
    expect(drafts.of('a')).toMatchObject({ id: 7, title: '改' });
    expect(drafts.subjects).toEqual(['a']);
  });
});

describe('what a piece speaks for', () => {
  it('is one level of the indicator where one is chosen, and what it speaks for elsewhere stays', () => {
    const begun = draftOf(piece({ targets: ['b', 'a#3', 'ab#1'] }), 'a');
    expect(begun.level).toBe(3);
    expect(requestOf({ ...begun, level: 4 }, 'a').targets).toEqual(['b', 'ab#1', 'a', 'a#4']);
    expect(requestOf({ ...begun, level: null }, 'a').targets).toEqual(['b', 'ab#1', 'a']);
    expect(requestOf({ ...BLANK, title: '台账', level: 2 }, 'a').targets).toEqual(['a', 'a#2']);
    expect(isTyped({ ...begun, level: 4 }, begun)).toBe(true);
  });

  it('counts levels of an indicator as the indicator, and not those of another that begins alike', () => {
    expect(elsewhere(piece({ targets: ['a', 'a#3', 'ab', 'p/1'] }), 'a')).toEqual(['ab', 'p/1']);
  });

  it('offers for reuse what does not speak for it yet, by title or place, the newest first', () => {
    const pieces = [
      piece({ id: 1 }),
      piece({ id: 2, targets: ['b'], title: 'Ledger' }),
      piece({ id: 3, targets: ['b', 'a#2'] }),
      piece({ id: 4, targets: ['c'], locator: 'ledger 2' }),
    ];
    expect(reusable(pieces, 'a', '').map(({ id }) => id)).toEqual([4, 2]);
    expect(reusable(pieces, 'a', 'LEDGER ').map(({ id }) => id)).toEqual([4, 2]);
    expect(reusable(pieces, 'a', '第3页').map(({ id }) => id)).toEqual([2]);
  });

  it('changes without changing the piece', () => {
    const request = speakingFor(piece({ kind: { type: 'link' } }), ['a', 'c']);
    expect(request).toMatchObject({ targets: ['a', 'c'], kind: { type: 'link' }, title: '验收报告' });
  });
});

it('the ending of a name is for the dialog, and a hidden file has none', () => {
  expect([endingOf('a.b.xlsx'), endingOf('README'), endingOf('.env'), endingOf('a.')]).toEqual([
    'xlsx',
    null,
    null,
    null,
  ]);
});

describe('evidence of the open file', () => {
  async function openSample(desktop: Partial<Platform> = {}): Promise<Session> {
    const session = new Session({ ...platform, ...desktop });
    await session.begin();
    await session.openSample();
    return session;
  }
  const first = (session: Session, indicator: string) => {
    const found = session.answer(indicator)?.evidence[0];
    if (!found) throw new Error(indicator);
    return found;
  };

  it('is used again, released from one indicator, and gone with the last', async () => {
    const session = await openSample();
    const shared = first(session, B41);
    const count = () => session.answer(OTHER)?.evidence.filter(({ id }) => id === shared.id).length;
    expect(count()).toBe(0);
    await session.evidence.reuse(OTHER, shared);
    expect(count()).toBe(1);
    expect(await session.evidence.remove(B41, first(session, B41))).toBe(true);
    expect(session.answer(B41)?.evidence.some(({ id }) => id === shared.id)).toBe(false);
    expect(count()).toBe(1);
  });

  it('of an encrypted file is opened only after what has to be said was said', async () => {
    const asked: boolean[] = [];
    const message = { zh: '会留下一份未加密的副本', en: 'Leaves a plain copy' };
    const openAttachment: Platform['openAttachment'] = (_, accepted) => {
      asked.push(accepted);
      return Promise.resolve(accepted ? { type: 'opened', path: '/a' } : { type: 'mustBeSaid', message });
    };
    const session = await openSample({ openAttachment });
    await session.evidence.open(first(session, B41));
    expect(session.evidence.question?.message).toEqual(message);
    await session.evidence.open(first(session, B41), true);
    expect(session.evidence.question).toBeNull();
    expect(asked).toEqual([false, true]);
  });
});
