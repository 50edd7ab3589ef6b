// The live monitor: the engine that runs on the wall clock, in the scope "live". Its inputs come from the store: sightings
// that people enter or take back, the lists, the rules. Each input is written down with the instant at which it was heard,
// in the commit of what followed from it; the state itself is kept every few minutes. A restart is the last state and the
// inputs since, heard again at the same instants: the monitor says the same again, and nothing twice.
//
//   snapshot ──── inputs 18, 19, 20 ────▶ now
//   intake log ── records 183204 … ─────▶ now          what feeds brought; each input says how many records came before it

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FaultReport } from '../domain/engine/faults.ts';
import { CodedError } from '../domain/errors.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { MINUTE_MS } from '../domain/time.ts';
import { formatNamed } from '../feeds/index.ts';
import { type KeptInput, LIVE } from '../seams/store.ts';
import { LIVE_WINDOW_MS } from './flow.ts';
import { createHearing } from './intake/hearing.ts';
import type { IntakeRecord } from './intake/record.ts';
import type { Live, LiveDeps, LiveInput, LiveKnown } from './live-contract.ts';
import { intakeCounts, tallyCommits } from './live-counts.ts';
import { liveProblems } from './live-problems.ts';
import { headOf, type LiveHead, readState } from './live-state.ts';
import { createPipeline, emptyBatch } from './pipeline.ts';
import { pastOf } from './rule-past.ts';
import type { Slice } from './stored-flow.ts';
import { watchedBy } from './watched-by.ts';

/** The cursors that say how many inputs were heard, and up to which change sightings and rules were taken. */
const INPUTS = 'inputs';
const SIGHTINGS = 'sightings';
const RULES = 'rules';
const BEFORE_ALL = -1;
/** Rows read at a time. Those numbered 0 are fewer: only a form wrote them, one by one. */
const TAKE_ROWS = 10_000;
/** How often the store is asked for sightings that another process has written. */
const LOOK_OUT_MS = 2_000;
/** How often the state is kept; a restart takes the inputs of at most this time again. */
const KEEP_STATE_MS = 5 * MINUTE_MS;
/** How often a commit that the disk refused is tried again. */
const AGAIN_MS = 2_000;
/** Records heard again before those that count: the readers then stand in the middle of the sentences where they stood. */
const WARM_RECORDS = 500;

