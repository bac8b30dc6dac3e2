import { describe, expect, it } from 'vitest';
import { CommandFailure, platform } from '../src/lib/platform';
import { Merging } from '../src/lib/merging.svelte';
import { Redacting } from '../src/lib/redacting.svelte';
import type * as w from '../src/lib/types';
import { PASSPHRASE } from '../src/stand-in/access';
import { plan } from '../src/stand-in/copies';

/** A merge of two plain copies, compared, and what is sent when it is made. */
async function compared(desktop: Partial<typeof platform> = {}) {
  const sent: w.MergeDecision[][] = [];
  const merging = new Merging({
    ...platform,
    mergeCopies: (request, decisions, passphrases) => {
      sent.push(decisions);
      expect(request.compared).toBe(plan().compared);
      return platform.mergeCopies(request, decisions, passphrases);
    },
    ...desktop,
  });
  merging.name('a', '/x/a.shuheng');
  merging.name('b', '/x/b.shuheng');
  await merging.propose();
  await merging.compare();
  return { merging, sent };
}

describe('deciding on conflicts', () => {
  it('selects nothing by itself and merges only once everything is decided', async () => {
    const { merging, sent } = await compared();
    const [one, two, three] = plan().conflicts;
    if (!one || !two || !three) throw new Error('three conflicts');
    expect(merging.out).toBe('/x/a(合并).shuheng');
    expect(merging.plan?.conflicts.map(({ subject }) => merging.taken(subject))).toEqual([null, null, null]);
    expect([merging.ready, await merging.merge(), sent.length]).toEqual([false, false, 0]);
    merging.explain(one.subject, '以访谈为准');
    merging.take(one, 'b');
    merging.take(two, 'a');
    expect([merging.ready, merging.open.map(({ subject }) => subject)]).toEqual([false, [three.subject]]);
    merging.take(three, 'a');
    merging.take(one, 'a');
    expect(await merging.merge()).toBe(true);
    expect(sent).toEqual([
      [
        { subject: one.subject, take: 'a', reason: '以访谈为准' },
        { subject: two.subject, take: 'a', reason: '' },
        { subject: three.subject, take: 'a', reason: '' },
      ],
    ]);
    expect(merging.merged?.path).toBe('/x/a(合并).shuheng');
  });

  it('takes a side everywhere on request, but never one that cannot be taken', async () => {
    const barred = plan();
    barred.conflicts = barred.conflicts.map((one, index) => (index === 1 ? { ...one, only: 'b' } : one));
    const { merging } = await compared({
      previewMerge: () => Promise.resolve({ kind: 'compared', plan: barred }),
    });
    const second = barred.conflicts[1];
    if (!second) throw new Error('a conflict');
    merging.take(second, 'a');
    expect(merging.taken(second.subject)).toBeNull();
    merging.takeAll('a');
    expect(barred.conflicts.map(({ subject }) => merging.taken(subject))).toEqual(['a', 'b', 'a']);
    expect(merging.ready).toBe(true);
  });

  it('keeps decisions over a failure and over going back, except on what has changed since', async () => {
    let now = plan();
    const full = { code: 'SH-2110', message: { zh: '磁盘已满', en: 'The disk is full' } };
    const { merging } = await compared({
      previewMerge: () => Promise.resolve({ kind: 'compared', plan: now }),
      mergeCopies: () => Promise.reject(new CommandFailure(full)),
    });
    expect(merging.begun).toBe(false);
    merging.takeAll('b');
    expect(await merging.merge()).toBe(false);
    expect(merging.begun).toBe(true);
    expect([merging.merging.failure?.code, merging.ready]).toEqual(['SH-2110', true]);
    merging.back();
    expect(merging.plan).toBeNull();
    now = plan();
    const first = now.conflicts[0];
    if (!first) throw new Error('a conflict');
    first.a.state.rationale = '又改过';
    await merging.compare();
    expect(merging.open.map(({ subject }) => subject)).toEqual([first.subject]);
  });
});

describe('the passphrase of a copy', () => {
  it('is asked for, tried again when it does not fit, and goes with its file only', async () => {
    const known: w.MergePassphrases[] = [];
    const { recent } = await platform.start();
    const sealed = recent.find(({ encrypted }) => encrypted)?.path ?? '';
    const merging = new Merging({
      ...platform,
      previewMerge: (request, passphrases) => {
        known.push(passphrases);
        return platform.previewMerge(request, passphrases);
      },
    });
    merging.name('a', '/x/a.shuheng');
    merging.name('b', sealed);
    merging.nameOut('/x/c.shuheng');
    await merging.compare();
    expect([merging.question?.side, merging.question?.question.refused, merging.plan]).toEqual([
      'b',
      null,
      null,
    ]);
    await merging.compare('not this one');
    expect(merging.question?.question.refused?.code).toBe('SH-2115');
    await merging.compare(PASSPHRASE);
    expect(merging.question).toBeNull();
    expect(merging.plan).not.toBeNull();
    merging.back();
    merging.name('b', '/x/b.shuheng');
    await merging.compare();
    expect(known.map(({ b }) => b)).toEqual([null, 'not this one', PASSPHRASE, null]);
  });
});

describe('a copy for sharing', () => {
  it('leaves out everything that nobody chose to keep, and is encrypted unless somebody declines', async () => {
    const sent: [w.RedactionPart[], string | null][] = [];
    const redacting = new Redacting('/x/海澄银行.shuheng', () => 8, {
      ...platform,
      redactCopy: (request, passphrase) => {
        sent.push([request.without, passphrase]);
        return platform.redactCopy(request, passphrase);
      },
    });
    expect(await redacting.make()).toBe(false);
    await redacting.begin();
    expect(redacting.out).not.toContain('海澄银行');
    expect(await redacting.make()).toBe(false);
    redacting.choose('rationale', false);
    redacting.choose('comments', false);
    redacting.choose('comments', true);
    redacting.choose('history', false);
    redacting.passphrase.text = redacting.passphrase.again = '春眠不觉晓处处闻';
    expect(await redacting.make()).toBe(true);
    const without = ['names', 'evidence', 'comments', 'respondents', 'figures', 'history'];
    expect(sent).toEqual([[without, '春眠不觉晓处处闻']]);
    expect([redacting.passphrase.text, redacting.redacted?.encrypted]).toEqual(['', true]);
    redacting.protection = 'plain';
    await redacting.make();
    expect(sent[1]?.[1]).toBeNull();
  });
});
