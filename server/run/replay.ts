// Replays: a scenario or recorded files run through the pipeline at full speed, each into a scope of its own and off this
// thread (replay-run.ts). The page plays the result back at any pace. A replay that is asked for again takes the place of
// its old rows. How each ended stands in its row, also where its worker could not write it.

import { resolve, sep } from 'node:path';
import { CodedError } from '../domain/errors.ts';
import { openSource } from '../feeds/source.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Problems } from '../seams/problems.ts';
import type { ReplayRow, Store } from '../seams/store.ts';
import { emptyBatch } from './pipeline.ts';
import {
  baseOf,
  fileReplayId,
  NOW_SUFFIX,
  type PlanTables,
  planOf,
  type ReplayPlan,
  type ReplayScenario,
  type ReplayStart,
  SEEN_SUFFIX,
  withoutEnd,
} from './replay-plan.ts';
import { REPLAY_PART, replayProblems } from './replay-problems.ts';
import type { Ending, Worker } from './workers.ts';

export interface ReplayController {
  scenarios(): ReplayScenario[];
  /** Names of recordings under the data folder. */
  recordings(): string[];
  /** Begins the replay and returns its row at once; invalid and not_found are thrown before anything is written. */
  start(request: ReplayStart): Promise<ReplayRow>;
  /** Files of a replay that was started from files; null where they are not known any more. */
  filesOf(id: string): readonly string[] | null;
  /** Resolves when the replay has ended, within a second or so: a worker that does not answer is killed. */
  cancel(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Marks replays that a stop of the program cut off as failed; called before any is started. */
  closeInterrupted(): Promise<void>;
  /** Resolves when no replay runs any more. */
  settled(): Promise<void>;
  /** Cancels what runs. */
  close(): Promise<void>;
}

export interface ReplayDeps extends PlanTables {
  store: Store;
  clock: Clock;
  log: Log;
  /** Where replays that failed are told. */
  problems: Pick<Problems, 'open' | 'close' | 'tell'>;
  /** Runs a plan to its end: in a worker, as a rule. */
  run(plan: ReplayPlan): Pick<Worker, 'begun' | 'ended' | 'stop'>;
  /** Removes the rows of a replay; they may be many. */
  removeRows(id: string): Promise<unknown>;
  listRecordings(): string[];
}

/** How often the end of a replay that the disk refused is tried again. */
const AGAIN_MS = 2_000;
const INTERRUPTED = 'keelwatch was stopped before this replay was done; start it again';

export function createReplays(deps: ReplayDeps): ReplayController {
  /** Files of the replays started so far, by id without the suffix: a row keeps their names and not their paths. */
  const filesOf = new Map<string, readonly string[]>();
  const running = new Map<string, { worker: Pick<Worker, 'stop'>; done: Promise<void> }>();

  const ending = new AbortController();

  /** Starts wait for each other: two of one replay must not run into the same rows. */
  let starting: Promise<unknown> = Promise.resolve();

  async function stop(id: string): Promise<void> {
    const run = running.get(id);
    if (!run) return;
    await run.worker.stop();
    await run.done;
  }

  async function begin(request: ReplayStart, plan: ReplayPlan): Promise<ReplayRow> {
    if (ending.signal.aborted) throw new CodedError('unavailable', 'keelwatch is being stopped');
    const { id } = plan.row;
    if (plan.row.kind === 'file' && plan.heard === null) filesOf.set(baseOf(id), plan.paths);
    const known = await deps.store.replay(id);
    if (request.keep && known?.state === 'done' && known.madeBy === plan.row.madeBy) return known;
    await stop(id);
    await deps.store.commit({ ...emptyBatch(id), replay: plan.row });
    const worker = deps.run(plan);
    const done = worker.ended
      .then((ended) => settle(id, ended).catch((error: unknown) => void settleLater(id, ended, error)))
      .then(tellProblems)
      .finally(() => running.delete(id));
    running.set(id, { worker, done });
    deps.problems.close(`${REPLAY_PART}/${id}`);
    // Rows of an earlier run go before anybody reads this one; a replay that cannot begin says so in its row.
    if (known !== null) await worker.begun.catch(() => undefined);
    return plan.row;
  }

  /** Its row says 'running' while the store takes nothing: health says what is true, and the end is tried again. */
  async function settleLater(id: string, ended: Ending, first: unknown): Promise<void> {
    deps.log.error({ error: first, replay: id }, 'the end of a replay could not be stored');
    const problem = `unsettled replay/${id}`;
    for (let error = first; !ending.signal.aborted; ) {
      deps.problems.open({
        id: problem,
        says: `The replay ${id} has ended, and its row still says that it runs: ${String(error)}`,
        remedy: 'Make room on the disk or give the folder back; the end is then written by itself.',
      });
      await deps.clock.sleep(AGAIN_MS, ending.signal);
      try {
        if (!running.has(id)) await settle(id, ended);
        break;
      } catch (next) {
        error = next;
      }
    }
    deps.problems.close(problem);
    await tellProblems();
  }

  async function tellProblems(): Promise<void> {
    try {
      const rows = await deps.store.replays();
      deps.problems.tell(REPLAY_PART, replayProblems(rows, INTERRUPTED));
    } catch (error) {
      deps.log.error({ error }, 'the replays could not be read');
    }
  }

  /** Refuses what cannot be read before anything is written; outside of the queue, for a slow disk stops nobody else. */
  async function checked(request: ReplayStart): Promise<ReplayPlan> {
    const asked = request.like === undefined ? request : { ...request, ...(await inputOf(request.like)) };
    const plan = planOf(asked, deps, deps.clock.now());
    if (plan.row.kind === 'file' && plan.heard === null) {
      for (const path of plan.paths) await (await openSource(path, { signal: ending.signal })).close();
    }
    return plan;
  }

  /** A worker writes the end of its replay itself; where it could not, the row is still running. */
  async function settle(id: string, ended: Ending): Promise<void> {
    const row = await deps.store.replay(id);
    if (row?.state !== 'running') return;
    const says = ended.how === 'failed' ? ended.says : 'it ended without a word';
    if (ended.how !== 'stopped') deps.log.error({ replay: id, says }, 'replay failed');
    const end =
      ended.how === 'stopped'
        ? ({ state: 'cancelled', error: null } as const)
        : ({ state: 'failed', error: `the replay was cut short: ${says}` } as const);
    await deps.store.commit({ ...emptyBatch(id), replay: { ...row, ...end } });
  }

  /** What the replay was read from. */
  async function inputOf(id: string): Promise<Pick<ReplayStart, 'scenario' | 'files' | 'heard' | 'sightings'>> {
    const base = baseOf(id);
    const sightings = withoutEnd(id, NOW_SUFFIX).endsWith(SEEN_SUFFIX);
    if (deps.scenarios.some((scenario) => scenario.id === base)) return { scenario: base, sightings };
    const hours = /^heard-(\d+)h$/.exec(base);
    const row = hours === null ? null : await deps.store.replay(id);
    // The same hours, and not those before this day.
    if (hours !== null && row !== null) return { heard: { hours: Number(hours[1]), toAt: row.createdAt }, sightings };
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

    async start(request) {
      const plan = await checked(request);
      const begun = starting.then(() => begin(request, plan));
      starting = begun.catch(() => undefined);
      return begun;
    },

    filesOf: (id) => filesOf.get(baseOf(id)) ?? null,
    cancel: stop,
    async remove(id) {
      await stop(id);
      if (!(await deps.store.replay(id))) throw new CodedError('not_found', `there is no replay "${id}"`);
      await deps.removeRows(id);
      await tellProblems();
    },
    async closeInterrupted() {
      for (const row of await deps.store.replays()) {
        if (row.state !== 'running' || running.has(row.id)) continue;
        await deps.store.commit({ ...emptyBatch(row.id), replay: { ...row, state: 'failed', error: INTERRUPTED } });
      }
      await tellProblems();
    },
    async settled() {
      await starting;
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    async close() {
      ending.abort();
      await starting;
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

/** Refuses a path that leads out of the recordings folder; for requests that come over HTTP. */
export function mustBeRecording(folder: string, file: string): void {
  const path = resolve(folder, file);
  if (!path.startsWith(resolve(folder) + sep)) {
    throw new CodedError('invalid', `"${file}" is not a recording of the data folder`);
  }
}
