// By when a version of a list says that a ship was on it.

import { describe, expect, test } from 'vitest';
import { knownBy } from '../../server/domain/listing/publication.ts';

const importedAt = Date.UTC(2026, 8, 1, 14, 30);
const today = Date.UTC(2026, 8, 1);
const at = Date.UTC(2024, 3, 1);

describe('what a version has was on the list', () => {
  test('by the day of the copy, where the copy says it', () => {
    expect(knownBy({ importedAt, mark: { text: '04/01/2024', at, basis: 'inside' } })).toBe(at);
    expect(
      knownBy({ importedAt, mark: { text: 'Mon, 01 Apr 2024', at: at + 3_600_000, basis: 'last-modified' } }),
    ).toBe(at);
  });

  test('by the last day of the month, where its name says the month, but never later than we had it', () => {
    const mark = { text: '2024-04', at, basis: 'file-name', latestAt: Date.UTC(2024, 3, 30) } as const;
    expect(knownBy({ importedAt, mark })).toBe(Date.UTC(2024, 3, 30));
    expect(knownBy({ importedAt: Date.UTC(2024, 3, 12, 8), mark })).toBe(Date.UTC(2024, 3, 12));
  });

  test('by the day of the import, where the copy says nothing or only which listing is its newest', () => {
    expect(knownBy({ importedAt, mark: null })).toBe(today);
    expect(knownBy({ importedAt, mark: { text: '2024-04-01', at, basis: 'newest-listing' } })).toBe(today);
  });
});
