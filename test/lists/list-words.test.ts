import { describe, expect, it } from 'vitest';
import { dayMonthYear, monthDayYear, namedMonthDay, yearMonthDay } from '../../server/lists/reading/list-days.ts';
import {
  amountOf,
  imoInText,
  imoOf,
  mmsiOf,
  nameOf,
  scriptOf,
  wordOf,
  yearOf,
} from '../../server/lists/reading/list-words.ts';

describe('words of lists', () => {
  it('reads what publishers write for nothing as nothing', () => {
    const nothing = [
      '',
      ' ',
      '-0-',
      '-0- ',
      'na',
      'n/a',
      'N/A',
      'Unknown',
      'None Identified',
      'nan',
      '-',
      'Does not exist',
      '\u00a0',
    ];
    expect(nothing.map(wordOf)).toEqual(nothing.map(() => null));
    expect(wordOf('  DPRK\u00a0 flag ')).toBe('DPRK flag');
  });

  it('cleans names of blanks and the signs of a bad split', () => {
    expect(['Jal_Vahini', 'PRIMORYE ', ' NS\u00a0LEADER;', '\u200bANGARA, '].map(nameOf)).toEqual([
      'Jal Vahini',
      'PRIMORYE',
      'NS LEADER',
      'ANGARA',
    ]);
  });

  it('reads numbers with separators and units', () => {
    expect(['99,144', '7078', '7 260 t', 'GT 56,068', '118.5 m', '0', '-5', 'many', '-0-'].map(amountOf)).toEqual([
      99144,
      7078,
      7260,
      56068,
      118.5,
      null,
      null,
      null,
      null,
    ]);
    expect(['2011', 'June 1999', '01/02/2003', '9161003', ''].map(yearOf)).toEqual([2011, 1999, 2003, null, null]);
  });

  it('reads an IMO number from a cell, and from a text only where the text calls it one', () => {
    expect(
      ['9161003', 'IMO9161003', ' IMO  9161003 ', '09346732', '9346732.0', '0161003', '91610033', '543400'].map(imoOf),
    ).toEqual([9161003, 9161003, 9161003, 9346732, 9346732, null, null, null]);
    const texts = [
      'Lady R (IMO  9161003) is involved',
      'IMO Number: 8405270',
      'IMO no. 9161003',
      'Vessel Registration Identification IMO 9256860 (Russia)',
      'Registration 8606173',
      'IMO 15411',
      'IMO 91610033',
      'LIMO 9161003',
    ];
    expect(texts.map(imoInText)).toEqual([9161003, 8405270, 9161003, 9256860, null, null, null, null]);
    expect(['273316240', 'MMSI 273316240', '\ufffd273316240', '27331624', ''].map(mmsiOf)).toEqual([
      273316240,
      273316240,
      273316240,
      null,
      null,
    ]);
  });

  it('tells scripts apart', () => {
    expect(['Lady R', 'Леди Р', '룡군봉', '北极星', 'مريم', 'MAIA-1'].map(scriptOf)).toEqual([
      'Latn',
      'Cyrl',
      'Hang',
      'Hani',
      'Arab',
      'Latn',
    ]);
  });
});

describe('days of lists', () => {
  it('reads the orders that publishers use, and no day that does not exist', () => {
    const day = Date.UTC(2024, 3, 10);
    expect([dayMonthYear('10/04/2024'), dayMonthYear('10.4.2024'), monthDayYear('04/10/2024')]).toEqual([
      day,
      day,
      day,
    ]);
    expect([yearMonthDay('2024-04-10'), yearMonthDay('2024-04-10T03:00:00Z')]).toEqual([day, day]);
    expect(['10-Apr-2024', '10 April 2024', '10-Apr-24', '10. April 2024'].map(namedMonthDay)).toEqual([
      day,
      day,
      day,
      day,
    ]);
    expect([
      dayMonthYear('31/02/2024'),
      monthDayYear('31/31/2024'),
      yearMonthDay('2024-13-01'),
      namedMonthDay('10-Foo-2024'),
    ]).toEqual([null, null, null, null]);
    expect([dayMonthYear(''), dayMonthYear(null), namedMonthDay('na')]).toEqual([null, null, null]);
  });
});
