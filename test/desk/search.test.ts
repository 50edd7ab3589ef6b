import { describe, expect, it } from 'vitest';
import { indexFor, searchIn } from '../../server/desk/search.ts';

const ship = (name: string, codes: string[], ...former: string[]) => ({ names: [name, ...former], codes, item: name });
const INDEX = indexFor([
  ship('MARINERA', ['9230880', '273276460', 'UAZE5'], 'BELLA 1', 'NEOFIT'),
  ship('LADY R', ['9161003', '273212120']),
  ship('LADY RASHA', ['9111111']),
  ship('BELLATRIX', ['9222222']),
  ship('Ångström', ['9333333']),
]);
const found = (text: string, limit = 8) => searchIn(INDEX, text, limit).found.map(({ item }) => item);

describe('the search', () => {
  it('finds a ship by its whole number, with or without what stands before it, and by the beginning of one', () => {
    expect(found('9161003')).toEqual(['LADY R']);
    expect(found('IMO 9161003')).toEqual(['LADY R']);
    expect(found('mmsi:273212120')).toEqual(['LADY R']);
    expect(found('2732')).toEqual(['MARINERA', 'LADY R']);
  });

  it('finds a ship by a former name, and says by which, behind one that goes by it now', () => {
    expect(searchIn(INDEX, 'bella 1', 8).found).toEqual([{ item: 'MARINERA', by: 'BELLA 1' }]);
    expect(found('bella')).toEqual(['BELLATRIX', 'MARINERA']);
  });

  it('puts the whole name before its beginnings, and asks neither case nor accents', () => {
    expect(found('lady r')).toEqual(['LADY R', 'LADY RASHA']);
    expect(found('angstrom')).toEqual(['Ångström']);
    expect(found('uaze5')).toEqual(['MARINERA']);
  });

  it('tells the best few and counts the rest', () => {
    expect(searchIn(INDEX, 'lady', 1)).toEqual({ found: [{ item: 'LADY R', by: null }], count: 2 });
    expect(searchIn(INDEX, '  ', 5).count).toBe(0);
    expect(searchIn(INDEX, '\u0000%_\\', 5).count).toBe(0);
  });
});
