// What late reports cost: a feed that could go back, against one that could not, and one late report put in its place
// over a way back of a quarter of a million reports.

import { loadReference } from '../../db/reference/load.ts';
import type { EngineSink } from '../../server/domain/engine/sink.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { copyReport, emptyReport, POSITION, type Report } from '../../server/domain/report.ts';
import { readTracks } from '../../server/feeds/read-tracks.ts';
import { createFlow, type Flow, LIVE_WINDOW_MS } from '../../server/run/flow.ts';
import type { ReprocessOptions } from '../../server/run/reprocess.ts';
import type { Bench } from './bench.ts';
import { sampleFile } from './sample.ts';

const { hulls, ports, zones, moorings, rules, mids } = loadReference();
const places = createPlaceIndex(ports, zones, moorings);
const silent: EngineSink = { fix() {}, vessel() {}, binding() {}, rename() {}, event() {}, alert() {} };
const START = Date.UTC(2026, 0, 1);

function openFlow(reprocess: ReprocessOptions | false): Flow {
  return createFlow(
    { engine: { hulls, places, rules, mids, asOf: 'then' }, windowMs: LIVE_WINDOW_MS, reprocess },
    silent,
  );
}

function feedBench(name: string, reprocess: ReprocessOptions | false, atLeast: number, reachFor: number): Bench {
  return {
    name,
    unit: 'msg/s',
    atLeast,
    reachFor,
    async prepare() {
      const { path, messages } = sampleFile(5);
      return async () => {
        const flow = openFlow(reprocess);
        await readTracks([path], { report: flow.take }, { startAt: START });
        while (!flow.drain(100_000));
        return messages;
      };
    },
  };
}

/** One run from a checkpoint that lies 250,000 reports back. */
const oneLate: Bench = {
  name: 'late: one report put in its place, 250,000 reports back',
  unit: 'runs/s',
  atLeast: 0.5,
  reachFor: 2,
  async prepare() {
    const { path } = sampleFile(4);
    const flow = openFlow({ everyInputs: 1e9, everyMs: 1e12, latenessMs: 1e12, gatherMs: 0 });
    const late: Report = emptyReport();
    let taken = 0;
    await readTracks(
      [path],
      {
        report(report) {
          if (taken++ >= 250_000) return;
          if (Number.isNaN(late.at) && taken > 1000 && (report.parts & POSITION) !== 0) copyReport(report, late);
          flow.take(report);
        },
      },
      { startAt: START },
    );
    if (Number.isNaN(late.at)) throw new Error('the sample has no position after its first 1,000 reports');
    let run = 0;
    return () => {
      const before = flow.counts().revision.runs;
      flow.take({ ...late, lat: late.lat + ++run * 1e-5 });
      flow.drain(0);
      return flow.counts().revision.runs - before;
    };
  },
};

export const benches: readonly Bench[] = [
  feedBench('late: feed with no way back', false, 200_000, 500_000),
  feedBench('late: feed with a way back of a million reports', {}, 100_000, 250_000),
  oneLate,
];
