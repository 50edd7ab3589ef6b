// The place index against the plain truth: every lookup must say what a walk over all places says, wherever on the
// globe, however crowded.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../../server/domain/geo.ts';
import { type NearestPorts, noPorts } from '../../../server/domain/places/circle-lookup.ts';
import type { Mooring, Port, Zone } from '../../../server/domain/places/place.ts';
import { createPlaceIndex, type PlaceIndex } from '../../../server/domain/places/place-index.ts';
import { isInRing } from '../../../server/domain/places/zone-cells.ts';
import { away, boxZone, portAt } from '../../scenario.ts';

function nearest(index: PlaceIndex, lon: number, lat: number): NearestPorts {
  const into = { ...noPorts(), first: 0, second: 0 };
  index.nearestPort(lon, lat, into);
  return into;
}

/** What a walk over all ports says. */
function walked(ports: readonly Port[], lon: number, lat: number): { id: string; km: number }[] {
  return ports
    .map(({ id, enterKm, lon: portLon, lat: portLat }) => ({ id, enterKm, km: distanceKm(lon, lat, portLon, portLat) }))
    .filter(({ km, enterKm }) => km <= enterKm)
    .sort((a, b) => a.km - b.km)
    .slice(0, 2);
}

function checkAgainstWalk(index: PlaceIndex, lon: number, lat: number): void {
  const expected = walked(index.ports, lon, lat);
  const got = nearest(index, lon, lat);
  expect(Number.isFinite(got.firstKm)).toBe(expected.length > 0);
  expect(Number.isFinite(got.secondKm)).toBe(expected.length > 1);
  if (expected[0]) expect(got.firstKm).toBeCloseTo(expected[0].km, 6);
  if (expected[1]) expect(got.secondKm).toBeCloseTo(expected[1].km, 6);
  if (got.first >= 0) {
    const { lon: portLon, lat: portLat } = index.ports[got.first]!;
    expect(distanceKm(lon, lat, portLon, portLat)).toBeCloseTo(got.firstKm, 6);
  }
  const left = index.ports.some((port) => distanceKm(lon, lat, port.lon, port.lat) < port.leaveKm);
  const zoned = index.zones.flatMap((zone, at) => (isInRing(zone.ring, lon, lat) ? [at] : []));
  const zones = [99];
  index.zonesAt(lon, lat, zones);
  expect(zones).toEqual(zoned);
  if (left || zoned.length > 0) expect(index.isNear(lon, lat)).toBe(true);
}

/** What a walk over every circle of every port says. */
function checkMoorings(index: PlaceIndex, lon: number, lat: number): void {
  const near = index.ports.flatMap((port) => {
    const circles = index.moorings.flatMap(({ portId, points }) =>
      points.flatMap((lonB, at) =>
        portId === port.id && at % 2 === 0 ? [{ km: distanceKm(lon, lat, lonB, points[at + 1]!), enterKm: 3 }] : [],
      ),
    );
    if (!port.mooringsOnly) circles.push({ km: distanceKm(lon, lat, port.lon, port.lat), enterKm: port.enterKm });
    const entered = circles.filter(({ km, enterKm }) => km <= enterKm).map(({ km }) => km);
    const within = circles.some(({ km, enterKm }) => km < enterKm + 1);
    expect(index.within(port.id, lon, lat, -1) >= 0, port.id).toBe(within);
    if (within) {
      const hint = index.within(port.id, lon, lat, -1);
      expect(index.within(port.id, lon, lat, hint)).toBe(hint);
      expect(index.isNear(lon, lat)).toBe(true);
    }
    return entered.length === 0 ? [] : [Math.min(...entered)];
  });
  near.sort((a, b) => a - b);
  const got = nearest(index, lon, lat);
  expect(got.first >= 0).toBe(near.length > 0);
  expect(got.second >= 0).toBe(near.length > 1);
  if (near.length > 0) expect(got.firstKm).toBeCloseTo(near[0]!, 6);
  if (near.length > 1) expect(got.secondKm).toBeCloseTo(near[1]!, 6);
  if (got.mooring >= 0) expect(index.moorings[got.mooring]!.portId).toBe(index.ports[got.first]!.id);
  const harbours = walked(
    index.ports.filter(({ mooringsOnly }) => !mooringsOnly),
    lon,
    lat,
  );
  const own = noPorts();
  index.nearestHarbour(lon, lat, own);
  if (harbours[0]) expect(own.firstKm).toBeCloseTo(harbours[0].km, 6);
  else expect(own.first).toBe(-1);
}

