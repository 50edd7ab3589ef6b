// How fast it is told what a silent ship can have reached: the ports of a closed gap with their slack, and for two
// hundred open ones the earliest arrivals and the area on the map. The ships lie where watched ships do, and nothing is
// kept between runs, so that every search is made anew.

import { loadReference } from '../../db/reference/load.ts';
import { loadSea, loadSeaMasks } from '../../db/reference/sea.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { type AskedShip, createReachDesk } from '../../server/desk/reach.ts';
import { KM_PER_NM } from '../../server/domain/geo.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { countdown, feasiblePorts, type GapEnds } from '../../server/domain/sea/reach.ts';
import { createSea, type Sea } from '../../server/domain/sea/sea.ts';
import { emptyBatch } from '../../server/run/pipeline.ts';
import type { Bench } from './bench.ts';

const HOUR_MS = 3_600_000;
const SPEED_KN = 16;
const MIN_STAY_MS = 4 * HOUR_MS;
const START = Date.UTC(2026, 0, 1);
const SHIPS = 200;

const ports = loadReference().ports.filter((port) => port.watch);

/** Off the watch ports one after the other, 60 to 120 km out at sea. */
function places(count: number): { lon: number; lat: number }[] {
  const sea = loadSea();
  const found: { lon: number; lat: number }[] = [];
  for (let n = 0; found.length < count; n++) {
    const port = ports[n % ports.length]!;
    const turn = n * 2.4;
    const far = 0.6 + (n % 7) * 0.08;
    const lon = port.lon + (far * Math.cos(turn)) / Math.cos((port.lat * Math.PI) / 180);
    const lat = port.lat + far * Math.sin(turn);
    if (sea.distanceKm(lon, lat, port.lon, port.lat, 300) < 300) found.push({ lon, lat });
  }
  return found;
}

function gapAt({ lon, lat }: { lon: number; lat: number }, hours: number | null): GapEnds {
  const next = hours === null ? null : { at: START + hours * HOUR_MS, lon: lon + 0.1, lat };
  return { fromAt: START, fromLon: lon, fromLat: lat, next };
}

function freshSea(): Sea {
  const { fine, coarse } = loadSeaMasks();
  return createSea(fine, coarse);
}

const closed: Bench = {
  name: 'reach: 40 h at 16 kn, ports with slack',
  unit: 'gaps/s',
  atLeast: 50,
  reachFor: 100,
  async prepare() {
    const gaps = places(100).map((place) => gapAt(place, 40));
    return () => {
      const sea = freshSea();
      let found = 0;
      for (const gap of gaps) {
        found += feasiblePorts(gap, ports, SPEED_KN, MIN_STAY_MS, 0, sea.distanceKm).length;
      }
      if (found < gaps.length) throw new Error(`${found} ports for ${gaps.length} gaps`);
      return gaps.length;
    };
  },
};

/** Silent for 4 to 48 hours. */
const hoursOf = (n: number): number => 4 + (n % 45);

function refresh(sea: Sea, spots: readonly { lon: number; lat: number }[], atMs: number): number {
  let points = 0;
  spots.forEach((spot, n) => {
    const gap = gapAt(spot, null);
    const forMs = hoursOf(n) * HOUR_MS + atMs;
    const reachKm = (forMs / HOUR_MS) * SPEED_KN * KM_PER_NM;
    countdown(gap, ports, SPEED_KN, sea.distanceKm, START + forMs);
    for (const ring of sea.reachArea(spot.lon, spot.lat, reachKm)) points += ring.length;
  });
  if (points < 4 * spots.length) throw new Error(`${points} points for ${spots.length} areas`);
  return spots.length;
}

const open: Bench = {
  name: 'reach: 200 open gaps, arrivals and areas',
  unit: 'gaps/s',
  atLeast: 100,
  reachFor: 400,
  async prepare() {
    const spots = places(SHIPS);
    return () => refresh(freshSea(), spots, 0);
  },
};

const again: Bench = {
  name: 'reach: the same a minute later',
  unit: 'gaps/s',
  atLeast: 100,
  reachFor: 400,
  async prepare() {
    const spots = places(SHIPS);
    const sea = freshSea();
    let minutes = 0;
    return () => refresh(sea, spots, ++minutes * 60_000);
  },
};

/** A month of fixes, one in ten minutes, of every ship before it falls silent. */
const MONTH = 30 * 24 * 6;

const desk: Bench = {
  name: 'reach: 200 silent ships from the store, for the map',
  unit: 'ships/s',
  // Two seconds for all.
  atLeast: 100,
  reachFor: 400,
  async prepare() {
    const reference = loadReference();
    const store = openStore(':memory:');
    const ships: AskedShip[] = [];
    for (const [n, { lon, lat }] of places(SHIPS).entries()) {
      const mmsi = 200_000_000 + n;
      const vesselId = `mmsi:${mmsi}`;
      ships.push({ vesselId, name: vesselId, hullType: null, shipType: 70 });
      const lastAt = START - hoursOf(n) * HOUR_MS - 3 * HOUR_MS;
      await store.commit({
        ...emptyBatch('live'),
        bindings: [{ mmsi, vesselId, fromAt: 0, toAt: null }],
        fixes: Array.from({ length: MONTH }, (_, i) => ({
          mmsi,
          at: lastAt - i * 600_000,
          lon,
          lat,
          speedKn: 9 + (i % 5),
          courseDeg: 90,
          headingDeg: 90,
          navStatus: 0,
        })),
      });
    }
    const index = createPlaceIndex(reference.ports, reference.zones, reference.moorings);
    return async () => {
      const asked = createReachDesk({
        store,
        sea: { ...loadSea(), ...freshSea() },
        places: index,
        rules: () => reference.rules,
      });
      const { reaches } = await asked.ofSilent('live', ships, START);
      if (reaches.length < SHIPS / 2) throw new Error(`${reaches.length} silent ships at sea of ${SHIPS}`);
      return reaches.length;
    };
  },
};

export const benches: readonly Bench[] = [closed, open, again, desk];
