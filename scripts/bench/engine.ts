// Engine and pipeline: fixes of a hundred thousand vessels through every detector, and a recording through everything
// down to committed rows. The fleet is made up and the same on every run; ports, zones and rules are the real tables.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createEngine, type EngineOptions } from '../../server/domain/engine/engine.ts';
import type { EngineSink } from '../../server/domain/engine/sink.ts';
import type { Port } from '../../server/domain/places/place.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../../server/domain/report.ts';
import { readTracks } from '../../server/feeds/read-tracks.ts';
import { LIVE_WINDOW_MS } from '../../server/run/flow.ts';
import { COMMIT_ROWS, createPipeline } from '../../server/run/pipeline.ts';
import type { Bench } from './bench.ts';
import { hullOf, imoOf, mix } from './made-fleet.ts';
import { sampleFile } from './sample.ts';

const { hulls, ports, zones, moorings, rules, mids } = loadReference();

const silent: EngineSink = { fix() {}, vessel() {}, binding() {}, rename() {}, event() {}, alert() {} };

interface FleetPlan {
  vessels: number;
  watched: number;
  places: number;
  fixes: number;
}

function optionsOf({ watched, places }: FleetPlan): EngineOptions {
  const padded: Port[] = ports.slice(0, places);
  // The berths and anchorages of the table are places, too; a table cut short has none.
  const berths = places < ports.length ? [] : moorings;
  const points = berths.reduce((sum, mooring) => sum + mooring.points.length / 2, 0);
  for (let n = padded.length; n < places - points; n++) {
    const point = { lon: mix(n) * 360 - 180, lat: mix(n + 7) * 150 - 75 };
    const names = { id: `bench:${n}`, name: `BENCH PLACE ${n}`, locode: null, destinationAliases: [] };
    padded.push({ ...ports[0]!, ...names, ...point, watch: false });
  }
  return {
    hulls: Array.from({ length: watched }, (_, n) => hullOf(n)),
    places: createPlaceIndex(padded, zones, berths),
    rules,
    mids,
    asOf: 'then',
  };
}

/** Fixes in time order: each vessel in turn, a fifth of them lying near a port, the others sailing. */
function engineBench(name: string, plan: FleetPlan, atLeast: number, reachFor: number): Bench {
  return {
    name,
    unit: 'fixes/s',
    atLeast,
    reachFor,
    async prepare() {
      const options = optionsOf(plan);
      // At quays: a ship in roads far out is followed for meetings, which has a cost of its own.
      const known = options.places.ports.filter(({ mooringsOnly }) => mooringsOnly !== true);
      const lons = new Float64Array(plan.vessels);
      const lats = new Float64Array(plan.vessels);
      const courses = new Float64Array(plan.vessels);
      for (let n = 0; n < plan.vessels; n++) {
        const lies = n % 5 === 0;
        const port = known[Math.floor(mix(n) * known.length)]!;
        lons[n] = lies ? port.lon + mix(n + 1) * 0.02 : mix(n + 2) * 340 - 170;
        lats[n] = lies ? port.lat + mix(n + 3) * 0.02 : mix(n + 4) * 120 - 60;
        courses[n] = lies ? Number.NaN : mix(n + 5) * 360;
      }
      const engine = createEngine(options, silent);
      const report: Report = { ...emptyReport(), station: STATION.classA, source: 'bench' };
      let at = Date.UTC(2026, 0, 1);
      for (let n = 0; n < plan.vessels; n++) {
        report.parts = STATIC;
        report.mmsi = 210_000_000 + n;
        report.at = at;
        report.imo = n < Math.min(plan.watched, 5000) ? imoOf(n) : Number.NaN;
        report.name = n < Math.min(plan.watched, 5000) ? `BENCH HULL ${n}` : `SHIP ${n}`;
        engine.take(report);
      }
      report.parts = POSITION;
      return () => {
        for (let i = 0; i < plan.fixes; i++) {
          const n = i % plan.vessels;
          // Every vessel once in ten minutes.
          at += 600_000 / plan.vessels;
          report.mmsi = 210_000_000 + n;
          report.at = at;
          report.arrivedAt = at;
          const course = courses[n]!;
          if (Number.isNaN(course)) {
            report.speedKn = 0;
          } else {
            report.speedKn = 12;
            lons[n]! += Math.sin(course) * 0.03;
            lats[n]! += Math.cos(course) * 0.03;
            if (Math.abs(lats[n]!) > 70 || Math.abs(lons[n]!) > 175) courses[n]! += Math.PI;
          }
          report.courseDeg = course;
          report.lon = lons[n]!;
          report.lat = lats[n]!;
          engine.take(report);
        }
        return plan.fixes;
      };
    },
  };
}

const AT_LEAST = 500_000;

const FLEET: FleetPlan = { vessels: 100_000, watched: 5000, places: ports.length, fixes: 1_000_000 };

/** A replay keeps no way back; the live monitor does. */
const pipelineBench = (name: string, reprocess: false | undefined, atLeast: number): Bench => ({
  name,
  unit: 'msg/s',
  atLeast,
  reachFor: 500_000,
  async prepare() {
    const { path, messages } = sampleFile(5);
    // Made once by every process: what it costs is in the start.
    const places = createPlaceIndex(ports, zones, moorings);
    return async () => {
      const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-'));
      const store = openStore(join(folder, 'bench.db'));
      try {
        const pipeline = createPipeline({
          scope: 'bench',
          store,
          engine: { hulls, places, rules, mids, asOf: 'then' },
          windowMs: LIVE_WINDOW_MS,
          ...(reprocess === undefined ? {} : { reprocess }),
        });
        await readTracks(
          [path],
          { report: pipeline.take },
          {
            startAt: Date.UTC(2026, 0, 1),
            async progress() {
              if (pipeline.full) await pipeline.commit();
            },
          },
        );
        while (!pipeline.drain(COMMIT_ROWS)) await pipeline.commit();
        await pipeline.commit();
      } finally {
        await store.close();
        rmSync(folder, { recursive: true, force: true });
      }
      return messages;
    };
  },
});

export const benches: readonly Bench[] = [
  engineBench('engine: fix → all detectors, 5,000 watched of 100,000', FLEET, AT_LEAST, 1_000_000),
  engineBench('engine: the same, 100 watched hulls', { ...FLEET, watched: 100 }, AT_LEAST, 1_000_000),
  engineBench('engine: the same, 100,000 hulls on the list', { ...FLEET, watched: 100_000 }, AT_LEAST, 1_000_000),
  engineBench('engine: the same, 100 places', { ...FLEET, places: 100 }, AT_LEAST, 1_000_000),
  engineBench('engine: the same, 100,000 places', { ...FLEET, places: 100_000 }, AT_LEAST, 1_000_000),
  pipelineBench('pipeline: file → SQLite, committed', false, 200_000),
  pipelineBench('pipeline: the same as the live monitor does, with a way back for late reports', undefined, 200_000),
];
