import { describe, expect, it } from 'vitest';
import { differencesOf, listingDifferences, reasonOf } from '../../web/replay/differences.ts';
import { alertRow, DAY, T0, vesselRow } from './wire-rows.ts';

const leg = (id: string, over: Parameters<typeof alertRow>[1] = {}) => alertRow(id, { fromAt: T0, ...over });

describe('then against today', () => {
  it('tells what only one of them raises, and what both grade otherwise; the rest is the same and left out', () => {
    const then = [leg('a'), leg('b', { ruleId: 'coal', severity: 'low' }), leg('c', { ruleId: 'old' })];
    const now = [
      leg('a2'),
      leg('b2', { ruleId: 'coal', severity: 'high' }),
      leg('d', { ruleId: 'new', severity: 'info' }),
    ];
    const rows = differencesOf(then, now);
    expect(rows.map(({ thatDay, today }) => [thatDay?.ruleId ?? null, today?.ruleId ?? null])).toContainEqual([
      'coal',
      'coal',
    ]);
    expect(rows).toHaveLength(3);
    const only = rows.map(reasonOf);
    expect(only.filter((text) => text.startsWith('Only by the lists and rules of that day'))).toHaveLength(1);
    expect(only.filter((text) => text.startsWith('Only by the lists and rules of today'))).toHaveLength(1);
  });

  it('leaves out what was withdrawn, and keeps two legs of one rule apart', () => {
    const now = [leg('a', { state: 'withdrawn' }), leg('b', { fromAt: T0 + DAY }), leg('c', { fromAt: T0 + 2 * DAY })];
    expect(differencesOf([], now).map(({ fromAt }) => fromAt)).toEqual([T0 + 2 * DAY, T0 + DAY]);
  });

  it('tells the ships whom others list today, and leaves out those whom the same do', () => {
    const dated = (authority: string, at: number) => ({
      authority,
      listed: new Date(at).toISOString().slice(0, 10),
      precision: 'day' as const,
      delisted: null,
    });
    const ships = [
      vesselRow('imo:1', 'SAME', { listings: [dated('EU', T0 - DAY)] }),
      vesselRow('imo:2', 'LATER', { listings: [dated('EU', T0 - DAY), dated('UK', T0 + 9 * DAY)] }),
    ];
    expect(listingDifferences(ships, T0, T0 + 99 * DAY)).toEqual([
      { vesselId: 'imo:2', name: 'LATER', thatDay: ['EU'], today: ['EU', 'UK'] },
    ]);
  });
});
