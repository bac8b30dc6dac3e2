import { describe, expect, it } from 'vitest';
import * as format from '../src/lib/format';

describe('numbers as pages show them', () => {
  it('gives scores one decimal and says when there is none', () => {
    expect(format.score(56.44)).toBe('56.4');
    expect(format.score(0)).toBe('0.0');
    expect(format.score(null)).toBe('—');
  });

  it('signs differences with U+2212 and never shows a signed zero', () => {
    expect(format.signed(4.4)).toBe('+4.4');
    expect(format.signed(-13.6)).toBe('\u221213.6');
    expect(format.signed(0)).toBe('0.0');
    expect(format.signed(-0.04)).toBe('0.0');
    expect(format.signed(0.04)).toBe('0.0');
  });

  it('takes differences between displayed values, so that a table foots', () => {
    expect(format.difference(56.44, 70.04)).toBe(-13.6);
    expect(format.difference(null, 70)).toBeNull();
  });

  it('gives shares, growth and amounts two decimals', () => {
    expect(format.percent(0.92857)).toBe('92.86%');
    expect(format.growth(4.67)).toBe('+4.67%');
    expect(format.growth(-2.36)).toBe('\u22122.36%');
    expect(format.amount(285.18)).toBe('285.18');
    expect(format.amount(1254589.5)).toBe('1,254,589.50');
  });

  it('gives money in the unit of the language', () => {
    expect(format.money(285.18, 'zh')).toBe('285.18');
    expect(format.money(285.18, 'en')).toBe('28.518');
  });

  it('shows sizes and counts', () => {
    expect(format.bytes(19_356_712)).toBe('18.46 MB');
    expect(format.bytes(48_213)).toBe('47.1 KB');
    expect(format.count(39, 42)).toBe('39/42');
  });

  it('reads what people type, in either width, and refuses the rest', () => {
    expect(format.parseFigure(' 4.83 ')).toBe(4.83);
    expect(format.parseFigure('４．８３')).toBe(4.83);
    expect(format.parseFigure('1,254.5')).toBe(1254.5);
    expect(format.parseFigure('\u22122.36')).toBe(-2.36);
    expect(format.parseFigure('4.83万')).toBeNull();
    expect(format.parseFigure('')).toBeNull();
  });
});
