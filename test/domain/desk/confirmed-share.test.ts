// The share of a rule that people confirmed: counted from what says something of it, with its interval, or not told.

import { describe, expect, it } from 'vitest';
import { confirmedShare, LEAST_JUDGED, wilson } from '../../../server/domain/desk/confirmed-share.ts';

const rows = (confirmed: number, refuted: number) => [
  { confirmed: true, count: confirmed, fromAt: 20, toAt: 40 },
  { confirmed: false, count: refuted, fromAt: 10, toAt: 30 },
];

describe('the share confirmed', () => {
  // Reference: Newcombe 1998, Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i lie between %f and %f', (hits, of, low, high) => {
    const read = wilson(hits, of);
    expect(read.low).toBeCloseTo(low, 4);
    expect(read.high).toBeCloseTo(high, 4);
  });

  it('is told from ten judged on, with their number and period', () => {
    expect(confirmedShare(rows(8, LEAST_JUDGED - 9))).toMatchObject({ judged: 9, confirmed: 8, share: null });
    const told = confirmedShare(rows(9, 1));
    expect(told).toMatchObject({ judged: 10, confirmed: 9, fromAt: 10, toAt: 40 });
    expect(told.share!.value).toBe(0.9);
    expect(told.share!.low).toBeGreaterThan(0.5);
    expect(told.share!.high).toBeLessThan(1);
    expect(confirmedShare([])).toEqual({ judged: 0, confirmed: 0, share: null, fromAt: null, toAt: null });
  });
});
