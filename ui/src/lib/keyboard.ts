/** Which keys mean what. Single keys rest while someone types, also during composition of Chinese. */

export type Action =
  | { do: 'level'; level: number }
  | {
      do:
        | 'notApplicable'
        | 'next'
        | 'previous'
        | 'nextDomain'
        | 'previousDomain'
        | 'evidence'
        | 'rationale'
        | 'search'
        | 'undo'
        | 'redo'
        | 'save'
        | 'help'
        | 'leaveField';
    };

export interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

const SINGLE = {
  score: {
    n: 'notApplicable',
    j: 'next',
    k: 'previous',
    ']': 'nextDomain',
    '[': 'previousDomain',
    e: 'evidence',
    r: 'rationale',
  },
  team: { n: 'notApplicable', j: 'next', k: 'previous', r: 'rationale' },
  policy: { j: 'next', k: 'previous', e: 'evidence', r: 'rationale' },
} as const;

export interface Place {
  /** The focus is in a field that takes text. */
  typing: boolean;
  /** A dialog is open over the page. */
  dialog: boolean;
  /** The page in front, when it has single keys of its own. */
  page: keyof typeof SINGLE | null;
}

export function actionOf(key: Key, place: Place): Action | null {
  if (key.isComposing || key.key === 'Process' || key.altKey) return null;
  if (key.ctrlKey || key.metaKey) return withControl(key, place);
  if (place.dialog) return null;
  if (place.typing) return key.key === 'Escape' ? { do: 'leaveField' } : null;
  if (key.key === '?' || key.key === '？') return { do: 'help' };
  if (place.page === null || key.shiftKey) return null;
  if (place.page !== 'policy' && /^[1-5]$/.test(key.key)) return { do: 'level', level: Number(key.key) };
  const single = new Map(Object.entries(SINGLE[place.page])).get(key.key.toLowerCase());
  return single ? { do: single } : null;
}

function withControl(key: Key, place: Place): Action | null {
  switch (key.key.toLowerCase()) {
    case 'k':
      return place.dialog ? null : { do: 'search' };
    case 's':
      return { do: 'save' };
    case 'z':
      // Inside a field Ctrl Z takes back typing, as everywhere else.
      if (place.typing || place.dialog) return null;
      return { do: key.shiftKey ? 'redo' : 'undo' };
    default:
      return null;
  }
}

const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'range']);

/** Whether keys pressed on this element write text. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Where a key was pressed. */
export function placeOf(event: Event, page: Place['page']): Place {
  return { typing: isTyping(event.target), dialog: document.querySelector('dialog[open]') !== null, page };
}
