/** What 证据 works out of a draft and of what a piece speaks for. */
import type * as w from './types';

/** How a piece comes into being; `reuse` takes one that is there already. */
export type EvidenceSource = 'note' | 'link' | 'file' | 'reuse';

/** A piece of evidence that is being typed. */
export interface EvidenceDraft {
  /** The piece that is changed; `null` for a new one. */
  id: number | null;
  source: EvidenceSource;
  title: string;
  /** Where to look; the address of a link. */
  locator: string;
  strength: w.StrengthView;
  /** The level of the indicator that it shows; none for the indicator as a whole. */
  level: number | null;
  /** The file to be attached. */
  path: string | null;
  /** The file that the changed piece has. */
  file: w.AttachedFileView | null;
  /** What the changed piece speaks for. */
  targets: string[];
}

export const BLANK: EvidenceDraft = {
  id: null,
  source: 'note',
  title: '',
  locator: '',
  strength: 'medium',
  level: null,
  path: null,
  file: null,
  targets: [],
};

/** A piece as it is before it is changed for an indicator or clause. */
export function draftOf(piece: w.EvidenceView, subject: string): EvidenceDraft {
  const { id, title, locator, strength, kind, targets } = piece;
  const file = kind.type === 'file' ? kind.file : null;
  const level = levelsShown(piece, subject)[0] ?? null;
  return { id, source: kind.type, title, locator, strength, level, path: null, file, targets };
}

/** The levels of an indicator that a piece is said to show. */
export function levelsShown({ targets }: w.EvidenceView, indicator: string): number[] {
  const ofIt = targets.filter((target) => target.startsWith(`${indicator}#`));
  return ofIt.map((target) => Number(target.slice(indicator.length + 1)));
}

/** Whether something would be lost with the draft; which way of adding is chosen is nothing yet. */
export function isTyped(draft: EvidenceDraft, begun: EvidenceDraft): boolean {
  const same = (one: string, other: string) => one.trim() === other.trim();
  const words = same(draft.title, begun.title) && same(draft.locator, begun.locator);
  const choices =
    draft.strength === begun.strength && draft.source === begun.source && draft.level === begun.level;
  return !words || draft.path !== begun.path || (draft.id !== null && !choices);
}

/** The file takes its own name where no title is given, so that only notes and links need one. */
export const needsTitle = (draft: EvidenceDraft): boolean => draft.source !== 'file' || draft.id !== null;

/** What is still missing before it can be saved. */
export function missingPart(draft: EvidenceDraft): 'title' | 'link' | 'file' | null {
  if (draft.source === 'file' && draft.id === null && draft.path === null) return 'file';
  if (needsTitle(draft) && draft.title.trim() === '') return 'title';
  if (draft.source === 'link' && !isLink(draft.locator)) return 'link';
  return null;
}

/** What the store takes for a link: `http://`, `https://` or `file://` and something after it. */
export function isLink(text: string): boolean {
  return /^(https?|file):\/\/\S/i.test(text.trim());
}

/** The request that saves a note, a link or a changed piece. */
export function requestOf(draft: EvidenceDraft, subject: string): w.EvidenceRequest {
  const { source, file, level } = draft;
  const kind: w.EvidenceKindRequest =
    source === 'file' && file
      ? { type: 'file', digest: file.digest, name: file.name }
      : { type: source === 'link' ? 'link' : 'note' };
  return {
    targets: targetsOf(draft.targets, subject, level),
    kind,
    title: draft.title.trim(),
    locator: draft.locator.trim(),
    strength: draft.strength,
  };
}

/** What it speaks for elsewhere stays; here it is the indicator or clause, and one level where one is chosen. */
function targetsOf(targets: string[], subject: string, level: number | null): string[] {
  const kept = targets.filter((target) => !target.startsWith(`${subject}#`));
  const named = kept.includes(subject) ? kept : [...kept, subject];
  return level === null ? named : [...named, `${subject}#${level}`];
}

/** A piece as it is, but speaking for other things. */
export function speakingFor(piece: w.EvidenceView, targets: string[]): w.EvidenceRequest {
  return { ...requestOf(draftOf(piece, ''), ''), targets };
}

const speaksFor = (target: string, subject: string) => target === subject || target.startsWith(`${subject}#`);

/** Everything a piece speaks for besides an indicator with its levels, or a clause. */
export function elsewhere({ targets }: w.EvidenceView, subject: string): string[] {
  return targets.filter((target) => !speaksFor(target, subject));
}

/** The pieces that can be used for an indicator or clause too, those whose words match what is typed, newest first. */
export function reusable(pieces: w.EvidenceView[], subject: string, typed: string): w.EvidenceView[] {
  const wanted = typed.trim().toLowerCase();
  return pieces
    .filter(({ targets }) => !targets.some((target) => speaksFor(target, subject)))
    .filter(({ title, locator }) => `${title} ${locator}`.toLowerCase().includes(wanted))
    .reverse();
}

/** The end of a file's name without the dot, for the dialog that asks where a copy shall go. */
export function endingOf(name: string): string | null {
  return /[^.]\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1] ?? null;
}
