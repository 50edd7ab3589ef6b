import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameKey, sameName } from '../../../server/domain/identity/name.ts';
import { nearName } from '../../../server/domain/identity/near-name.ts';

function key(text: string) {
  const made = nameKey(text);
  if (made === null) throw new Error(`${JSON.stringify(text)} is no name`);
  return made;
}

describe('names for comparison', () => {
  test.each([
    ['LADY R@@@@@@@@@@@@@@', 'LADY R'],
    ['  lady   r ', 'LADY R'],
    ['MV.PAN HOPE', 'PAN HOPE'],
    ['M/V Angara', 'ANGARA'],
    ['M.V. ANGARA', 'ANGARA'],
    ['MT ANGARA', 'ANGARA'],
    ['LPG/C ANGARA', 'ANGARA'],
    ['MVANGARA', 'MVANGARA'],
    ['SIR DON SAINT CAPTAIN', 'SIR DON SAINT CAPTAIN'],
    ['ADMIRAL GORSHKOV', 'ADMIRAL GORSHKOV'],
    ['SAM_MA_2', 'SAM MA 2'],
    ['SAM\u00a0MA\u00a02', 'SAM MA 2'],
    ['PORT OLYA-3', 'PORT OLYA 3'],
    ['MAIA1', 'MAIA 1'],
    ['ARGO I', 'ARGO 1'],
    ['SPARTA Ⅱ', 'SPARTA 2'],
    ['SEVEN SEAS', '7 SEAS'],
    ['TRIUMPH NINETEEN', 'TRIUMPH 19'],
    ['SEVEN', 'SEVEN'],
    ['X PRESS', 'X PRESS'],
    ['LADY D', 'LADY D'],
    ['V LADY C', 'V LADY C'],
    ['BILLIONS NO. 018', 'BILLIONS 18'],
    ['BILLIONS #18', 'BILLIONS 18'],
    ['RUNG RA № 2', 'RUNG RA 2'],
    ['RUNG RA Nº2', 'RUNG RA 2'],
    ['RUNG RA N° 2', 'RUNG RA 2'],
    ['BOKWANG NR. 5', 'BOKWANG 5'],
    ['BOKWANG NO. V', 'BOKWANG 5'],
    ['TANGO N 5', 'TANGO N 5'],
    ['CASA NO MAR', 'CASA NO MAR'],
    ['NO 5', 'NO 5'],
    ['ＬＡＤＹ　Ｒ', 'LADY R'],
    ['Ødegård “Æ”', 'ODEGARD AE'],
    ['Леди Р', 'ЛЕДИ Р'],
  ])('%s is compared as %s', (text, plain) => {
    expect(key(text).plain).toBe(plain);
  });

  test.each([
    '',
    '   ',
    '@@@@',
    'NO NAME',
    'NONAME',
    'UNKNOWN',
    'TEST',
    '0',
    '12345',
    '-',
    'IMO 9161003',
    'TEL 89141234567',
  ])('%j is no evidence of a name', (text) => {
    expect(nameKey(text)).toBeNull();
  });

  test('a hull before its naming has no name', () => {
    expect(nameKey('YARD NO.2655 HYUNDAI M.D.')).toBeNull();
  });

  test.each([
    ['RUNG RA 2', 'RUNGRA2'],
    ['MAIA-1', 'MAIA 1'],
    ['SPARTA II', 'SPARTA 2'],
    ['ARGO ONE', 'ARGO I'],
    ['M/V Chon Myong 1', 'CHON MYONG 1'],
  ])('%s and %s are one', (a, b) => {
    expect(sameName(key(a), key(b))).toBe(true);
  });

  test.each([
    ['LADY R', 'LADY RANIA'],
    ['LADY R', 'LADY D'],
    ['LADY R', 'LADY'],
    ['ANGARA', 'SASCO ANGARA'],
    ['SPARTA II', 'SPARTA IV'],
    ['SPARTA', 'SPARTA II'],
    ['ZU ZAG BONG 5', 'ZU ZAG BONG 6'],
    ['VICTORY', 'VICTORY 3'],
    ['ROTOR 1 2', 'ROTOR 12'],
  ])('%s and %s are two', (a, b) => {
    expect(sameName(key(a), key(b))).toBe(false);
    expect(nearName(key(a), key(b))).toBe(false);
  });

  test('a key made from a key is the same key, and no text makes it throw', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'MVTS/. -@_IVX0129ABLadyØßŉŐйNO№°'.split('')), maxLength: 24 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const once = nameKey(text);
        if (once === null) return;
        const twice = nameKey(once.plain);
        expect(twice).toEqual(once);
      }),
      { numRuns: 3000 },
    );
  });
});
