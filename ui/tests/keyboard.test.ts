import { describe, expect, it } from 'vitest';
import { actionOf, isTyping, type Key, type Place } from '../src/lib/keyboard';

const press = (key: string, held: Partial<Key> = {}): Key => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  ...held,
});
const scoring: Place = { typing: false, dialog: false, page: 'score' };
const typing: Place = { ...scoring, typing: true };

describe('keys on 评分', () => {
  it('rates with one keystroke', () => {
    expect(actionOf(press('4'), scoring)).toEqual({ do: 'level', level: 4 });
    expect(actionOf(press('6'), scoring)).toBeNull();
    expect(actionOf(press('n'), scoring)).toEqual({ do: 'notApplicable' });
  });

  it('moves by indicator and by domain', () => {
    expect(actionOf(press('j'), scoring)).toEqual({ do: 'next' });
    expect(actionOf(press('K'), scoring)).toEqual({ do: 'previous' });
    expect(actionOf(press(']'), scoring)).toEqual({ do: 'nextDomain' });
    expect(actionOf(press('['), scoring)).toEqual({ do: 'previousDomain' });
  });

  it('rests elsewhere, while typing, in a dialog and during composition', () => {
    expect(actionOf(press('4'), { ...scoring, page: null })).toBeNull();
    expect(actionOf(press('4'), typing)).toBeNull();
    expect(actionOf(press('4'), { ...scoring, dialog: true })).toBeNull();
    expect(actionOf(press('n', { isComposing: true }), scoring)).toBeNull();
    expect(actionOf(press('Process'), scoring)).toBeNull();
  });
});

describe('keys on 政策对照', () => {
  const policy: Place = { ...scoring, page: 'policy' };

  it('moves by clause and goes to evidence and rationale, but never rates', () => {
    expect(actionOf(press('j'), policy)).toEqual({ do: 'next' });
    expect(actionOf(press('k'), policy)).toEqual({ do: 'previous' });
    expect(actionOf(press('e'), policy)).toEqual({ do: 'evidence' });
    expect(actionOf(press('r'), policy)).toEqual({ do: 'rationale' });
    for (const key of ['4', 'n', '[', ']']) expect(actionOf(press(key), policy)).toBeNull();
  });

  it('rests while a rationale is typed', () => {
    expect(actionOf(press('j'), { ...policy, typing: true })).toBeNull();
    expect(actionOf(press('Escape'), { ...policy, typing: true })).toEqual({ do: 'leaveField' });
  });
});

describe('keys everywhere', () => {
  it('searches, takes back and repeats', () => {
    expect(actionOf(press('k', { ctrlKey: true }), typing)).toEqual({ do: 'search' });
    expect(actionOf(press('z', { ctrlKey: true }), scoring)).toEqual({ do: 'undo' });
    expect(actionOf(press('Z', { ctrlKey: true, shiftKey: true }), scoring)).toEqual({ do: 'redo' });
    expect(actionOf(press('?', { shiftKey: true }), scoring)).toEqual({ do: 'help' });
  });

  it('leaves Ctrl Z to the field that is being typed in', () => {
    expect(actionOf(press('z', { ctrlKey: true }), typing)).toBeNull();
  });

  it('leaves the field with Esc, but not while a word is being composed', () => {
    expect(actionOf(press('Escape'), typing)).toEqual({ do: 'leaveField' });
    expect(actionOf(press('Escape', { isComposing: true }), typing)).toBeNull();
  });
});

describe('what counts as typing', () => {
  it('is text fields, not checkboxes or buttons', () => {
    const checkbox = document.createElement('input');
    checkbox.type = 'checkbox';
    expect(isTyping(document.createElement('textarea'))).toBe(true);
    expect(isTyping(document.createElement('input'))).toBe(true);
    expect(isTyping(checkbox)).toBe(false);
    expect(isTyping(document.createElement('button'))).toBe(false);
  });
});
