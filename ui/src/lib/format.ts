/** Numbers as every page shows them: U+2212 for minus, one decimal for scores, two for percentages. */

import type { Language } from './types';

const MINUS = '\u2212';
const NONE = '—';

/** Halves round away from zero, as in the charts and in Excel. */
function fixed(value: number, digits: number): string {
  const unit = 10 ** digits;
  const text = (Math.round(Math.abs(value) * unit) / unit).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** Thousands set apart from five digits on; four digits stay together, as on the charts. */
function grouped(text: string): string {
  const [whole = '', ...rest] = text.split('.');
  if (whole.replace(MINUS, '').length < 5) return text;
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/** A score: `56.4`; `—` when there is none. */
export function score(value: number | null | undefined): string {
  return value == null ? NONE : fixed(value, 1);
}

/** A range of scores: `53.0–59.7`. */
export function interval(low: number, high: number): string {
  return `${fixed(low, 1)}–${fixed(high, 1)}`;
}

/** A difference in points: `+4.4`, `−13.6`, `0.0`. */
export function signed(value: number | null | undefined, digits = 1): string {
  if (value == null) return NONE;
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** The difference of two numbers as they are displayed, so that a table foots. */
export function difference(
  value: number | null | undefined,
  reference: number | null | undefined,
): number | null {
  if (value == null || reference == null) return null;
  return (Math.round(value * 10) - Math.round(reference * 10)) / 10;
}

/** A share between 0 and 1 as `92.86%`. */
export function percent(share: number | null | undefined): string {
  return share == null ? NONE : `${fixed(share * 100, 2)}%`;
}

/** A figure that already is a percentage, signed: `+4.67%`. */
export function growth(value: number | null | undefined): string {
  return value == null ? NONE : `${signed(value, 2)}%`;
}

/** An amount with two decimals: `285.18`, `1,234.50`. */
export function amount(value: number | null | undefined): string {
  return value == null ? NONE : grouped(fixed(value, 2));
}

/** A figure with as many decimals as were printed: `285.18`, `419,252`. */
export function printed(value: number | null | undefined, decimals: number): string {
  return value == null ? NONE : grouped(fixed(value, decimals));
}

/** Money given in 亿元: `285.18` in Chinese, `28.518` (RMB bn) in English. */
export function money(hundredMillions: number | null | undefined, language: Language): string {
  if (hundredMillions == null) return NONE;
  return language === 'zh' ? amount(hundredMillions) : grouped(fixed(hundredMillions / 10, 3));
}

/** A figure as it was typed, without trailing zeros, for goalposts and inputs. */
export function plain(value: number | null | undefined): string {
  if (value == null) return NONE;
  return String(Number(value.toFixed(4))).replace('-', MINUS);
}

/** `39/42`. */
export function count(part: number, whole: number): string {
  return `${part}/${whole}`;
}

/** A file size: `18.46 MB`. */
export function bytes(value: number | null | undefined): string {
  if (value == null) return NONE;
  if (value < 1024) return `${value} B`;
  if (value < 1024 * 1024) return `${(value / 1024).toFixed(1)} KB`;
  return `${(value / 1024 / 1024).toFixed(2)} MB`;
}

/** What a person typed as a number, in either width; `null` when it is none. */
export function parseFigure(text: string): number | null {
  const plainText = text.normalize('NFKC').replace(/[,\s]/g, '').replace(MINUS, '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plainText)) return null;
  return Number(plainText);
}
