/** Passphrase, backups and check of the stand-in's file: nothing is encrypted here, it only looks so. */
import type { ErrorView, FileSecurityView, PassphraseQuestionView, Text, VerifyView } from '../lib/types';

/** The passphrase of every encrypted file of the stand-in. */
export const PASSPHRASE = 'correct horse battery';

const REASON: Text = { zh: '打开时', en: 'On opening' };
const TIMES = ['2026-03-18 09:02:11', '2026-03-17 13:40:52', '2026-03-12 08:57:30'];

let missed = 0;
let last = 0;

/** Milliseconds until the next try: 0, 1, 2, 4 … at most 30 seconds after the last miss. */
export function wait(): number {
  const delay = missed < 2 ? 0 : Math.min(30_000, 1000 * 2 ** (missed - 2));
  return Math.max(0, last + delay - Date.now());
}

/** Whether a passphrase opens a file; `null` when it does, else why not. */
export function refusal(path: string, passphrase: string): ErrorView | null {
  if (passphrase === PASSPHRASE) {
    missed = 0;
    return null;
  }
  missed += 1;
  last = Date.now();
  return {
    code: 'SH-2115',
    message: {
      zh: `口令与“${path}”不符，或文件已损坏，没有打开，文件未被改动。请核对大小写与输入法后重试；确信口令无误时，请打开备份。`,
      en: `The passphrase does not fit “${path}”, or the file is damaged; it was not opened and not changed. Check capitals and the keyboard, then try again; if you are sure of the passphrase, open a backup.`,
    },
  };
}

export function question(path: string, passphrase: string | null): PassphraseQuestionView | null {
  const refused = passphrase === null ? null : refusal(path, passphrase);
  if (passphrase !== null && refused === null) return null;
  return { path, fileName: path.split('/').at(-1) ?? path, refused, wait: wait() };
}

export function security(path: string, encrypted: boolean): FileSecurityView {
  const stem = path.replace(/\.shuheng$/, '');
  return {
    path,
    size: 19_356_712,
    encrypted,
    backups: TIMES.map((at, index) => {
      const number = TIMES.length - index;
      return {
        number,
        at,
        reason: REASON,
        size: 19_300_000 - 120_000 * index,
        path: `${path}.backups/000${number}_${at.replace(' ', '_').replaceAll(':', '-')}_opened.shuheng`,
        restoreTo: `${stem}(备份${number}).shuheng`,
      };
    }),
  };
}

export const verified = (encrypted: boolean): VerifyView => ({
  sound: true,
  message: encrypted
    ? {
        zh: '没有问题：每一页都通过校验，128条操作记录首尾相接，内容与记录一致',
        en: 'Sound: every page passes its check, 128 rows of the audit trail form one chain, the content is what they say',
      }
    : {
        zh: '没有问题：128条操作记录首尾相接，内容与记录一致',
        en: 'Sound: 128 rows of the audit trail form one chain, and the content is what they say',
      },
  faults: [],
});
