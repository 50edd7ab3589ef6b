import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readQuestion } from '../../../server/domain/identity/question.ts';

/** 'LADY R 9161003', numbers in order; what was not read is marked. */
function read(text: string): string {
  const { name, imos, mmsis, callSign, guessed, unread } = readQuestion(text);
  return [
    name,
    ...imos,
    ...mmsis,
    callSign,
    ...guessed.map((number) => `?${number}`),
    unread.length > 0 ? 'unread' : '',
  ]
    .filter((part) => part !== '')
    .join(' | ');
}

describe('a question as people type it', () => {
  test.each([
    // With its label, wherever it stands.
    ['LADY R IMO 9161003', 'LADY R | 9161003'],
    ['IMO9161003', '9161003'],
    ['IMO No. 9161003', '9161003'],
    ['IMO Number: 9161003 (LADY R)', '(LADY R) | 9161003'],
    ['imo#9220641', '9220641'],
    ['IMO:9161003/LADY R', 'LADY R | 9161003'],
    ['LR/IMO Ship No. 9161003', '9161003'],
    ['ИМО 9161003 Леди Р', 'Леди Р | 9161003'],
    ['LADY R, imo 9161003, mmsi 273212120', 'LADY R | 9161003 | 273212120'],
    ['call sign UBDT8 LADY R', 'LADY R | UBDT8'],
    // Without one.
    ['LADY R (9161003)', 'LADY R | 9161003'],
    ['9161003 - LADY R', 'LADY R | 9161003'],
    ['9161003,LADY R', 'LADY R | 9161003'],
    ['HAI ZHOU 168 8514045', 'HAI ZHOU 168 | 8514045'],
    ['9161003 2024-02-04', '9161003'],
    // Several.
    ['9074729; 9349289', '9074729 | 9349289'],
    ['IMO 9074729,9349289', '9074729 | 9349289'],
    // As spreadsheets and other scripts write digits.
    ['9161003.0', '9161003'],
    ['9,161,003', '9161003'],
    ['9.161.003', '9161003'],
    ["9'161'003", '9161003'],
    ['9 161 003', '9161003'],
    ['916 1003', '9161003'],
    ['IMO 916 1003', '9161003'],
    ['09346732', '9346732'],
    ['9.161003E+06', '9161003'],
    ['９１６１００３', '9161003'],
    ['٩١٦١٠٠٣', '9161003'],
    ['LADY R\u00a0IMO\u00a09161003', 'LADY R | 9161003'],
    ['MMSI 273212120.0', '273212120'],
    ['273 212 120', '273212120'],
    ['002734480', '2734480'],
    ['LADY R 916 1003', 'LADY R 916 1003 | ?9161003'],
    // Numbers of names stay with them.
    ['MAIA-1', 'MAIA-1'],
    ['11420 STAR', '11420 STAR'],
    ['UBDT8', 'UBDT8'],
    ['8599', '8599'],
    ['\u202eLADY R', 'LADY R'],
  ])('%j asks %s', (text, asked) => expect(read(text)).toBe(asked));

  test.each(['IMO 543400', '99161003', 'IMO 99161003', 'MMSI 27321212', '9.161E+06', '20240204', 'LADY R 20240204'])(
    'a number that is none is told and never dropped: %s',
    (text) => {
      const { imos, mmsis, unread } = readQuestion(text);
      expect([...imos, ...mmsis]).toEqual([]);
      expect(unread).toHaveLength(1);
    },
  );

  test('a text that is no name by its length is searched for numbers, and said to be no name', () => {
    const { name, imos, unread } = readQuestion(`${'A'.repeat(60_000)} IMO 9161003 ${'M/V '.repeat(10_000)}`);
    expect([name, imos, unread.length]).toEqual(['', [9161003], 1]);
  });

  test('every number of seven or nine digits that stands alone is asked, whatever is round it', () => {
    const number = fc.oneof(
      fc.integer({ min: 1_000_000, max: 9_999_999 }),
      fc.integer({ min: 200_000_000, max: 775_999_999 }),
    );
    const words = fc.constantFrom(
      '',
      'LADY R',
      'ship',
      '(',
      ')',
      '/',
      ' - ',
      ': ',
      '; ',
      'IMO ',
      'MV ',
      'Леди',
      '🚢',
      '"',
    );
    fc.assert(
      fc.property(words, number, words, (before, value, behind) => {
        const { imos, mmsis } = readQuestion(`${before} ${value} ${behind}`);
        expect([...imos, ...mmsis]).toContain(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('no text makes it throw', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'IMO 9161003.,eE+()/#№\u00a0MMSI-'.split('')), maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => void readQuestion(text)),
      { numRuns: 1000 },
    );
  });
});
