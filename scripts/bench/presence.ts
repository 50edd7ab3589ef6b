// How long it takes to say who was in an area, and who could not have been there, over 180 days of ten thousand ships. The
// store is made up, the same on every run: a hundred and fifty ships are watched; every ship sails between two ports and lies
// in each. What is told is the time at 95 in a hundred questions of all kinds, each asked once. Building takes minutes.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReference } from '../../db/reference/load.ts';
import { loadSea } from '../../db/reference/sea.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createAlibiDesk } from '../../server/desk/alibis.ts';
import { createPresenceDesk } from '../../server/desk/presence.ts';
import type { HeardVessel, KeptFix } from '../../server/domain/heard.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { boxShape } from '../../server/domain/presence/area.ts';
import { placeArea } from '../../server/domain/presence/place-area.ts';
import { DAY_MS, HOUR_MS } from '../../server/domain/time.ts';
import { emptyBatch } from '../../server/run/pipeline.ts';
import type { Store } from '../../server/seams/store.ts';
import { hullOf, imoOf, mix } from './made-fleet.ts';

export interface PresenceFigures {
  ships: number;
  days: number;
  fixes: number;
  bytes: number;
  buildSeconds: number;
  /** Milliseconds: at the median, at 95 in a hundred, and the longest. */
  waits: { name: string; half: number; p95: number; longest: number; asked: number; atMost: number }[];
}

export interface PresencePlan {
  ships: number;
  days: number;
  /** Between two kept positions, ms. */
  stepMs: number;
}

/** A ship heard by satellite and from the coast is kept some 24 times a day, of the 144 that there can be at most. */
export const PLAN: PresencePlan = { ships: 10_000, days: 180, stepMs: HOUR_MS };
const WATCHED = 150;
const BEGIN = Date.UTC(2026, 0, 1);
const SAIL_KN = 12;
const AT_MOST_MS = 200;
const { ports: allPorts, zones, moorings } = loadReference();
const ports = allPorts.filter((port) => port.mooringsOnly !== true && Math.abs(port.lat) < 60);

