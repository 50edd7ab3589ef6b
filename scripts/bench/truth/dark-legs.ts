// How well are the ports of a dark leg ranked? Legs with a known end: real tracks with a piece cut out round a stay, among
// every port of the table, none of them named before the others by a rule; and calls that were published, in the sample
// tracks without their sightings, under the rules of the table. Counted is where the true port comes among all in reach.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadReference } from '../../../db/reference/load.ts';
import { loadSea } from '../../../db/reference/sea.ts';
import { loadScenario } from '../../../db/scenarios/load.ts';
import { createDecoder } from '../../../server/ais/decoder.ts';
import { distanceKm } from '../../../server/domain/geo.ts';
import type { DarkCall } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import { createPlaceIndex, type PlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { createFlow, type Flow } from '../../../server/run/flow.ts';
import { type Cut, cutsOf, readShips } from './cut-tracks.ts';
import { SHARED, type TruthCount, type TruthFigure } from './truth.ts';

const HOUR_MS = 3_600_000;
const TOPS = [1, 3] as const;
/** Ports nearer to each other than this are one place to a ship that was not heard. */
const SAME_KM = 15;
/** Read on after the cut, so that the next call is known. */
const AFTER_MS = 48 * HOUR_MS;

const RECORDINGS = ['container-ships-2018.csv.gz', 'ever-given-week.csv.gz'].map(
  (file) => new URL(`data/tracks/${file}`, SHARED),
);

/** As published (vessel chronology): the day is within the gap, and the ship was in the port on it. */
const PUBLISHED: readonly { scenario: string; vesselId: string; placeId: string; day: string }[] = [
  { scenario: 'simons-town', vesselId: 'imo:9161003', placeId: 'simonstown', day: '2022-12-07' },
  { scenario: 'sea-bridge', vesselId: 'imo:9161003', placeId: 'rajin', day: '2024-02-04' },
  { scenario: 'sea-bridge', vesselId: 'imo:9161003', placeId: 'vostochny', day: '2024-02-08' },
  { scenario: 'sea-bridge', vesselId: 'imo:9161003', placeId: 'rajin', day: '2024-03-10' },
  { scenario: 'sea-bridge', vesselId: 'imo:9161003', placeId: 'vostochny', day: '2024-03-14' },
  { scenario: 'port-olya-3', vesselId: 'imo:9481910', placeId: 'olya', day: '2024-09-03' },
];

export const darkLegs: TruthFigure = {
  name: 'dark legs',
  needs: RECORDINGS,
  async count() {
    return [...tops('tracks cut', await rankCuts()), ...tops('published calls', rankPublished())];
  },
};

/** One leg: where the true port came, or null where it is not among those in reach, and what was told in words. */
interface Ranked {
  leg: string;
  rank: number | null;
  of: number;
  first: string;
}

function tops(name: string, legs: readonly Ranked[]): TruthCount[] {
  return TOPS.map((top) => {
    const misses = legs.filter(({ rank }) => rank === null || rank > top);
    return {
      name: `${name}, true port among the first ${top}`,
      found: legs.length - misses.length,
      of: legs.length,
      atLeast: null,
      misses: misses.map(({ leg, rank, of, first }) => `${leg}: ${rank ?? 'not'} of ${of}, first ${first}`),
    };
  });
}

async function rankCuts(): Promise<Ranked[]> {
  const reference = loadReference();
  // Every port may be the one: all are looked at, and a rule names them all alike.
  const ports = reference.ports.filter(({ mooringsOnly }) => !mooringsOnly).map((port) => ({ ...port, watch: true }));
  const places = createPlaceIndex(ports, []);
  const rules = [anyCall(ports.map(({ id }) => id))];
  const legs: Ranked[] = [];
  for (const recording of RECORDINGS) {
    for (const ship of await readShips(recording)) {
      for (const cut of cutsOf(ship, places)) {
        const call = play(cut, places, rules);
        legs.push(rankOf(call, cut.leg, ({ lon, lat }) => distanceKm(lon, lat, cut.lon, cut.lat) <= SAME_KM, places));
      }
    }
  }
  return legs;
}

function play({ reports, fromAt, toAt }: Cut, places: PlaceIndex, rules: RouteRule[]): DarkCall | null {
  const found: { call: DarkCall | null } = { call: null };
  const flow = flowOf(places, rules, true, (call) => {
    if (call.beganAt === fromAt) found.call = call;
  });
  for (const report of reports) {
    const isCut = report.at > fromAt && report.at < toAt;
    if (!isCut && report.at <= toAt + AFTER_MS) flow.take(report);
  }
  while (!flow.drain(20_000));
  return found.call;
}

function rankPublished(): Ranked[] {
  const { ports, zones, moorings, rules } = loadReference();
  const places = createPlaceIndex(ports, zones, moorings);
  const calls = new Map<string, DarkCall[]>();
  for (const id of new Set(PUBLISHED.map(({ scenario }) => scenario))) calls.set(id, replayUnseen(id, places, rules));
  return PUBLISHED.map(({ scenario, vesselId, placeId, day }) => {
    const at = Date.parse(`${day}T12:00Z`);
    const call = calls
      .get(scenario)!
      .find((each) => each.vesselId === vesselId && each.beganAt <= at && (each.endedAt ?? Infinity) >= at);
    const port = ports.find(({ id }) => id === placeId)!;
    return rankOf(call ?? null, `${scenario} ${placeId} ${day}`, ({ id }) => id === port.id, places);
  });
}

/** The scenario's track with nobody having seen anything. */
function replayUnseen(id: string, places: PlaceIndex, rules: RouteRule[]): DarkCall[] {
  const scenario = loadScenario(id)!;
  const newest = new Map<string, DarkCall>();
  const flow = flowOf(places, rules, false, (call) => void newest.set(call.id, call));
  const decoder = createDecoder({ source: id });
  const take: Parameters<typeof decoder.push>[1] = (record) => {
    if (record.parts !== 0) flow.take(record);
  };
  const refuse = () => undefined;
  decoder.push(gunzipSync(readFileSync(scenario.track.path)), take, refuse);
  decoder.end(take, refuse);
  while (!flow.drain(100_000));
  return [...newest.values()].filter(({ state }) => state !== 'withdrawn');
}

function rankOf(
  call: DarkCall | null,
  leg: string,
  isTrue: (port: { id: string; lon: number; lat: number }) => boolean,
  places: PlaceIndex,
): Ranked {
  if (call === null || call.state === 'withdrawn') {
    return { leg, rank: null, of: 0, first: call?.reason ?? 'nothing told' };
  }
  const { reach, rank, alternatives } = call.facts;
  const inOrder = alternatives.toSpliced(rank - 1, 0, reach).map(({ placeId }) => places.port(placeId)!);
  // Ports that are one place take one rank.
  const apart = inOrder.filter(
    (port, i) =>
      isTrue(port) ||
      !inOrder.slice(0, i).some((before) => distanceKm(before.lon, before.lat, port.lon, port.lat) <= SAME_KM),
  );
  const at = apart.findIndex(isTrue);
  return { leg, rank: at < 0 ? null : at + 1, of: apart.length, first: inOrder[0]!.name };
}

function flowOf(places: PlaceIndex, rules: RouteRule[], everyShip: boolean, hear: (call: DarkCall) => void): Flow {
  const { hulls, mids } = loadReference();
  const engine = { hulls, places, rules, mids, sea: loadSea(), asOf: 'then' as const, everyShip };
  return createFlow(
    { engine, windowMs: Number.POSITIVE_INFINITY, capacity: 1_000_000 },
    {
      fix: () => undefined,
      binding: () => undefined,
      vessel: () => undefined,
      rename: () => undefined,
      event: (event) => {
        if (event.kind === 'possible-dark-call') hear(event);
      },
      alert: () => undefined,
    },
  );
}

function anyCall(destination: string[]): RouteRule {
  return {
    id: 'any-call',
    title: 'Any call',
    kind: 'call',
    version: 1,
    enabled: true,
    origin: [],
    destination,
    originZones: [],
    destinationZones: [],
    maxDays: 0,
    bothWays: false,
    severity: 'info',
    steps: [],
    needs: {},
    requires: '',
    fromAt: 0,
    toAt: null,
    legal: [],
    why: '',
    noise: '',
  };
}
