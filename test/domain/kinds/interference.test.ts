// Interference: many ships of one area jump at once, and none of them is to blame. Played to the whole engine, so that the
// ships in it hear of it, too.

import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../../server/domain/geo.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Interference } from '../../../server/domain/kinds/interference/facts.ts';
import type { PositionDoubt } from '../../../server/domain/kinds/position-doubt/facts.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Report } from '../../../server/domain/report.ts';
import type { WatchedHull } from '../../../server/domain/vessel.ts';
import { newest, type PlayOptions, play, referenceOptions } from '../../play.ts';
import { at, away, ms, type Point, type Ship, together, vessel } from '../../scenario.ts';

const HERE: Point = { lon: 36, lat: 43.5 };
const AIRPORT: Point = { lon: 37.35, lat: 45.0 };
const START = '2025-09-01T00:00Z';
const JAMMED_AT = '2025-09-01T01:00Z';
const FIRST = 248000001;

interface Jammed {
  /** From the middle of the area. */
  offKm?: number;
  from?: string;
  /** Positions that are thrown, in a row, a minute apart; then it is well again. */
  thrown?: number;
  calm?: string;
}

function jammed(n: number, { offKm = 10, from = JAMMED_AT, thrown = 2, calm = '59 min' }: Jammed = {}): Ship {
  const place = away(HERE, offKm, 40 * n);
  const ship = vessel(`SHIP ${n}`, { mmsi: FIRST + n, every: '5 min' });
  ship.at(place, at(from) - ms(calm)).stops(calm);
  for (let k = 0; k < thrown; k++) ship.at(away(AIRPORT, n + 30 * k), at(from) + k * 60_000 + n * 1000).sends(0);
  return ship.at(place, ship.now + ms('1 min')).stops('3 h');
}

const ships = (count: number, how: (n: number) => Jammed = () => ({})) =>
  Array.from({ length: count }, (_, n) => jammed(n, how(n)));

function said(reports: readonly Report[], options: PlayOptions = {}): VesselEvent[] {
  return play(reports, { hulls: [], places: createPlaceIndex([], []), ...options }).events;
}

function areas(stories: readonly Ship[], options: PlayOptions = {}): Interference[] {
  return said(together(...stories), { until: at('2025-09-01T12:00Z'), ...options }).filter(
    (event) => event.kind === 'interference',
  );
}

