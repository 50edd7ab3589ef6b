// The guards: a bad copy never becomes "nothing is listed".

import { describe, expect, test } from 'vitest';
import type { PublicationMark } from '../../server/domain/listing/publication.ts';
import { ageVerdicts, judgeCopy } from '../../server/lists/copy/health.ts';
import { record, shipImos } from './records.ts';

const NOW = Date.UTC(2026, 8, 1);
const format = { list: 'ofac-sdn', title: 'The OFAC list', frozen: null, leastShips: 3 };
const mark = (at: number, basis: PublicationMark['basis'] = 'inside') => ({ text: '', at, basis });
const copy = (ships: number, at = Date.UTC(2026, 7, 20)) => ({
  records: shipImos(ships).map((imo) => record({ imo })),
  mark: mark(at),
});
const inForce = { ships: 100, mark: mark(Date.UTC(2026, 7, 1)) };

describe('a copy is refused', () => {
  test.each([
    ['when it holds no ship', copy(0), 'The OFAC list: the copy holds no ship at all.'],
    [
      'when it holds fewer than a whole one',
      copy(2),
      'The OFAC list: the copy holds 2 ships; a whole one has at least 3.',
    ],
    [
      'when it is cut to half',
      copy(50),
      'The OFAC list: the copy holds 50 ships where the version in force has 100, 50 % fewer (at most 20 % are believed).',
    ],
    [
      'when its mark is older than the one in force',
      copy(100, Date.UTC(2026, 6, 1)),
      'The OFAC list: the copy is of 1 Jul 2026, older than the version in force of 1 Aug 2026.',
    ],
  ])('%s', (_title, read, sentence) => {
    const [verdict] = judgeCopy(format, read, inForce, NOW);
    expect(verdict).toMatchObject({ state: 'refused', says: sentence });
  });

  test('when its publisher has closed the list', () => {
    const frozen = { ...format, frozen: 'it was closed on 28 January 2026' };
    expect(judgeCopy(frozen, copy(100), null, NOW)[0]).toMatchObject({
      guard: 'frozen',
      says: 'The OFAC list must not be used: it was closed on 28 January 2026.',
    });
  });
});

test('a fall by exactly a fifth is believed, by more is not', () => {
  expect(judgeCopy(format, copy(80), inForce, NOW)).toEqual([]);
  expect(judgeCopy(format, copy(79), inForce, NOW)).toMatchObject([{ guard: 'drop' }]);
});

test('what a person has accepted passes, but no empty copy does', () => {
  expect(judgeCopy(format, copy(50, Date.UTC(2026, 6, 25)), inForce, NOW, true)).toEqual([]);
  expect(judgeCopy(format, copy(0), inForce, NOW, true)).toMatchObject([{ guard: 'empty', state: 'refused' }]);
});

test('marks of different kinds are not compared', () => {
  const read = { ...copy(100), mark: mark(Date.UTC(2026, 6, 25), 'newest-listing') };
  expect(judgeCopy(format, read, inForce, NOW)).toEqual([]);
});

test('a copy that names its month alone is older only when the whole month is, and says the month', () => {
  const may = {
    text: '2024-05',
    at: Date.UTC(2024, 4, 1),
    basis: 'file-name',
    latestAt: Date.UTC(2024, 4, 31),
  } as const;
  const judged = (modifiedAt: number) =>
    judgeCopy(format, { ...copy(100), mark: may }, { ships: 100, mark: mark(modifiedAt, 'last-modified') }, NOW);
  expect(judged(Date.UTC(2024, 4, 31))).toMatchObject([
    { guard: 'stale', says: expect.stringContaining(' of May 2024,') },
  ]);
  expect(judged(Date.UTC(2024, 5, 1))).toMatchObject([
    { guard: 'older', says: expect.stringContaining('is of May 2024, older than the version in force of 1 Jun 2024') },
  ]);
});

test('a list of parties may hold no ship, but not nothing', () => {
  const parties = { ...format, leastShips: 0 };
  const read = { records: [record({ kind: 'party', imo: null })], mark: mark(NOW) };
  expect(judgeCopy(parties, read, null, NOW)).toEqual([]);
  expect(judgeCopy(parties, { records: [], mark: mark(NOW) }, null, NOW)).toMatchObject([{ guard: 'empty' }]);
});

test('a list of parties that had ships does not lose them all unseen', () => {
  const read = { records: [record({ kind: 'party', imo: null })], mark: mark(NOW) };
  expect(judgeCopy({ ...format, leastShips: 0 }, read, { ships: 2, mark: null }, NOW)).toMatchObject([
    { guard: 'drop', state: 'refused' },
  ]);
});

test('age goes by the publication mark, and the settings of the list', () => {
  const old = mark(NOW - 46 * 86_400_000);
  expect(ageVerdicts(format, old, NOW)).toMatchObject([{ guard: 'stale', state: 'warning' }]);
  expect(ageVerdicts(format, mark(NOW - 45 * 86_400_000), NOW)).toEqual([]);
  expect(ageVerdicts({ ...format, list: 'un-1718' }, mark(Date.UTC(2020, 5, 4)), NOW)).toEqual([]);
  expect(ageVerdicts(format, null, NOW)).toMatchObject([{ guard: 'no mark' }]);
});