export async function createLive(deps: LiveDeps): Promise<Live> {
  const { store, clock, log, intake } = deps;
  const cursors = new Map((await store.cursors(LIVE)).map(({ source, position }) => [source, position]));
  let known: LiveKnown = { ...(await deps.lists()), ruleChanges: await store.ruleChanges() };
  let options = deps.options(known);
  const kept = readState(await store.state(LIVE), options, log);
  const tally = tallyCommits();
  const pipeline = createPipeline({
    scope: LIVE,
    store,
    tally,
    ...(deps.canary ? { canary: deps.canary } : {}),
    engine: options,
    windowMs: kept.state?.windowMs ?? LIVE_WINDOW_MS,
    ...(kept.state ? { from: kept.state.flow } : {}),
  });
  let windowMs = kept.state?.windowMs ?? LIVE_WINDOW_MS;
  const hearing = createHearing({
    formatNamed,
    take: pipeline.take,
    wait(next) {
      windowMs = next;
      pipeline.wait(next);
    },
    ...(kept.state ? { formats: kept.state.formats } : {}),
    ...(deps.onReport ? { heard: deps.onReport } : {}),
  });
  const stopping: (() => void)[] = [];
  const ending = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  /** Number of the last input heard, and of the last one in the state that is kept. */
  let heard = kept.state?.through ?? 0;
  let settled = heard;
  let settledRecords = kept.state?.intake ?? 0;
  let states = kept.number;
  let keeping: Promise<void> = Promise.resolve();
  let underWay = false;
  /** Inputs whose commit is still to come. */
  let unwritten: { number: number; body: LiveInput }[] = [];
  /** An input says that lists or rules changed, not what they are: the state is kept as soon as there is time. */
  let keepSoon = false;
  let takenSightings = BEFORE_ALL;
  let logged: FaultReport['newest'] = [];
  /** Why what was heard cannot be written just now. */
  let refusal: string | null = null;
  let takenRules = known.ruleChanges.length;

  /** Works one after the other: a row read from the store must not be taken twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  async function hear(input: LiveInput): Promise<void> {
    if (input.kind === 'sighting') {
      const { at, sighting } = input;
      const arrivedAt = Math.max(sighting.arrivedAt, sighting.fromAt);
      pipeline.take({ kind: 'sighting', at: arrivedAt, sighting: { ...sighting, arrivedAt } });
      pipeline.handOver(Math.max(at, sighting.arrivedAt));
    } else if (input.kind === 'withdrawal') {
      pipeline.take(input);
      pipeline.handOver(input.at);
    } else {
      const at = pipeline.now() + 1;
      if (input.kind === 'lists') {
        pipeline.take({ kind: 'watchlist', at, hulls: known.hulls, bindings: known.bindings });
        if (known.zones) pipeline.take({ kind: 'zones', at, zones: known.zones });
      } else {
        const past: VesselEvent[] = [];
        for (const { rule, savedAt } of known.ruleChanges.slice(input.taken)) {
          if (rule?.enabled) past.push(...(await pastOf(store, options.places.ports, rule, savedAt)));
        }
        pipeline.take({ kind: 'rules', at, rules: options.rules, past });
      }
      pipeline.handOver(at);
    }
  }

  async function take(input: LiveInput): Promise<void> {
    unwritten.push({ number: ++heard, body: intake === undefined ? input : { ...input, intake: intake.next } });
    await hear(input);
  }

  /** The newest faults go to the log with the inputs that led to them; all of them are counted. */
  function tellFaults(): void {
    const faults = pipeline.faults();
    if (faults.newest === logged) return;
    for (const fault of faults.newest) {
      if (!logged.includes(fault)) log.error({ fault }, 'a detector or a rule has failed');
    }
    logged = faults.newest;
    tellProblems(refusal);
  }

  function tellProblems(next: string | null): void {
    refusal = next;
    deps.problems?.(liveProblems(refusal, pipeline.faults()));
  }

  async function commit(): Promise<void> {
    intake?.flush();
    tellFaults();
    const cursor = [
      { source: INPUTS, position: heard },
      { source: RULES, position: takenRules },
      { source: SIGHTINGS, position: takenSightings },
    ];
    await pipeline.commit({ cursor, inputs: unwritten });
    unwritten = [];
  }

  /** False where the log could not be written: the commit that comes next tries again. */
  function takeRecords(records: readonly IntakeRecord[]): boolean {
    if (intake === undefined) throw new Error('records of feeds come to a monitor that has no intake log');
    for (const record of records) hearing.take(record, intake.append(record));
    try {
      intake.flush();
      return true;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  }

  /** Commits where that is due; a disk that takes nothing is asked again until it does, and nobody is heard meanwhile. */
  async function commitHeard(): Promise<void> {
    for (;;) {
      try {
        await inTurn(commit);
        if (refusal !== null) tellProblems(null);
        return;
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'unavailable') throw error;
        tellProblems(`What the feeds bring waits, for it cannot be written: ${error.message}`);
        await clock.sleep(AGAIN_MS, ending.signal);
        if (ending.signal.aborted) throw error;
      }
    }
  }

  /** The state at this moment, to be written while the monitor goes on; what was said by then is committed. */
  async function capture(): Promise<{ head: LiveHead; slices: Iterable<Slice> }> {
    await commit();
    keepSoon = false;
    const head = { through: heard, intake: intake?.next ?? 0, windowMs, formats: hearing.formats() };
    return { head, slices: pipeline.snapshot() };
  }

  /** Writes a state while the monitor goes on; one after the other. */
  function keepState(): Promise<void> {
    underWay = true;
    const kept = keeping.then(async () => {
      const { head, slices } = await inTurn(capture);
      const { through } = head;
      const number = ++states;
      let count = 0;
      await store.keepChunks(LIVE, number, count++, [headOf(head)]);
      for (const chunk of slices) {
        if (chunk === null) await nextTurn();
        else await store.keepChunks(LIVE, number, count++, [chunk]);
      }
      await store.commit({ ...emptyBatch(LIVE), state: { number, chunks: count }, settled: through });
      settled = through;
      settledRecords = head.intake;
      await intake?.tidy(clock.now(), settledRecords);
    });
    keeping = kept
      .catch(() => undefined)
      .then(() => {
        underWay = false;
      });
    return kept;
  }

  async function takeSightings(): Promise<void> {
    let more = false;
    for (;;) {
      const rows = await store.sightingChanges(LIVE, takenSightings, TAKE_ROWS);
      for (const { change, sighting: stored } of rows) {
        const { withdrawn, ...sighting } = stored;
        const now = clock.now();
        await take(
          withdrawn
            ? { kind: 'withdrawal', at: Math.max(now, withdrawn.at), sighting, reason: withdrawn.reason }
            : { kind: 'sighting', at: now, sighting },
        );
        takenSightings = change;
        more = true;
      }
      // Rows written before changes were counted share the number 0 and come in one piece.
      if (rows.length < TAKE_ROWS) break;
    }
    if (more) await commit();
  }

  async function takeLists(): Promise<void> {
    known = { ...known, ...(await deps.lists()) };
    options = deps.options(known);
    await take({ kind: 'lists', at: clock.now() });
    await commit();
    keepSoon = true;
  }

  async function takeRules(): Promise<void> {
    known = { ...known, ruleChanges: await store.ruleChanges() };
    options = deps.options(known);
    await take({ kind: 'rules', at: clock.now(), taken: takenRules });
    takenRules = known.ruleChanges.length;
    await commit();
    keepSoon = true;
  }

  /** What was heard after the state was taken: inputs and records in the order in which they came. */
  async function hearAgain(inputs: readonly KeptInput[]): Promise<void> {
    const left = [...inputs];
    async function inputsBefore(record: number): Promise<void> {
      while (left.length > 0 && ((left[0]!.body as LiveInput).intake ?? 0) <= record) {
        const { number, body } = left.shift()!;
        await hear(body as LiveInput);
        heard = number;
      }
    }
    if (intake !== undefined && kept.state !== null) {
      const from = kept.state.intake;
      for (const { number, record } of intake.read(Math.max(0, from - WARM_RECORDS))) {
        if (number < from) {
          hearing.warm(record);
          continue;
        }
        await inputsBefore(number);
        hearing.take(record, number);
        if (pipeline.full) await commit();
      }
    }
    await inputsBefore(Number.POSITIVE_INFINITY);
  }

  async function goOn(): Promise<void> {
    // Without a state all inputs must be in the store; otherwise sightings are taken again from the first one on.
    const whole = kept.state !== null || (!kept.lost && (cursors.has(INPUTS) || cursors.size === 0));
    if (!whole) {
      if (!kept.lost) log.warn('what the monitor has heard was not kept; it begins anew');
      await pipeline.commit({ settled: Number.MAX_SAFE_INTEGER });
      await commit();
      return;
    }
    await hearAgain(await store.inputs(LIVE, heard));
    takenSightings = cursors.get(SIGHTINGS) ?? BEFORE_ALL;
    await commit();
    const before = cursors.get(RULES) ?? takenRules;
    if (before === takenRules) return;
    takenRules = before;
    await takeRules();
  }

  const watched = watchedBy(() => known, pipeline.speaksFor);
  deps.problems?.([]);
  await inTurn(goOn);
  // A state that cannot be continued must not be found again.
  if (kept.lost || (intake !== undefined && kept.state === null)) await keepState();

  return {
    takeSightings: () => inTurn(takeSightings),
    takeLists: () => inTurn(takeLists),
    takeRules: () => inTurn(takeRules),
    async hear(records) {
      const written = await inTurn(async () => takeRecords(records));
      const ticked = records.some(({ kind }) => kind === 'tick');
      if (!written || ticked || pipeline.full || pipeline.urgent) await commitHeard();
    },
    heard: hearing.counts,
    counts: () => ({
      flow: pipeline.counts(),
      faults: pipeline.faults().counts,
      commits: tally.counts,
      intake: intakeCounts(intake),
    }),
    watched,
    start() {
      const regularly = (ms: number, what: string, work: () => Promise<void>) =>
        stopping.push(
          clock.every(ms, () => {
            work().catch((error: unknown) => log.error({ error }, what));
          }),
        );
      regularly(LOOK_OUT_MS, 'sightings of another process could not be taken up', () =>
        inTurn(async () => {
          if ((await store.newestSightingChange()) > takenSightings) await takeSightings();
        }),
      );
      regularly(LOOK_OUT_MS, 'the live state could not be kept', async () => {
        if (keepSoon && !underWay) await keepState();
      });
      regularly(KEEP_STATE_MS, 'the live state could not be kept', async () => {
        if ((heard > settled || (intake?.next ?? 0) > settledRecords) && !underWay) await keepState();
      });
    },
    async close() {
      for (const stop of stopping) stop();
      ending.abort();
      await keepState();
      intake?.close();
    },
  };
}