const anywhere = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
});
/** Places and points crowd into one small region, over the antimeridian, or round a pole, where errors would show. */
const region = fc.constantFrom(
  { lon: 130, lat: 42, size: 0.5 },
  { lon: 180, lat: 10, size: 0.6 },
  { lon: -180, lat: -60, size: 0.6 },
  { lon: 20, lat: 89.9, size: 0.4 },
  { lon: -70, lat: -90, size: 0.5 },
  { lon: 0, lat: 0, size: 360 },
);

function around(
  centre: { lon: number; lat: number; size: number },
  x: number,
  y: number,
): { lon: number; lat: number } {
  const lat = Math.max(-90, Math.min(90, centre.lat + (y - 0.5) * Math.min(centre.size, 170)));
  const widened = centre.size / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return { lon: ((((centre.lon + (x - 0.5) * widened + 180) % 360) + 360) % 360) - 180, lat };
}

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('place index', () => {
  it('finds the nearest port and the runner-up that a walk over all ports finds, everywhere on the globe', () => {
    fc.assert(
      fc.property(
        region,
        fc.array(fc.tuple(unit, unit, fc.double({ min: 0.2, max: 30, noNaN: true })), { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 40 }),
        anywhere,
        (centre, spots, points, far) => {
          const ports = spots.map(([x, y, enterKm], at) => {
            const { lon, lat } = around(centre, x, y);
            return portAt(`p${at}`, lon, lat, { enterKm, leaveKm: enterKm + 1 });
          });
          const index = createPlaceIndex(ports, []);
          for (const [x, y] of points) {
            const { lon, lat } = around(centre, x, y);
            checkAgainstWalk(index, lon, lat);
          }
          checkAgainstWalk(index, far.lon, far.lat);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds by any circle of a port, its own or a berth’s, the port, the next one, and whether it is left', () => {
    fc.assert(
      fc.property(
        region,
        // Of more than two ports on one spot the rest are never told.
        fc.uniqueArray(fc.tuple(unit, unit, fc.array(fc.tuple(unit, unit), { maxLength: 25 })), {
          minLength: 1,
          maxLength: 12,
          selector: ([x, y]) => `${Math.round(x * 1000)} ${Math.round(y * 1000)}`,
        }),
        fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 40 }),
        (centre, harbours, points) => {
          const ports = harbours.map(([x, y], at) => {
            const { lon, lat } = around(centre, x, y);
            return portAt(`p${at}`, lon, lat, {
              enterKm: 2,
              leaveKm: 3,
              ...(at % 3 === 2 ? { mooringsOnly: true } : {}),
            });
          });
          const moorings = harbours.map(([, , berths], at): Mooring => {
            const flat = berths.flatMap(([x, y]) => Object.values(around(centre, x, y)));
            return { portId: `p${at}`, name: null, roads: false, waitingArea: false, points: flat };
          });
          const index = createPlaceIndex(ports, [], moorings);
          for (const [x, y] of points) {
            const { lon, lat } = around(centre, x, y);
            checkMoorings(index, lon, lat);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells the zones that the point-in-polygon test tells, for slanted and star-shaped rings too', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            unit,
            unit,
            fc.array(fc.double({ min: 0.02, max: 0.9, noNaN: true }), { minLength: 3, maxLength: 9 }),
          ),
          { minLength: 1, maxLength: 30 },
        ),
        fc.array(fc.tuple(unit, unit), { minLength: 20, maxLength: 60 }),
        (stars, points) => {
          const zones = stars.map(([x, y, spokes], at): Zone => {
            const ring = spokes.map((km, spoke): [number, number] => {
              const angle = (spoke / spokes.length) * 2 * Math.PI;
              return [130 + x * 2 + km * Math.cos(angle), 40 + y * 2 + km * Math.sin(angle)];
            });
            return { ...boxZone(`z${at}`, 0, 0, 1, 1), ring: [...ring, ring[0]!] };
          });
          const index = createPlaceIndex([], zones);
          for (const [x, y] of points) checkAgainstWalk(index, 129.5 + x * 3, 39.5 + y * 3);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stays right in a harbour with three thousand berths within twenty kilometres', () => {
    // A low-discrepancy spread, so that the input is the same on every run.
    const ports = Array.from({ length: 3000 }, (_, at) =>
      portAt(`b${at}`, 130 + ((at * 0.754877666) % 1) * 0.25, 42 + ((at * 0.569840291) % 1) * 0.18, {
        enterKm: 0.3 + (at % 7),
        leaveKm: 8,
      }),
    );
    const index = createPlaceIndex(ports, []);
    for (let at = 0; at < 500; at++) {
      checkAgainstWalk(index, 129.9 + ((at * 0.618034) % 1) * 0.45, 41.9 + ((at * 0.414214) % 1) * 0.38);
    }
  });

  it('stays right, and within bounds, in a crowd at the pole, where cells are slivers', () => {
    const ports = Array.from({ length: 300 }, (_, at) =>
      portAt(`s${at}`, ((at * 0.754877666) % 1) * 360 - 180, -90 + ((at * 0.569840291) % 1) * 0.4, {
        enterKm: 2 + (at % 19),
        leaveKm: 22,
      }),
    );
    const index = createPlaceIndex(ports, []);
    for (let at = 0; at < 300; at++) {
      checkAgainstWalk(index, ((at * 0.618034) % 1) * 360 - 180, -90 + ((at * 0.414214) % 1) * 0.5);
    }
  });

  it('enters at 3.00 km and not at 3.01 km, whichever way the ship lies', () => {
    const port = portAt('rajin', 130.3, 42.2333, { enterKm: 3, leaveKm: 4 });
    const index = createPlaceIndex([port], []);
    for (const bearing of [0, 37, 90, 180, 271]) {
      for (const [km, held] of [
        [2.99, true],
        [3, true],
        [3.01, false],
      ] as const) {
        const { lon, lat } = away(port, km, bearing);
        expect(nearest(index, lon, lat).first, `${km} km on ${bearing} degrees`).toBe(held ? 0 : -1);
      }
    }
  });

  it('holds a ship on either side of the antimeridian, and at the pole', () => {
    const index = createPlaceIndex([portAt('fiji', 179.99, -17), portAt('pole', 45, 90)], []);
    expect(nearest(index, -179.99, -17).first).toBe(0);
    expect(nearest(index, 180, -17).first).toBe(0);
    expect(nearest(index, -180, -17).first).toBe(0);
    for (const lon of [-180, -91, 0, 133, 180]) {
      expect(nearest(index, lon, 90).first).toBe(1);
      expect(nearest(index, lon, 89.98).first).toBe(1);
    }
  });

  it('prefers a watch place on the same spot as a context place, then the wider circle, then the id', () => {
    const spot = (id: string, enterKm: number, watch: boolean) =>
      portAt(id, 130.3, 42.2333, { enterKm, leaveKm: enterKm + 1, watch });
    const ports = [spot('c', 9, false), spot('b', 3, true), spot('d', 5, true), spot('a', 5, true)];
    const index = createPlaceIndex(ports, []);
    const { first, second } = nearest(index, 130.31, 42.2333);
    expect([ports[first]!.id, ports[second]!.id]).toEqual(['a', 'd']);
    const { lon, lat } = away(ports[0]!, 8, 45);
    expect(ports[nearest(index, lon, lat).first]!.id).toBe('c');
  });

  it('says "not near" at open sea and never misses the rim of a leave circle', () => {
    const port = portAt('rajin', 130.3, 42.2333, { enterKm: 10, leaveKm: 11 });
    const index = createPlaceIndex([port], []);
    expect(index.isNear(150, 42)).toBe(false);
    for (let bearing = 0; bearing < 360; bearing += 5) {
      const { lon, lat } = away(port, 10.999, bearing);
      expect(index.isNear(lon, lat)).toBe(true);
    }
  });

  it('takes any number for a position without throwing', () => {
    const index = createPlaceIndex([portAt('rajin', 130.3, 42.2333)], [boxZone('z', 129, 41, 131, 43)]);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 181, -181, 540, 1e300]) {
      expect(nearest(index, value, 42).second).toBe(-1);
      expect(nearest(index, 130, value).second).toBe(-1);
      index.isNear(value, value);
      index.zonesAt(value, value, []);
    }
  });

  it('refuses a table that names one id twice, a circle left before it is entered, or a ring of two points', () => {
    const port = portAt('rajin', 130.3, 42.2333);
    expect(() => createPlaceIndex([port, port], [])).toThrow('two ports have the id rajin');
    expect(() => createPlaceIndex([{ ...port, leaveKm: 2 }], [])).toThrow('entered at 3 km and left at 2 km');
    expect(() => createPlaceIndex([{ ...port, lat: 91 }], [])).toThrow('rajin lies at 130.3, 91');
    const zone = boxZone('z', 129, 41, 131, 43);
    expect(() => createPlaceIndex([], [{ ...zone, ring: zone.ring.slice(0, 2) }])).toThrow('ring of 2 points');
  });

  it('finds places by id', () => {
    const index = createPlaceIndex([portAt('rajin', 130.3, 42.2333)], [boxZone('sts', 129, 41, 131, 43)]);
    expect(index.port('rajin')?.id).toBe('rajin');
    expect(index.zone('sts')?.id).toBe('sts');
    expect(index.port('nowhere')).toBeUndefined();
  });
});
