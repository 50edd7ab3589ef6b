import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameKey } from '../../../server/domain/identity/name.ts';
import { findNearNames, indexNearNames } from '../../../server/domain/identity/near-index.ts';
import { editDistance, nearName } from '../../../server/domain/identity/near-name.ts';

function key(text: string) {
  const made = nameKey(text);
  if (made === null) throw new Error(`${JSON.stringify(text)} is no name`);
  return made;
}

describe('near names', () => {
  test.each([
    ['AILANA', 'AILAMA'],
    ['AQUILA II', 'AQUILLA 2'],
    ['AKADEMIK CHERSKIY', 'AKADEMIK CZERSKY'],
    ['VLADIMIR ARSENYEV', 'VLADIMIR ASENYEV'],
    ['PERSERVERANCE', 'PERSEVERANCE'],
    ['JUJAKBONG 5', 'JUJAKBONH 5'],
    ['BELGOROD', 'BELOGROD'],
    ['KHOLMSK', 'KHOMLSK'],
    ['SCF AMUR', 'SCF AUMR'],
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
    ['KHOLMSK', 'HKOLMSK', 'a swap with the first letter'],
    ['SCF AMUR', 'SCF ARUM', 'letters swapped over another'],
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
    expect(editDistance('AB', 'BA', 2)).toBe(1);
    expect(editDistance('MARIA', 'ANGARA', 1)).toBe(2);
  });
});