describe('interference', () => {
  it('is told where five ships jump, once open and once closed', () => {
    const events = areas(ships(5));
    expect(events.map(({ state, revision }) => [state, revision])).toEqual([
      ['open', 1],
      ['closed', 2],
    ]);
    const [, event] = events;
    expect(event!.vesselId).toMatch(/^area:43\.\d,3[56]\.\d$/);
    expect(event!.mmsi).toBeNull();
    expect(event!.facts.mmsis).toEqual([0, 1, 2, 3, 4].map((n) => FIRST + n));
    expect(event!.beganAt).toBe(at(JAMMED_AT));
    expect(event!.endedAt).toBe(at(JAMMED_AT) + 64_000);
    expect(event!.knownAt).toBe(event!.endedAt! + ms('60 min'));
    expect(distanceKm(event!.lon, event!.lat, HERE.lon, HERE.lat)).toBeLessThan(10);
  });

  it('is not told of four', () => {
    expect(areas(ships(4))).toEqual([]);
  });

  it('needs two positions in a row of each: single false ones are noise', () => {
    expect(areas(ships(12, () => ({ thrown: 1 })))).toEqual([]);
    expect(areas(ships(5, (n) => ({ thrown: n === 4 ? 1 : 2 })))).toEqual([]);
  });

  it('holds ships together that jump within half an hour', () => {
    const late = (minutes: string) => ships(5, (n) => (n === 4 ? { from: `2025-09-01T01:${minutes}Z` } : {}));
    expect(areas(late('29:50'))).toHaveLength(2);
    expect(areas(late('30:10'))).toEqual([]);
  });

  it('holds ships together that lie within 50 km of the one that jumps last', () => {
    const spread = (offKm: number) => ships(5, (n) => (n === 4 ? { offKm } : { offKm: 0 }));
    expect(areas(spread(49.5))).toHaveLength(2);
    expect(areas(spread(50.5))).toEqual([]);
  });

  it('counts ships whose track had settled, and not two under one MMSI that jump from the beginning', () => {
    expect(areas(ships(5, () => ({ calm: '20 min' })))).toHaveLength(2);
    expect(areas(ships(5, () => ({ calm: '15 min' })))).toEqual([]);
  });

  it('counts no ship that has jumped for hours', () => {
    const restless = jammed(4, { from: '2025-08-31T22:00Z', thrown: 60 });
    expect(areas([...ships(4), restless])).toEqual([]);
  });

  it('grows, is said again when it has doubled, and lasts while ships jump', () => {
    const stories = ships(12, (n) => (n < 5 ? {} : { from: new Date(at(JAMMED_AT) + n * 300_000).toISOString() }));
    const events = areas(stories);
    expect(events.map(({ facts }) => facts.mmsis.length)).toEqual([5, 10, 12]);
    expect(events.at(-1)!.endedAt).toBeGreaterThan(at(JAMMED_AT) + ms('55 min'));
    expect(newest(events)).toHaveLength(1);
  });

  it('is two events an area apart', () => {
    const elsewhere = Array.from({ length: 5 }, (_, n) => jammed(20 + n, { offKm: 200 }));
    const spread = elsewhere.map((ship, n) => {
      const shifted = vessel(ship.name, { mmsi: ship.mmsi });
      for (const report of ship.reports) {
        const lies = distanceKm(report.lon, report.lat, HERE.lon, HERE.lat) > 190 && report.speedKn > 0;
        shifted.at(lies ? away(HERE, 200 + n, 270) : report, report.at).sends(report.speedKn);
      }
      return shifted;
    });
    expect(newest(areas([...ships(5), ...spread]))).toHaveLength(2);
  });

  it('says the same when it is stopped and resumed', () => {
    const stories = ships(12, (n) => (n < 5 ? {} : { from: new Date(at(JAMMED_AT) + n * 300_000).toISOString() }));
    const plain = areas(stories);
    const count = together(...stories).length;
    for (let k = 1; k < 12; k++) expect(areas(stories, { restartAfter: Math.floor((k * count) / 12) })).toEqual(plain);
  });
});

describe('a watched ship in it', () => {
  const hull: WatchedHull = {
    ...referenceOptions.hulls[0]!,
    id: 'imo:9161003',
    imo: 9161003,
    name: 'LADY R',
    aliases: [],
    mmsis: [],
    callSigns: [],
    endedAt: null,
  };

  function doubts(stories: readonly Ship[]): PositionDoubt[] {
    const [first, ...rest] = stories;
    const speaks = vessel('LADY R', { mmsi: first!.mmsi, imo: 9161003 })
      .at(HERE, at(START) - ms('1 h'))
      .says({});
    const reports = together(speaks, first!, ...rest);
    const events = said(reports, { hulls: [hull], until: at('2025-09-02T00:00Z') });
    return newest(events.filter((event) => event.kind === 'position-doubt'));
  }

  it('is told with the ships that jumped beside it, though it was the first', () => {
    const [event] = doubts(ships(6, (n) => ({ thrown: n === 0 ? 8 : 2 })));
    expect(event!.facts.interferenceId).not.toBeNull();
    expect(event!.facts.grounds.at(-1)).toBe('so did the positions of 5 other ships in the same area');
  });

  it('is told so as soon as it joins, when it is the last', () => {
    const [event] = doubts(ships(6, (n) => (n === 0 ? { thrown: 8, from: '2025-09-01T01:20Z' } : {})));
    expect(event!.facts.grounds.at(-1)).toBe('so did the positions of 5 other ships in the same area');
  });

  it('is told alone when it jumps alone', () => {
    const [event] = doubts(ships(1, () => ({ thrown: 8 })));
    expect(event!.facts.interferenceId).toBeNull();
  });
});
