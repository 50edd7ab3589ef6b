// Two versions of a list beside each other.

import { describe, expect, test } from 'vitest';
import { changeWords, compareVersions } from '../../../server/domain/listing/difference.ts';
import { record } from '../../lists/records.ts';

const ladyR = record({ recordId: '1', imo: 9161003, name: 'LADY R' });
const angara = record({ recordId: '2', imo: 9179842, name: 'ANGARA' });
const owner = record({ recordId: '3', kind: 'party', imo: null, name: 'MG-FLOT' });

test('the same records in another order are no change', () => {
  const difference = compareVersions([ladyR, angara, owner], [owner, angara, { ...ladyR, raw: 'other blanks' }]);
  expect(difference.rows).toEqual([]);
  expect(changeWords(difference.ships)).toBe('no change');
});

test('added and removed ships are told by record and by hull, parties apart', () => {
  const difference = compareVersions([ladyR, owner], [angara]);
  expect(difference.ships).toEqual({ added: 1, removed: 1, renamed: 0, changed: 0 });
  expect(difference.parties).toEqual({ added: 0, removed: 1, renamed: 0, changed: 0 });
  expect(difference.hullsAdded).toEqual([9179842]);
  expect(difference.hullsRemoved).toEqual([9161003]);
  expect(difference.rows.map(({ change, name }) => `${change} ${name}`)).toEqual([
    'added ANGARA',
    'removed LADY R',
    'removed MG-FLOT',
  ]);
});

test('a new name under the same id is a renaming, with all that changed beside it', () => {
  const ebano = { ...angara, names: [{ text: 'EBANO', kind: 'primary' as const, script: 'Latn' }], flag: 'Iran' };
  const difference = compareVersions([angara], [ebano]);
  expect(difference.ships).toEqual({ added: 0, removed: 0, renamed: 1, changed: 0 });
  expect(difference.rows[0]!.fields).toEqual([
    { field: 'name', before: 'ANGARA', after: 'EBANO' },
    { field: 'flag', before: '', after: 'Iran' },
  ]);
});

describe("a publisher's number is no identity", () => {
  test('a ship under a new record id is the same ship, and the new id is told', () => {
    const difference = compareVersions([ladyR], [{ ...ladyR, recordId: '77' }]);
    expect(difference.ships).toEqual({ added: 0, removed: 0, renamed: 0, changed: 1 });
    expect([difference.hullsAdded, difference.hullsRemoved]).toEqual([[], []]);
    expect(difference.rows[0]!.fields).toEqual([{ field: 'record id', before: '1', after: '77' }]);
    expect(difference.continues).toEqual(['1']);
  });

  test('another hull under the number of one is a removal and an addition', () => {
    const difference = compareVersions([ladyR, angara], [{ ...angara, recordId: '1', imo: 9349289 }, angara]);
    expect(difference.ships).toEqual({ added: 1, removed: 1, renamed: 0, changed: 0 });
    expect([difference.hullsAdded, difference.hullsRemoved]).toEqual([[9349289], [9161003]]);
    expect(difference.continues).toEqual([null, '2']);
  });

  test('places in an annex move without a word when a row goes', () => {
    const rows = [ladyR, angara, { ...owner, kind: 'ship' as const, imo: 9349289 }];
    const before = rows.map((row, i) => ({ ...row, recordId: `XLII/${i + 1}` }));
    const after = rows.slice(1).map((row, i) => ({ ...row, recordId: `XLII/${i + 1}` }));
    const difference = compareVersions(before, after, false);
    expect(difference.rows.map(({ change, imo }) => [change, imo])).toEqual([['removed', 9161003]]);
    expect(difference.continues).toEqual(['XLII/2', 'XLII/3']);
  });

  test('rows of one id that change places are no change', () => {
    const twice = [ladyR, { ...ladyR, recordId: '1#2', programmes: ['DPRK4'] }];
    const turned = [
      { ...twice[1]!, recordId: '1' },
      { ...twice[0]!, recordId: '1#2' },
    ];
    const difference = compareVersions(twice, turned);
    expect(difference.rows).toEqual([]);
    expect(difference.continues).toEqual(['1#2', '1']);
  });

  test('a wrong number that is put right under the same name is the same ship', () => {
    const wrong = { ...ladyR, imo: 9161004, imoDoubtful: true };
    expect(compareVersions([wrong], [ladyR]).ships).toMatchObject({ added: 0, removed: 0, changed: 1 });
    const unnumbered = { ...ladyR, imo: null };
    expect(compareVersions([unnumbered], [ladyR]).ships).toMatchObject({ added: 0, removed: 0, changed: 1 });
    const other = { ...unnumbered, names: [{ text: 'OTHER', kind: 'primary' as const, script: 'Latn' }] };
    expect(compareVersions([unnumbered], [other]).ships).toMatchObject({ added: 1, removed: 1, renamed: 0 });
  });

  test('a company that keeps a word of its name is renamed, one that keeps none is another', () => {
    const named = (name: string) => record({ recordId: '3', kind: 'party', imo: null, name });
    expect(compareVersions([named('MG-FLOT LLC')], [named('MG-FLOT SHIPPING')]).parties).toMatchObject({ renamed: 1 });
    expect(compareVersions([named('MG-FLOT LLC')], [named('SC SOUTH LLC')]).parties).toMatchObject({
      added: 1,
      removed: 1,
    });
  });
});

test('a programme that was renamed is a change of one field', () => {
  const difference = compareVersions([ladyR], [{ ...ladyR, programmes: ['RUSSIA-EO14065'] }]);
  expect(difference.rows).toMatchObject([
    { change: 'changed', fields: [{ field: 'programmes', before: 'RUSSIA-EO14024', after: 'RUSSIA-EO14065' }] },
  ]);
});
