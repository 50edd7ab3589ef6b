import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callSignKey } from '../../../server/domain/identity/call-sign.ts';
import { cutKeyOfHeard, cutKeysOfListed } from '../../../server/domain/identity/cut-name.ts';
import { splitNames } from '../../../server/domain/identity/listed-name.ts';
import { nameKey, sameName } from '../../../server/domain/identity/name.ts';
import { findNearNames, indexNearNames } from '../../../server/domain/identity/near-index.ts';
import { editDistance, nearName } from '../../../server/domain/identity/near-name.ts';

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
    ['BILLIONS NO. 018', 'BILLIONS NO 18'],
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
      fc.string({ unit: fc.constantFrom(...'MVTS/. -@_IVX0129ABLadyØßŉŐй'.split('')), maxLength: 24 }),
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

describe('near names', () => {
  test.each([
    ['AILANA', 'AILAMA'],
    ['AQUILA II', 'AQUILLA 2'],
    ['AKADEMIK CHERSKIY', 'AKADEMIK CZERSKY'],
    ['VLADIMIR ARSENYEV', 'VLADIMIR ASENYEV'],
    ['PERSERVERANCE', 'PERSEVERANCE'],
    ['JUJAKBONG 5', 'JUJAKBONH 5'],
  ])('%s is near %s', (a, b) => {
    expect(nearName(key(a), key(b))).toBe(true);
    expect(nearName(key(b), key(a))).toBe(true);
  });

  test.each([
    ['SANA', 'SAMA', 'four letters must be equal'],
    ['ANGARA', 'BNGARA', 'another first letter'],
    ['FU YUAN', 'FU YUEN MARU', 'another count of words'],
    ['NSL CHALLENGER', 'NS CHALLENGER', 'a short word differs'],
    ['SPARTAK 2', 'SPARTAC 3', 'other numbers'],
    ['LADYS R', 'LADIS D', 'other single letters'],
    ['AILANA', 'AILEMA', 'two edits in a short name'],
    ['AKADEMIK CHERSKIY', 'AKADEMIK CZERZKY', 'three edits'],
    ['KHOLMSK', 'KHOMLSK', 'a swap is two edits'],
    ['LENAMAR', 'LENAMAR', 'equal is not near'],
  ])('%s is not near %s: %s', (a, b) => {
    expect(nearName(key(a), key(b))).toBe(false);
  });

  test('the index finds every near name', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'ABC'.split('')), minLength: 4, maxLength: 9 });
    const names = fc.array(letters, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const edits = fc.array(fc.tuple(fc.nat(3), fc.nat(26), fc.constantFrom(...'ABC '.split(''))), { maxLength: 2 });
    let near = 0;
    fc.assert(
      fc.property(names, edits, (name, changes) => {
        let other = name;
        for (const [kind, at, letter] of changes) {
          const i = at % other.length;
          if (kind === 0) other = other.slice(0, i) + letter + other.slice(i);
          else if (kind === 1) other = other.slice(0, i) + other.slice(i + 1);
          else if (kind === 2) other = other.slice(0, i) + letter + other.slice(i + 1);
          else other = other.slice(0, i) + (other[i + 1] ?? '') + other[i] + other.slice(i + 2);
        }
        const a = nameKey(name);
        const b = nameKey(other);
        if (a === null || b === null || !nearName(a, b)) return;
        near++;
        const listed = [{ key: key('SOMEBODY ELSE') }, { key: b }];
        expect(findNearNames(indexNearNames(listed), a)).toEqual([{ key: b }]);
      }),
      { numRuns: 5000 },
    );
    expect(near).toBeGreaterThan(500);
  });

  test('the distance stops at its limit', () => {
    expect(editDistance('RYONG', 'RYON', 1)).toBe(1);
    expect(editDistance('AMUR', 'ARUM', 2)).toBe(2);
    expect(editDistance('AB', 'BA', 2)).toBe(2);
    expect(editDistance('MARIA', 'ANGARA', 1)).toBe(2);
  });
});

describe('names cut at 20 characters', () => {
  test('a full field leads to the longer listed name, with or without its signs and prefix', () => {
    expect(cutKeysOfListed('VLADIMIR MONOMAKH THE GREAT')).toContain(cutKeyOfHeard('VLADIMIR MONOMAKH TH'));
    expect(cutKeysOfListed('M/V VLADIMIR-MONOMAKH GREAT')).toContain(cutKeyOfHeard('VLADIMIR MONOMAKH GR'));
  });

  test('a shorter name, or a listed name that fits, is not cut', () => {
    expect(cutKeyOfHeard('VLADIMIR MONOMAKH T')).toBeNull();
    expect(cutKeysOfListed('VLADIMIR MONOMAKH TH')).toEqual([]);
  });
});

describe('combined names on lists', () => {
  test.each([
    ['X (formerly A; B)', 'X current, A former, B former'],
    ['X (ex A)', 'X current, A former'],
    ['X ex A', 'X current, A former'],
    ['X (A) (B)', 'X current, A other, B other'],
    ['A / B', 'A current, B current'],
    ['IMO 9274082 ("TM HAI HA 568")', 'TM HAI HA 568 current'],
    ["IMO 9274082 ('A')", 'A current'],
    ['1: A 2: B', 'A current, B current'],
    ['Ocean Maritime Management Company, Limited - navire CHOL RYONG', 'CHOL RYONG current'],
    ['MARIA (tanker, ex BORAY)', 'MARIA current, BORAY former'],
    ['"Noctis (formerly Luna', 'Noctis current, Luna former'],
    ['Asher)"', 'Asher current'],
    ['M/V Angara', 'M/V Angara current'],
    ['FORMER GLORY', 'FORMER GLORY current'],
    ['EXPLORER (EXPRESS)', 'EXPLORER current, EXPRESS other'],
    ['', ''],
    ['()', ''],
  ])('%s holds %s', (text, names) => {
    expect(
      splitNames(text)
        .map((name) => `${name.text} ${name.kind}`)
        .join(', '),
    ).toBe(names);
  });

  test('no text makes it throw', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'AB()/:;,"- 12ex'.split('')), maxLength: 40 });
    fc.assert(fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => void splitNames(text)));
  });
});

describe('call signs', () => {
  test('are compared without blanks and signs', () => {
    expect(callSignKey('UBDT-8')).toBe('UBDT8');
    expect(callSignKey(' ubdt 8')).toBe('UBDT8');
  });
  test.each(['', '0', 'AB', '0000000', '1234567', 'AAAAA', 'UNKNOWN', 'LONGERCALL'])('%j is none', (text) => {
    expect(callSignKey(text)).toBe('');
  });
});
