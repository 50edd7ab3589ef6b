// Which of the ports in reach fits a gap best, term by term: what tells ports apart ranks, and what holds for all does not.

import { describe, expect, it } from 'vitest';
import type { ReachablePort } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import { toldOf } from '../../../server/domain/kinds/possible-dark-call/gap-verdict.ts';
import {
  isFairway,
  type RankContext,
  type RankGrounds,
  rankPorts,
} from '../../../server/domain/kinds/possible-dark-call/ranking.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { at, away, portAt } from '../../scenario.ts';

const HOUR = 3_600_000;
const START = at('2024-02-01T00:00Z');
const sea = { lon: 132, lat: 41 };
// Four ports 200 km off, one in each direction.
const north = portAt('north', away(sea, 200, 0).lon, away(sea, 200, 0).lat);
const east = portAt('east', away(sea, 200, 90).lon, away(sea, 200, 90).lat);
const south = portAt('south', away(sea, 200, 180).lon, away(sea, 200, 180).lat);
const west = portAt('west', away(sea, 200, 270).lon, away(sea, 200, 270).lat);
const ports = [east, north, south, west];
const context: RankContext = {
  places: createPlaceIndex(ports, []),
  rulePorts: new Set(ports.map(({ id }) => id)),
  pairs: [{ id: 'route', ends: [new Set(['west']), new Set(['north'])], maxDays: 10 }],
};

function grounds(more: Partial<RankGrounds> = {}): RankGrounds {
  return {
    gap: { fromAt: START, fromLon: sea.lon, fromLat: sea.lat, next: { at: START + 60 * HOUR, ...sea } },
    outDeg: null,
    inDeg: null,
    portBefore: null,
    portAfter: null,
    usualKn: 11,
    ownKn: 13,
    stops: {},
    seen: {},
    shuttle: [],
    declared: '',
    declaredIds: [],
    draught: null,
    shipClass: 'dry-cargo',
    ...more,
  };
}

const reached = (km: (id: string) => number = () => 200): ReachablePort[] =>
  ports.map(({ id }) => ({
    placeId: id,
    placeName: id,
    distanceInKm: km(id),
    distanceOutKm: km(id),
    earliestArrivalAt: START + 6 * HOUR,
    latestDepartureAt: START + 54 * HOUR,
    slackMs: 48 * HOUR,
    terms: [],
    points: 0,
  }));

const rank = (more: Partial<RankGrounds> = {}, km?: (id: string) => number) =>
  rankPorts(reached(km), grounds(more), context).map(({ placeId }) => placeId);
const termsFor = (id: string, more: Partial<RankGrounds>) =>
  rankPorts(reached(), grounds(more), context).find(({ placeId }) => placeId === id)!.terms;

describe('the ranking of ports in reach', () => {
  it('is led by each sign that tells one port from the others', () => {
    const signs: Partial<RankGrounds>[] = [
      { outDeg: 175 },
      { inDeg: 5 },
      { stops: { south: 1 } },
      { seen: { south: 1 } },
      { shuttle: ['south'] },
      { declared: 'SOUTH', declaredIds: ['south'] },
    ];
    for (const sign of signs) {
      expect(rank(sign)[0], JSON.stringify(sign)).toBe('south');
      expect(termsFor('south', sign).filter(({ points }) => points > 0).length, JSON.stringify(sign)).toBeGreaterThan(
        0,
      );
    }
    expect(rank({ portBefore: 'north' })[0]).toBe('west');
    expect(rank({ portAfter: 'west' })[0]).toBe('north');
  });

  it('has a course lead away from a port as well as towards one', () => {
    expect(rank({ outDeg: 180 }).at(-1)).toBe('north');
    expect(rank({ inDeg: 180 }).at(-1)).toBe('south');
  });

  it('knows nothing of what holds for all: the shorter way then decides', () => {
    const all = { stops: { east: 1, north: 1, south: 1, west: 1 }, draught: { beforeM: 5, afterM: 7 } };
    expect(rank(all, (id) => (id === 'west' ? 100 : 200))[0]).toBe('west');
    const told = rankPorts(reached(), grounds(all), context);
    for (const { terms } of told) expect(terms).toEqual([]);
  });

  it('puts the port of the call before and after last, unless something speaks for it', () => {
    for (const call of [{ portBefore: 'east' }, { portAfter: 'east' }, { portBefore: 'east', stops: { east: 1 } }]) {
      expect(rank(call, (id) => (id === 'east' ? 20 : 200)).at(-1), JSON.stringify(call)).toBe('east');
    }
    expect(rank({ portBefore: 'east', seen: { east: 2 } })[0]).toBe('east');
    expect(rank({ portBefore: 'east', declared: 'EAST', declaredIds: ['east'] })[0]).toBe('east');
  });

  it('asks what time the way leaves at the usual speed: enough for cargo, little, or none', () => {
    // Sixty hours at 11 kn are 1,222 km of sailing.
    const km = (id: string) => ({ east: 100, north: 560, south: 640, west: 720 })[id]!;
    const told = rankPorts(reached(km), grounds(), context);
    expect(told.map(({ placeId, points }) => [placeId, points])).toEqual([
      ['east', 1],
      ['north', 0],
      ['south', 0],
      ['west', -2],
    ]);
    expect(told[3]!.terms[0]!.text).toBe('it would have had to sail faster than the 13 kn it has lately kept to');
  });

  it('is the same whatever the order in which the ports come', () => {
    const told = grounds({ outDeg: 100, stops: { west: 2 } });
    const there = rankPorts(reached(), told, context);
    expect(rankPorts(reached().reverse(), told, context)).toEqual(there);
    expect(JSON.parse(JSON.stringify(there))).toEqual(there);
  });
});

describe('the port that is told', () => {
  const named = (rulePorts: string[], more: Partial<RankGrounds>) => {
    const told = rankPorts(reached(), grounds(more), context);
    const index = toldOf(told, grounds(more), START + 60 * HOUR, { rulePorts: new Set(rulePorts) });
    return typeof index === 'string' ? index : told[index]!.placeId;
  };

  it('is the first that a rule names, also behind another where it fits well', () => {
    expect(named(['east', 'south'], { stops: { south: 1 } })).toBe('south');
    expect(named(['west'], {})).toBe('west');
  });

  it('is none where only a port that fits much worse is named by a rule, or none is', () => {
    expect(named(['west'], { stops: { south: 1 } })).toBe('south, which no rule names, fits best');
    expect(named([], {})).toMatch(/which no rule names/);
  });

  it('is none that only a faster ship could have called at', () => {
    expect(named(['east', 'north', 'south', 'west'], { ownKn: 3 })).toBe('60.0 h leave no port 4.0 h to stay at 3 kn');
  });
});

it('takes the course near a port that lies behind, or ahead of one that comes in, for the fairway', () => {
  const near = away(north, 12, 170);
  const { places } = context;
  expect(isFairway(places, near.lon, near.lat, 170, true)).toBe(true);
  expect(isFairway(places, near.lon, near.lat, 350, true)).toBe(false);
  expect(isFairway(places, near.lon, near.lat, 350, false)).toBe(true);
  expect(isFairway(places, near.lon, near.lat, 170, false)).toBe(false);
  const off = away(north, 30, 170);
  expect(isFairway(places, off.lon, off.lat, 170, true)).toBe(false);
});
