// The one clock of the page: whose lists hold, what a ship is called, and who lists it, as of the playhead.

import { describe, expect, it } from 'vitest';
import { lensOf, listsAtOf } from '../../web/state/clock.ts';
import { reduce } from '../../web/state/reduce.ts';
import { type Action, initialState, LIVE } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { authoritiesAt } from '../../web/words/designations.ts';
import { DAY, T0, vesselRow } from './wire-rows.ts';

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const start = (scope: string) => reduce(initialState('dark', readAddress('')), { type: 'scope opened', scope });

describe('the clock of the page', () => {
  it('is the playhead in a replay on the lists of that day, and now in the live monitor', () => {
    const replay = reduce(start('bridge'), { type: 'sought', at: T0 });
    expect(lensOf(replay)).toBe('then');
    expect(listsAtOf(replay)).toBe(T0);
    expect(lensOf(start(LIVE))).toBe('live');
    expect(listsAtOf(start(LIVE))).toBeGreaterThan(T0);
  });

  it('calls a renamed ship by the name that it had sent by the playhead, forth and back', () => {
    const ship = vesselRow('imo:9230880', 'MARINERA', {
      names: [
        { name: 'BELLA 1', fromAt: T0 },
        { name: 'MARINERA', fromAt: T0 + 5 * DAY },
      ],
    });
    const tracks: Action = {
      type: 'tracks',
      set: { scope: 'bridge', fromAt: T0, toAt: T0 + 9 * DAY, vessels: [ship], tracks: [] },
    };
    const nameAfter = (...sought: number[]) =>
      sought
        .reduce((state, at) => reduce(state, { type: 'sought', at }), reduce(start('bridge'), tracks))
        .names.get(ship.id);
    expect(nameAfter(T0 + DAY)).toBe('BELLA 1');
    expect(nameAfter(T0 + DAY, T0 + 6 * DAY)).toBe('MARINERA');
    expect(nameAfter(T0 + 6 * DAY, T0 + 4 * DAY)).toBe('BELLA 1');
  });

  it('names who lists a ship on that day, and an undated listing only where today is asked', () => {
    const ship = vesselRow('imo:9161003', 'LADY R', {
      listings: [
        { authority: 'US OFAC', listed: day(T0 - 40 * DAY), precision: 'day', delisted: null },
        { authority: 'EU', listed: day(T0 + 40 * DAY), precision: 'day', delisted: null },
        { authority: 'UK', listed: day(T0 - 90 * DAY), precision: 'day', delisted: day(T0 - 10 * DAY) },
        { authority: 'NZ', listed: null, precision: 'unknown', delisted: null },
        { authority: 'ROK', listed: day(T0 + 90 * DAY), precision: 'by', delisted: null },
      ],
    });
    expect(authoritiesAt(ship, T0, false)).toEqual(['US OFAC']);
    expect(authoritiesAt(ship, T0 + 99 * DAY, true)).toEqual(['EU', 'NZ', 'ROK', 'US OFAC']);
  });
});
