// How fast a point is asked for its ports and zones, one core, with few places, many, and many crowded together. Points
// are new to the caches on every lookup (2^17 of them, in no order), so this is the worst that a world feed can bring.
//
//   near     within 8 km of a port: the whole lookup, nearest port, runner-up and zones
//   world    spread over the oceans: the one test that every fix passes, and the lookup where it says "near"

import { loadReference } from '../../db/reference/load.ts';
import { noPorts } from '../../server/domain/places/circle-lookup.ts';
import type { Port, Zone } from '../../server/domain/places/place.ts';
import { createPlaceIndex, type PlaceIndex } from '../../server/domain/places/place-index.ts';
import { seededRandom } from '../fuzz.ts';
import type { Bench } from './bench.ts';

const POINTS = 1 << 17;
const ROUNDS = 4;

interface Region {
  name: string;
  west: number;
  south: number;
  widthDeg: number;
  heightDeg: number;
}

const WORLD: Region = { name: 'round the world', west: -180, south: -60, widthDeg: 360, heightDeg: 130 };
const CROWDED: Region = { name: 'in 5 × 5 degrees', west: 120, south: 30, widthDeg: 5, heightDeg: 5 };

export const benches: readonly Bench[] = [
  bench('world', 100, WORLD),
  bench('world', 100_000, WORLD),
  bench('near', 100, WORLD),
  bench('near', 4_000, WORLD),
  bench('near', 100_000, WORLD),
  bench('near', 100_000, CROWDED),
  tableBench(),
];

/** The table as it is: 44,000 berths and anchorages, most of them crowded round a few dozen ports. */
function tableBench(): Bench {
  return {
    name: 'place lookup near, berths and anchorages of the table',
    unit: 'lookups/s',
    atLeast: 2_000_000,
    reachFor: 5_000_000,
    prepare: async () => {
      const { ports, zones, moorings } = loadReference();
      const index = createPlaceIndex(ports, zones, moorings);
      const random = seededRandom(moorings.length);
      const berths = moorings.flatMap(({ points }) => points);
      const points = new Float64Array(POINTS * 2);
      for (let i = 0; i < points.length; i += 2) {
        const at = Math.floor((random() * berths.length) / 2) * 2;
        points[i] = berths[at]! + (random() - 0.5) * 0.02;
        points[i + 1] = berths[at + 1]! + (random() - 0.5) * 0.02;
      }
      return () => lookUpAll(index, points, true);
    },
  };
}

function bench(where: 'near' | 'world', count: number, region: Region): Bench {
  return {
    name: `place lookup ${where}, ${count.toLocaleString('en')} ports ${region.name}`,
    unit: 'lookups/s',
    atLeast: 2_000_000,
    reachFor: 5_000_000,
    prepare: async () => {
      const random = seededRandom(count);
      const ports = Array.from({ length: count }, (_, at) => makePort(at, region, random));
      const index = createPlaceIndex(
        ports,
        Array.from({ length: 21 }, (_, at) => makeZone(at, random)),
      );
      const points = new Float64Array(POINTS * 2);
      for (let i = 0; i < POINTS; i++) {
        const port = ports[Math.floor(random() * count)]!;
        points[i * 2] = where === 'near' ? port.lon + (random() - 0.5) * 0.1 : random() * 360 - 180;
        points[i * 2 + 1] = where === 'near' ? port.lat + (random() - 0.5) * 0.1 : random() * 130 - 60;
      }
      return () => lookUpAll(index, points, where === 'near');
    },
  };
}

function lookUpAll(index: PlaceIndex, points: Float64Array, expectPorts: boolean): number {
  const nearest = noPorts();
  const zones: number[] = [];
  let held = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < points.length; i += 2) {
      const lon = points[i]!;
      const lat = points[i + 1]!;
      if (!index.isNear(lon, lat)) continue;
      index.nearestPort(lon, lat, nearest);
      index.zonesAt(lon, lat, zones);
      if (nearest.first >= 0) held++;
    }
  }
  if (expectPorts && held !== ROUNDS * POINTS) throw new Error(`bench found ports at ${held} of ${POINTS} points`);
  return ROUNDS * POINTS;
}

function makePort(at: number, region: Region, random: () => number): Port {
  return {
    id: `port-${at}`,
    name: `Port ${at}`,
    country: '',
    locode: null,
    lon: region.west + random() * region.widthDeg,
    lat: region.south + random() * region.heightDeg,
    kind: 'port',
    confidence: 'ok',
    enterKm: 10,
    leaveKm: 11,
    watch: false,
    waitingArea: false,
    tags: [],
    destinationAliases: [],
    note: null,
    source: 'bench',
  };
}

function makeZone(at: number, random: () => number): Zone {
  const west = random() * 350 - 180;
  const south = random() * 100 - 50;
  const ring: [number, number][] = [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ];
  return { id: `zone-${at}`, name: `Zone ${at}`, kind: 'transfer', ring, active: '', note: null, source: 'bench' };
}
