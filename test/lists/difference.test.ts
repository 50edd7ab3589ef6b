// Two versions of a list beside each other.

import { expect, test } from 'vitest';
import { changeWords, compareVersions, isNoChange } from '../../server/lists/copy/difference.ts';
import { record } from './records.ts';

const ladyR = record({ recordId: '1', imo: 9161003, name: 'LADY R' });
const angara = record({ recordId: '2', imo: 9179842, name: 'ANGARA' });
const owner = record({ recordId: '3', kind: 'party', imo: null, name: 'MG-FLOT' });

test('the same records in another order are no change', () => {
  const difference = compareVersions([ladyR, angara, owner], [owner, angara, { ...ladyR, raw: 'other blanks' }]);
  expect(isNoChange(difference)).toBe(true);
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

test('a ship under a new record id is neither a new hull nor a lost one', () => {
  const difference = compareVersions([ladyR], [{ ...ladyR, recordId: '77' }]);
  expect(difference.ships).toMatchObject({ added: 1, removed: 1 });
  expect([difference.hullsAdded, difference.hullsRemoved]).toEqual([[], []]);
});

test('a programme that was renamed is a change of one field', () => {
  const difference = compareVersions([ladyR], [{ ...ladyR, programmes: ['RUSSIA-EO14065'] }]);
  expect(difference.rows).toMatchObject([
    { change: 'changed', fields: [{ field: 'programmes', before: 'RUSSIA-EO14024', after: 'RUSSIA-EO14065' }] },
  ]);
});
