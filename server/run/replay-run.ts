// One replay as it runs: reads, orders, runs the engine, commits. In come a plan and an engine's options. The replay is over
// when its row in the store says how it ended; an error ends in that row, never in the caller. It may run in any thread.

import type { EngineOptions } from '../domain/engine/engine.ts';
import { faultSentences } from '../domain/engine/faults.ts';
import type { SightingInput } from '../domain/engine/input.ts';
import { CodedError } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { Sighting } from '../domain/sighting.ts';
import { type ReadProgress, readTracks } from '../feeds/read-tracks.ts';
import type { Clock } from '../seams/clock.ts';
import { createGiveWay } from '../seams/give-way.ts';
import type { Log } from '../seams/log.ts';
import { LIVE, type ReplayRow, type Store } from '../seams/store.ts';
import { readIntake } from './intake/read-intake.ts';
import { createPipeline, emptyBatch, type Pipeline } from './pipeline.ts';
import { createRecordingOrder } from './recording-order.ts';
import { type ReplayPlan, sightingsWithin } from './replay-plan.ts';
import { createSpan } from './span.ts';

export interface ReplayRunDeps {
  store: Store;
  clock: Clock;
  log: Log;
  engine: EngineOptions;
  /** On a disk that has room for what a long recording does not hold in memory. */
  spillFolder: string;
}

/** Reports released between two looks at the time and at what waits for its commit: a ship's may each raise alerts. */
const DRAIN_REPORTS = 100;
/** A stop is heard, and rows are committed, between two turns, ms. */
const TURN_MS = 25;
/** The replay's row is written no more often than this, ms. */
const SAY_PROGRESS_MS = 500;

/** Takes what an earlier run left; the replay then runs, with no row yet. */
export function clearReplay({ row }: ReplayPlan, store: Pick<Store, 'deleteReplay'>): Promise<void> {
  return store.deleteReplay(row.id, row);
}

export async function runReplay(plan: ReplayPlan, deps: ReplayRunDeps, signal: AbortSignal): Promise<void> {
  const { store, log, engine } = deps;
  // Reports come to it in order, so that it holds back only those of one instant.
  const pipeline = createPipeline({ scope: plan.row.id, store, engine, windowMs: 0, reprocess: false });
  for (const sighting of plan.sightings) pipeline.take(inputOf(sighting));
  if (plan.sightings.length > 0) await pipeline.commit({ sightings: [...plan.sightings] });
  let row = await readAndRun(plan, pipeline, deps, signal);
  try {
    await pipeline.commit({ replay: row });
  } catch (error) {
    log.error({ error, replay: row.id }, 'replay could not be stored');
    // The rows found no room; that the replay failed may still find some.
    row = failed(row, error);
    await store.commit({ ...emptyBatch(row.id), replay: row }).catch(() => undefined);
  }
}

/** Returns the row as it stands at the end; the last events and alerts still wait in the pipeline. */
async function readAndRun(
  plan: ReplayPlan,
  pipeline: Pipeline,
  { store, clock, log, spillFolder }: ReplayRunDeps,
  signal: AbortSignal,
): Promise<ReplayRow> {
  let row = plan.row;
  let saidAt = 0;

  async function commitWhenDue(): Promise<void> {
    const now = clock.now();
    if (!pipeline.full && now - saidAt < SAY_PROGRESS_MS) return;
    saidAt = now;
    await pipeline.commit({ replay: row });
  }

  const options = {
    signal,
    async progress(progress: Readonly<ReadProgress>) {
      const { bytesDone, bytesTotal, lines, reports, rejects } = progress;
      row = { ...row, bytesDone, bytesTotal, lines, reports, rejects };
      await commitWhenDue();
    },
  };
  const inOrder = createRecordingOrder({ folder: spillFolder });
  try {
    const span = createSpan();
    const sink = {
      report(report: Readonly<Report>) {
        span.hear(report.at);
        inOrder.put(report);
      },
      state: pipeline.take,
    };
    const { heard } = plan;
    const result = heard
      ? await readIntake(heard.folder, heard, sink, options)
      : await readTracks(plan.paths, sink, options);
    // Notes on the recording, such as a unit that it leaves unsaid, are told with the row.
    const told = result.notes.length > 0 ? `${result.notes.join('. ')}.` : null;
    const about = row.kind === 'file' ? told : row.about;
    row = { ...row, about, lines: result.lines, reports: result.reports, rejects: result.rejects };
    if (result.reports > 0) {
      const { fromAt, toAt } = span.covered();
      row = { ...row, fromAt, toAt, opensAt: row.opensAt ?? fromAt };
      if (plan.withLive) {
        const live = await store.sightings(LIVE);
        const seen = sightingsWithin(live, fromAt, toAt);
        for (const sighting of seen) pipeline.take(inputOf(sighting));
        await pipeline.commit({ replay: row, sightings: seen });
      }
    }
    const giveWay = createGiveWay(TURN_MS);
    while (!signal.aborted && !(inOrder.drain(DRAIN_REPORTS, pipeline.take) && pipeline.drain(DRAIN_REPORTS))) {
      if (!pipeline.full && !giveWay.due()) continue;
      await commitWhenDue();
      await giveWay.now();
    }
    const state = signal.aborted ? 'cancelled' : result.failed ? 'failed' : 'done';
    const { newest } = pipeline.faults();
    if (newest.length > 0) log.error({ faults: newest, replay: row.id }, 'a detector or a rule has failed');
    const errors = [...result.errors, ...faultSentences(pipeline.faults())];
    return { ...row, state, error: errors.join(' ') || null };
  } catch (error) {
    if (!(error instanceof CodedError)) log.error({ error, replay: row.id }, 'replay failed');
    return failed(row, error);
  } finally {
    inOrder.close();
  }
}

function inputOf(sighting: Sighting): SightingInput {
  return { kind: 'sighting', at: sighting.arrivedAt, sighting };
}

function failed(row: ReplayRow, error: unknown): ReplayRow {
  return { ...row, state: 'failed', error: error instanceof Error ? error.message : String(error) };
}