export async function presenceFigures(plan: PresencePlan = PLAN): Promise<PresenceFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-presence-'));
  const path = join(folder, 'keelwatch.db');
  const store = openStore(path);
  try {
    const begunMs = performance.now();
    const fixes = await build(store, plan);
    const buildSeconds = (performance.now() - begunMs) / 1000;
    const waits = [await presenceWaits(store, plan), await alibiWaits(store, plan)];
    return { ships: plan.ships, days: plan.days, fixes, bytes: statSync(path).size, buildSeconds, waits };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const mmsiOf = (n: number) => 210_000_000 + n;
const idOf = (n: number) => (n < WATCHED ? `imo:${imoOf(n)}` : `mmsi:${mmsiOf(n)}`);

async function build(store: Store, { ships, days, stepMs }: PresencePlan): Promise<number> {
  const vessels = Array.from({ length: ships }, (_, n) => vesselOf(n));
  const bindings = vessels.map(({ id, mmsi }) => ({ mmsi, vesselId: id, fromAt: BEGIN, toAt: null }));
  await store.commit({ ...emptyBatch('live'), vessels, bindings });
  let fixes = 0;
  for (let day = 0; day < days; day++) {
    const batch: KeptFix[] = [];
    for (let n = 0; n < ships; n++) {
      for (let at = BEGIN + day * DAY_MS; at < BEGIN + (day + 1) * DAY_MS; at += stepMs) batch.push(fixOf(n, at));
    }
    fixes += batch.length;
    await store.commit({ ...emptyBatch('live'), fixes: batch });
  }
  return fixes;
}

function vesselOf(n: number): HeardVessel {
  const watched = n < WATCHED;
  const id = idOf(n);
  return {
    id,
    mmsi: mmsiOf(n),
    imo: watched ? imoOf(n) : null,
    name: `BENCH SHIP ${n}`,
    callSign: '',
    shipType: 70,
    lengthM: 120,
    beamM: 20,
    draughtM: null,
    destination: '',
    hullId: watched ? id : null,
    match: watched ? { rule: 'C1', level: 'confident', witnesses: [], contradictions: [] } : null,
    candidates: [],
    identity: [],
    firstAt: BEGIN,
    lastAt: BEGIN,
  };
}

/** To and fro between two ports not far apart, some days in each. */
function fixOf(n: number, at: number): KeptFix {
  const from = ports[Math.floor(mix(n) * ports.length)]!;
  const to = ports[(ports.indexOf(from) + 1 + Math.floor(mix(n + 7_919) * 40)) % ports.length]!;
  const wayDeg = Math.hypot(to.lon - from.lon, to.lat - from.lat);
  const sailMs = Math.max(6, (wayDeg * 60) / SAIL_KN) * HOUR_MS;
  const lieMs = (1 + Math.floor(mix(n + 31) * 3)) * DAY_MS;
  const round = 2 * (sailMs + lieMs);
  const phase = (at - BEGIN + mix(n + 99) * round) % round;
  const there = phase < round / 2;
  const along = Math.min(1, Math.max(0, ((there ? phase : phase - round / 2) - lieMs) / sailMs));
  const part = there ? along : 1 - along;
  const sails = along > 0 && along < 1;
  return {
    mmsi: mmsiOf(n),
    at: at + Math.floor(mix(n * 31 + at / HOUR_MS) * 60_000),
    lon: from.lon + (to.lon - from.lon) * part + (mix(n + at / HOUR_MS) - 0.5) * 0.004,
    lat: from.lat + (to.lat - from.lat) * part,
    speedKn: sails ? SAIL_KN : 0,
    courseDeg: 90,
    headingDeg: 90,
    navStatus: sails ? 0 : 5,
  };
}

const QUESTIONS = 200;
const PERIODS_DAYS = [1, 3, 7, 30, 180];

async function presenceWaits(store: Store, { days }: PresencePlan): Promise<PresenceFigures['waits'][number]> {
  const places = createPlaceIndex(allPorts, zones, moorings);
  const ask = createPresenceDesk(store);
  const waits: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const port = ports[Math.floor(mix(i + 5) * ports.length)]!;
    const lasts = Math.min(days, PERIODS_DAYS[i % PERIODS_DAYS.length]!);
    const fromAt = BEGIN + Math.floor(mix(i + 77) * (days - lasts + 1)) * DAY_MS;
    const side = 0.5 + mix(i + 3);
    const box = { west: port.lon, south: port.lat - side, east: port.lon + 2 * side, north: port.lat + side };
    const shape = i % 2 === 0 ? placeArea(places, port.id)! : boxShape({ ...box, east: wrapped(box.east) });
    const begunMs = performance.now();
    await ask({
      scope: 'live',
      shape,
      placeId: i % 2 === 0 ? port.id : null,
      fromAt,
      toAt: fromAt + lasts * DAY_MS,
      limit: 100,
    });
    waits.push(performance.now() - begunMs);
  }
  return told('presence: a port or a box of 1 to 3 degrees, 1 to 180 days', waits);
}

async function alibiWaits(store: Store, { days }: PresencePlan): Promise<PresenceFigures['waits'][number]> {
  const places = createPlaceIndex(allPorts, zones, moorings);
  const hulls = Array.from({ length: WATCHED }, (_, n) => hullOf(n));
  const ask = createAlibiDesk({ store, sea: loadSea(), places, hulls: async () => hulls });
  const watch = allPorts.filter((port) => port.watch);
  const waits: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const lasts = Math.min(days, [1, 2, 7, 30][i % 4]!);
    const fromAt = BEGIN + Math.floor(mix(i + 41) * (days - lasts + 1)) * DAY_MS;
    const placeId = watch[Math.floor(mix(i + 13) * watch.length)]!.id;
    const begunMs = performance.now();
    await ask({ scope: 'live', placeId, fromAt, toAt: fromAt + lasts * DAY_MS, stayMs: 0, knownAt: null });
    waits.push(performance.now() - begunMs);
  }
  return told(`alibis: ${WATCHED} watched ships at a port, 1 to 30 days`, waits);
}

function told(name: string, waits: number[]): PresenceFigures['waits'][number] {
  const sorted = waits.toSorted((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { name, half: share(0.5), p95: share(0.95), longest: sorted.at(-1)!, asked: waits.length, atMost: AT_MOST_MS };
}

function wrapped(lon: number): number {
  return lon > 180 ? lon - 360 : lon;
}
