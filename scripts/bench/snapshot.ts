// How long a snapshot stops the engine: a live flow of 20,000 and of 100,000 vessels, each heard once in 100 seconds, is
// written in slices while it goes on. What is said is the longest slice, the first of which is the cut itself; what all of
// them take; and the longest that any input takes meanwhile, checkpoints for late reports included.

import { loadReference } from '../../db/reference/load.ts';
import type { EngineSink } from '../../server/domain/engine/sink.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../../server/domain/report.ts';
import { createFlow, type Flow, LIVE_WINDOW_MS } from '../../server/run/flow.ts';
import { readFlow } from '../../server/run/stored-flow.ts';
import { hullOf, imoOf, mix } from './made-fleet.ts';

export interface StandStill {
  name: string;
  /** Of one slice. */
  longestMs: number;
  atMostMs: number;
  reachForMs: number;
  /** In words: what else is worth knowing. */
  says: string;
}

const { ports, zones, rules, mids } = loadReference();
const places = createPlaceIndex(ports, zones);
const silent: EngineSink = { fix() {}, vessel() {}, binding() {}, rename() {}, event() {}, alert() {} };
const WATCHED = 5_000;
const EACH_MS = 100_000;
/** Inputs taken between two slices: what a feed of a thousand a second brings in a twentieth of a second. */
const BETWEEN = 50;

export function measureSnapshots(say: (result: StandStill) => void): void {
  for (const vessels of [20_000, 100_000]) say(measure(vessels));
}

function measure(vessels: number): StandStill {
  const hulls = Array.from({ length: WATCHED }, (_, n) => hullOf(n));
  const flow = createFlow({ engine: { hulls, places, rules, mids, asOf: 'then' }, windowMs: LIVE_WINDOW_MS }, silent);
  const next = feedOf(vessels, flow);
  // Everybody says who it is, and is heard five times.
  for (let n = 0; n < vessels * 6; n++) next();

  let longestInputMs = 0;
  let longestMs = 0;
  let totalMs = 0;
  let slices = 0;
  let bytes = 0;
  const chunks: Uint8Array[] = [];
  let iterator: Iterator<Uint8Array | null> | null = null;
  for (let done = false; !done; ) {
    const took = timed(() => {
      iterator ??= flow.snapshot()[Symbol.iterator]();
      const result = iterator.next();
      done = result.done === true;
      if (result.value) {
        chunks.push(result.value);
        bytes += result.value.length;
      }
    });
    slices++;
    totalMs += took;
    longestMs = Math.max(longestMs, took);
    for (let n = 0; n < BETWEEN; n++) longestInputMs = Math.max(longestInputMs, timed(next));
  }
  // On until a checkpoint is due.
  for (let n = 0; n < 260_000; n++) longestInputMs = Math.max(longestInputMs, timed(next));
  const readMs = timed(() => {
    if (readFlow(chunks) === null) throw new Error('the snapshot is of another version');
  });
  return {
    name: `snapshot: ${vessels.toLocaleString('en')} vessels, the longest stand-still`,
    longestMs,
    atMostMs: 50,
    reachForMs: 5,
    says:
      `${slices} slices in ${(totalMs / 1000).toFixed(2)} s, ${(bytes / 1e6).toFixed(0)} MB in ${chunks.length} chunks; ` +
      `an input takes ${longestInputMs.toFixed(1)} ms at most; read back in ${(readMs / 1000).toFixed(1)} s`,
  };
}

/** The next input of a feed in which every vessel is heard in its turn; a fifth of them lie near ports. */
function feedOf(vessels: number, flow: Flow): () => void {
  const report: Report = { ...emptyReport(), station: STATION.classA, source: 'bench' };
  let at = Date.UTC(2026, 0, 1);
  let count = 0;
  return () => {
    const n = count % vessels;
    const round = Math.floor(count++ / vessels);
    at += EACH_MS / vessels;
    report.mmsi = 210_000_000 + n;
    report.at = at;
    report.arrivedAt = at;
    report.parts = round === 0 ? STATIC : POSITION;
    if (round === 0) {
      report.imo = n < WATCHED ? imoOf(n) : Number.NaN;
      report.name = n < WATCHED ? `BENCH HULL ${n}` : `SHIP ${n}`;
    } else {
      const lies = n % 5 === 0;
      const port = ports[Math.floor(mix(n) * ports.length)]!;
      report.speedKn = lies ? 0 : 12;
      report.courseDeg = lies ? Number.NaN : 90;
      report.lon = lies ? port.lon + mix(n + 1) * 0.02 : mix(n + 2) * 300 - 170 + round * 0.005;
      report.lat = lies ? port.lat + mix(n + 3) * 0.02 : mix(n + 4) * 120 - 60;
    }
    flow.take(report);
  };
}

/** The system counts a thread's time in ticks of so much, ms. */
const TICK_MS = 4;

/** By the clock; where others had the processor meanwhile, by what this thread used of it, rounded up. */
function timed(work: () => void): number {
  const startAt = performance.now();
  const from = process.threadCpuUsage();
  work();
  const used = process.threadCpuUsage(from);
  return Math.min(performance.now() - startAt, (used.user + used.system) / 1000 + TICK_MS);
}
