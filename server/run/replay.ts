// Replays: a scenario or recorded files run through the pipeline at full speed, each into a scope of its own. The page
// plays the result back at any pace. A replay that is asked for again takes the place of its old rows.

import { tmpdir } from 'node:os';
import { basename, resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { SightingInput } from '../domain/engine/input.ts';
import { CodedError } from '../domain/errors.ts';
import { stableId } from '../domain/hash.ts';
import { boundBesides } from '../domain/identity/identify.ts';
import type { RouteRule } from '../domain/rule.ts';
import type { Sighting } from '../domain/sighting.ts';
import { type ReadOptions, readTracks } from '../feeds/read-tracks.ts';
import type { Log } from '../log.ts';
import type { Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import { LIVE, type ReplayRow, type Store, type StoredSighting } from '../seams/store.ts';
import { COMMIT_ROWS, createPipeline, emptyBatch, type Pipeline } from './pipeline.ts';
import { createRecordingOrder } from './recording-order.ts';
import { createSpan } from './span.ts';

/** A sample voyage that comes with the program. */
export interface ReplayScenario {
  id: string;
  title: string;
  about: string;
  label: string;
  fromAt: number;
  toAt: number;
  opensAt: number;
  speed: number;
  sightings: Sighting[];
  /** Decided by hand for this scenario alone; the decisions of users stand beside them. */
  bindings: readonly { mmsi: number; hullId: string }[];
  track: { path: string };
}

export interface ReplayStart {
  scenario?: string | undefined;
  /** Absolute paths, or paths under the recordings folder. */
  files?: readonly string[] | undefined;
  /** Id of a replay whose input is meant: that of the other day's lists, as a rule. */
  like?: string | undefined;
  asOf: 'then' | 'now';
  /**
   * Take the sightings of the live monitor too that fall into the period, each as if it had been known when its window
   * ended. A scenario has its own beside them.
   */
  sightings?: boolean | undefined;
  /** Keep what an earlier run of the same program said, with what people made of it, instead of running again. */
  keep?: boolean;
}

export interface ReplayController {
  scenarios(): ReplayScenario[];
  /** Names of recordings under the data folder. */
  recordings(): string[];
  /** Begins the replay and returns its row at once; invalid and not_found are thrown before anything is written. */
  start(request: ReplayStart): Promise<ReplayRow>;
  cancel(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Says of replays that a stop of the program cut off that they failed; before any is started. */
  closeInterrupted(): Promise<void>;
  /** Resolves when no replay runs any more. */
  settled(): Promise<void>;
  /** Cancels what runs. */
  close(): Promise<void>;
}

export interface ReplayDeps {
  store: Store;
  bus: Bus;
  clock: Clock;
  log: Log;
  engine: Omit<EngineOptions, 'asOf'>;
  /** Rules to go by, users' own among them; absent: those of `engine`. */
  rules?(asOf: 'then' | 'now'): readonly RouteRule[];
  scenarios: readonly ReplayScenario[];
  /** Version of this program: what another one said is not kept. */
  version: string;
  /** Folder that requests over HTTP may name files of. */
  recordingsFolder: string;
  listRecordings(): string[];
  /** On a disk that has room for what a long recording does not hold in memory. Absent: the system's temporary folder. */
  spillFolder?: string;
}

/** Seconds of event time per second of play for a recording: two hours in a minute. */
const FILE_SPEED = 120;
const INTERRUPTED = 'keelwatch was stopped before this replay was done; start it again';
/** Reports released between two turns of the event loop: about 20 ms of work. */
const DRAIN_REPORTS = 20_000;
/** The replay's row is written no more often than this, ms. */
const SAY_PROGRESS_MS = 500;

export function createReplays(deps: ReplayDeps): ReplayController {
  /** Files of the replays started so far, by id without the suffix: a row keeps their names and not their paths. */
  const filesOf = new Map<string, readonly string[]>();
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();

  /** Starts wait for each other: two of one replay must not run into the same rows. */
  let starting: Promise<unknown> = Promise.resolve();

  async function stop(id: string): Promise<void> {
    const run = running.get(id);
    if (!run) return;
    run.abort.abort();
    await run.done;
  }

  async function begin(request: ReplayStart): Promise<ReplayRow> {
    const plan = planOf(request.like === undefined ? request : { ...request, ...requestOf(request.like) }, deps);
    if (plan.row.kind === 'file') filesOf.set(baseOf(plan.row.id), plan.paths);
    const known = await deps.store.replay(plan.row.id);
    if (request.keep && known?.state === 'done' && known.madeBy === plan.row.madeBy) return known;
    await stop(plan.row.id);
    await deps.store.deleteReplay(plan.row.id);
    // Reports come to it in order, so that it holds back only those of one instant.
    const pipeline = createPipeline({
      scope: plan.row.id,
      store: deps.store,
      bus: deps.bus,
      engine: {
        ...deps.engine,
        bindings: boundBesides(deps.engine.bindings, plan.bindings),
        rules: deps.rules?.(request.asOf) ?? deps.engine.rules,
        asOf: request.asOf,
      },
      windowMs: 0,
      reprocess: false,
    });
    for (const sighting of plan.sightings) pipeline.take(inputOf(sighting));
    await pipeline.commit({ replay: plan.row, sightings: [...plan.sightings] });
    const abort = new AbortController();
    const done = run(plan, pipeline, deps, abort.signal).finally(() => running.delete(plan.row.id));
    running.set(plan.row.id, { abort, done });
    return plan.row;
  }

  /** What the replay was read from. */
  function requestOf(id: string): Pick<ReplayStart, 'scenario' | 'files' | 'sightings'> {
    const base = baseOf(id);
    const sightings = withoutEnd(id, NOW_SUFFIX).endsWith(SEEN_SUFFIX);
    if (deps.scenarios.some((scenario) => scenario.id === base)) return { scenario: base, sightings };
    const known = filesOf.get(base);
    if (known !== undefined) return { files: known, sightings };
    // A restart forgets the paths; a recording of the data folder is found again by what its id is made of.
    const recording = deps
      .listRecordings()
      .find((name) => fileReplayId([resolve(deps.recordingsFolder, name)]) === base);
    if (recording !== undefined) return { files: [recording], sightings };
    throw new CodedError(
      'not_found',
      `what replay "${id}" was read from is not known any more; start it from its files`,
    );
  }

  return {
    scenarios: () => [...deps.scenarios],
    recordings: () => deps.listRecordings(),

    start(request) {
      const begun = starting.then(() => begin(request));
      starting = begun.catch(() => undefined);
      return begun;
    },

    cancel: stop,
    async remove(id) {
      await stop(id);
      if (!(await deps.store.replay(id))) throw new CodedError('not_found', `there is no replay "${id}"`);
      await deps.store.deleteReplay(id);
    },
    async closeInterrupted() {
      for (const row of await deps.store.replays()) {
        if (row.state !== 'running' || running.has(row.id)) continue;
        await deps.store.commit({ ...emptyBatch(row.id), replay: { ...row, state: 'failed', error: INTERRUPTED } });
      }
    },
    async settled() {
      await starting;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    async close() {
      await starting;
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

const SEEN_SUFFIX = '-seen';
const NOW_SUFFIX = '-now';

/** The id of a replay without what says whose lists it ran on, and with whose sightings. */
function baseOf(id: string): string {
  return withoutEnd(withoutEnd(id, NOW_SUFFIX), SEEN_SUFFIX);
}

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

function fileReplayId(paths: readonly string[]): string {
  return `file-${stableId(...paths)}`;
}

interface Plan {
  row: ReplayRow;
  paths: string[];
  sightings: readonly Sighting[];
  /** Those of the live monitor are taken too, once the period is known. */
  withLive: boolean;
  bindings: ReplayScenario['bindings'];
}

function planOf(request: ReplayStart, deps: ReplayDeps): Plan {
  const blank = {
    asOf: request.asOf,
    madeBy: deps.version,
    state: 'running',
    error: null,
    createdAt: deps.clock.now(),
    fromAt: null,
    toAt: null,
    reports: 0,
    lines: 0,
    bytesDone: 0,
    bytesTotal: null,
    rejects: {},
  } as const;
  const withLive = request.sightings === true;
  const suffix = (withLive ? SEEN_SUFFIX : '') + (request.asOf === 'now' ? NOW_SUFFIX : '');
  if (request.scenario !== undefined) {
    const scenario = deps.scenarios.find(({ id }) => id === request.scenario);
    if (!scenario) {
      const known = deps.scenarios.map(({ id }) => id).join(', ');
      throw new CodedError('not_found', `there is no scenario "${request.scenario}"; known are: ${known}`);
    }
    const { id, title, label, about, opensAt, speed, sightings, bindings, track } = scenario;
    const sources = [...new Set(sightings.map(({ source }) => source))];
    const row: ReplayRow = {
      ...blank,
      id: id + suffix,
      title,
      kind: 'scenario',
      label,
      about,
      sources,
      opensAt,
      speed,
    };
    return { row, paths: [track.path], sightings, withLive, bindings };
  }
  const files = request.files ?? [];
  if (files.length === 0) throw new CodedError('invalid', 'a replay needs a scenario or at least one file');
  const paths = files.map((file) => resolve(deps.recordingsFolder, file));
  const names = paths.map((path) => basename(path));
  const row: ReplayRow = {
    ...blank,
    id: fileReplayId(paths) + suffix,
    title: names.join(' + '),
    kind: 'file',
    label: null,
    about: null,
    sources: names,
    opensAt: null,
    speed: FILE_SPEED,
  };
  return { row, paths, sightings: [], withLive, bindings: [] };
}

/**
 * What was seen in the period and stands, as a replay hears it: when its window ends. People enter sightings of years ago
 * today, and a replay that waited until today for them would hear them after its end.
 */
export function sightingsWithin(sightings: readonly StoredSighting[], fromAt: number, toAt: number): Sighting[] {
  return sightings.flatMap(({ withdrawn, ...sighting }) => {
    if (withdrawn || sighting.toAt < fromAt || sighting.fromAt > toAt) return [];
    return [{ ...sighting, arrivedAt: sighting.toAt }];
  });
}

function inputOf(sighting: Sighting): SightingInput {
  return { kind: 'sighting', at: sighting.arrivedAt, sighting };
}

/** Refuses a path that leads out of the recordings folder; for requests that come over HTTP. */
export function mustBeRecording(folder: string, file: string): void {
  const path = resolve(folder, file);
  if (!path.startsWith(resolve(folder) + sep)) {
    throw new CodedError('invalid', `"${file}" is not a recording of the data folder`);
  }
}

/** Reads, orders, runs and commits; whatever goes wrong ends in the replay's row, never in the caller. */
async function run(plan: Plan, pipeline: Pipeline, deps: ReplayDeps, signal: AbortSignal): Promise<void> {
  let row = plan.row;
  let saidAt = 0;

  async function commitWhenFull(): Promise<void> {
    const now = deps.clock.now();
    const due = now - saidAt >= SAY_PROGRESS_MS;
    if (pipeline.pending < COMMIT_ROWS && !due) return;
    saidAt = now;
    await pipeline.commit({ replay: row });
  }

  const options: ReadOptions = {
    signal,
    async progress(progress) {
      const { bytesDone, bytesTotal, lines, reports, rejects } = progress;
      row = { ...row, bytesDone, bytesTotal, lines, reports, rejects };
      await commitWhenFull();
    },
  };
  const inOrder = createRecordingOrder({ folder: deps.spillFolder ?? tmpdir() });
  try {
    const span = createSpan();
    const result = await readTracks(
      plan.paths,
      {
        report(report) {
          span.hear(report.at);
          inOrder.put(report);
        },
      },
      options,
    );
    // What a recording leaves unsaid, such as a unit, is told with it.
    const told = result.notes.length > 0 ? `${result.notes.join('. ')}.` : null;
    const about = row.kind === 'file' ? told : row.about;
    row = { ...row, about, lines: result.lines, reports: result.reports, rejects: result.rejects };
    if (result.reports > 0) {
      const { fromAt, toAt } = span.covered();
      row = { ...row, fromAt, toAt, opensAt: row.opensAt ?? fromAt };
      if (plan.withLive) {
        const live = await deps.store.sightings(LIVE);
        const within = sightingsWithin(live, fromAt, toAt);
        for (const sighting of within) pipeline.take(inputOf(sighting));
        await pipeline.commit({ sightings: within });
      }
    }
    while (!signal.aborted && !(inOrder.drain(DRAIN_REPORTS, pipeline.take) && pipeline.drain(DRAIN_REPORTS))) {
      await commitWhenFull();
      await nextTurn();
    }
    const state = signal.aborted ? 'cancelled' : result.failed ? 'failed' : 'done';
    row = { ...row, state, error: result.errors.join(' ') || null };
  } catch (error) {
    if (!(error instanceof CodedError)) deps.log.error({ error, replay: row.id }, 'replay failed');
    row = { ...row, state: 'failed', error: error instanceof Error ? error.message : String(error) };
  } finally {
    inOrder.close();
  }
  try {
    await pipeline.commit({ replay: row });
  } catch (error) {
    deps.log.error({ error, replay: row.id }, 'replay could not be stored');
    // The rows found no room; that the replay failed may still find some.
    row = { ...row, state: 'failed', error: error instanceof Error ? error.message : String(error) };
    await deps.store.commit({ ...emptyBatch(row.id), replay: row }).catch(() => undefined);
  }
}
