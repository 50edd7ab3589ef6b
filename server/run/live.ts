// The live monitor: the engine that runs on the wall clock, in the scope "live". Its inputs come from the store: sightings
// that people enter or take back, the lists, the rules. Each input is written down with the instant at which it was heard,
// in the commit of what followed from it; the state itself is kept every few minutes. A restart is the last state and the
// inputs since, heard again at the same instants: the monitor says the same again, and nothing twice.
//
//   snapshot ──── inputs 18, 19, 20 ────▶ now          (positions of feeds will be inputs of this row too)

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineOptions } from '../domain/engine/engine.ts';
import { type FaultReport, faultSentences } from '../domain/engine/faults.ts';
import type { HandBindings } from '../domain/identity/identify.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { RuleChange } from '../domain/rules/book.ts';
import type { Sighting } from '../domain/sighting.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import type { Addressee, Answers, Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import { LIVE, type Store } from '../seams/store.ts';
import { LIVE_WINDOW_MS } from './flow.ts';
import { headOf, readState } from './live-state.ts';
import { createPipeline, emptyBatch } from './pipeline.ts';
import { pastOf } from './rule-past.ts';
import type { Slice } from './stored-flow.ts';

export interface Live {
  /**
   * Takes up the sightings that this process or another has entered or withdrawn since the last call. Resolves when
   * everything that follows is committed.
   */
  takeSightings(): Promise<void>;
  /** Takes the lists, the watchlists and decisions by hand as they are now; resolves when what follows is committed. */
  takeLists(): Promise<void>;
  /** Takes the rules as they are saved now; resolves when what follows is committed. */
  takeRules(): Promise<void>;
  /** Looks out for sightings of other processes, and keeps its state every few minutes, from now on. */
  start(): void;
  /** Keeps its state and comes to an end. */
  close(): Promise<void>;
}

/** What the engine depends on and people can change. */
export interface LiveKnown {
  hulls: readonly WatchedHull[];
  bindings: HandBindings;
  ruleChanges: readonly RuleChange[];
}

export interface LiveDeps {
  store: Store;
  clock: Clock;
  log: Log;
  /** What is watched, as the store has it now. */
  lists(): Promise<Pick<LiveKnown, 'hulls' | 'bindings'>>;
  options(known: LiveKnown): EngineOptions;
  /** Is told what is wrong with the engine, in sentences, whenever that changes; first of all that nothing is. */
  problems?(sentences: string[]): void;
}

/** One input as it is kept: enough to take it again. */
type LiveInput =
  | { kind: 'sighting'; at: number; sighting: Sighting }
  | { kind: 'withdrawal'; at: number; sighting: Sighting; reason: string }
  | { kind: 'lists'; at: number }
  /** `taken`: how many changes of rules had been taken before. */
  | { kind: 'rules'; at: number; taken: number };

export type LiveCommands = {
  'take sightings': { body: null; answer: null };
  'take lists': { body: null; answer: null };
  'take rules': { body: null; answer: null };
};

export const LIVE_WORKER: Addressee<LiveCommands> = { name: 'live' };

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

export async function createLive(deps: LiveDeps): Promise<Live> {
  const { store, clock, log } = deps;
  const cursors = new Map((await store.cursors(LIVE)).map(({ source, position }) => [source, position]));
  let known: LiveKnown = { ...(await deps.lists()), ruleChanges: await store.ruleChanges() };
  let options = deps.options(known);
  const kept = readState(await store.state(LIVE), options, log);
  const pipeline = createPipeline({
    scope: LIVE,
    store,
    engine: options,
    windowMs: LIVE_WINDOW_MS,
    ...(kept.state ? { from: kept.state.flow } : {}),
  });
  const stopping: (() => void)[] = [];
  let last: Promise<unknown> = Promise.resolve();
  /** Number of the last input heard, and of the last one in the state that is kept. */
  let heard = kept.state?.through ?? 0;
  let settled = heard;
  let states = kept.number;
  let keeping: Promise<void> = Promise.resolve();
  let underWay = false;
  /** Inputs whose commit is still to come. */
  let unwritten: { number: number; body: LiveInput }[] = [];
  /** An input says that lists or rules changed, not what they are: the state is kept as soon as there is time. */
  let keepSoon = false;
  let takenSightings = BEFORE_ALL;
  let logged: FaultReport['newest'] = [];
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
    unwritten.push({ number: ++heard, body: input });
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
    deps.problems?.(faultSentences(faults));
  }

  async function commit(): Promise<void> {
    tellFaults();
    const cursor = [
      { source: INPUTS, position: heard },
      { source: RULES, position: takenRules },
      { source: SIGHTINGS, position: takenSightings },
    ];
    await pipeline.commit({ cursor, inputs: unwritten });
    unwritten = [];
  }

  /** The state at this moment, to be written while the monitor goes on; what was said by then is committed. */
  async function capture(): Promise<{ through: number; slices: Iterable<Slice> }> {
    await commit();
    keepSoon = false;
    return { through: heard, slices: pipeline.snapshot() };
  }

  /** Writes a state while the monitor goes on; one after the other. */
  function keepState(): Promise<void> {
    underWay = true;
    const kept = keeping.then(async () => {
      const { through, slices } = await inTurn(capture);
      const number = ++states;
      let count = 0;
      await store.keepChunks(LIVE, number, count++, [headOf(through)]);
      for (const chunk of slices) {
        if (chunk === null) await nextTurn();
        else await store.keepChunks(LIVE, number, count++, [chunk]);
      }
      await store.commit({ ...emptyBatch(LIVE), state: { number, chunks: count }, settled: through });
      settled = through;
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

  async function goOn(): Promise<void> {
    // Without a state all inputs must be in the store; otherwise sightings are taken again from the first one on.
    const whole = kept.state !== null || (!kept.lost && (cursors.has(INPUTS) || cursors.size === 0));
    if (!whole) {
      if (!kept.lost) log.warn('what the monitor has heard was not kept; it begins anew');
      await pipeline.commit({ settled: Number.MAX_SAFE_INTEGER });
      await commit();
      return;
    }
    for (const { number, body } of await store.inputs(LIVE, heard)) {
      await hear(body as LiveInput);
      heard = number;
    }
    takenSightings = cursors.get(SIGHTINGS) ?? BEFORE_ALL;
    await commit();
    const before = cursors.get(RULES) ?? takenRules;
    if (before === takenRules) return;
    takenRules = before;
    await takeRules();
  }

  deps.problems?.([]);
  await inTurn(goOn);
  // A state that cannot be continued must not be found again.
  if (kept.lost) await keepState();

  return {
    takeSightings: () => inTurn(takeSightings),
    takeLists: () => inTurn(takeLists),
    takeRules: () => inTurn(takeRules),
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
        if (heard > settled && !underWay) await keepState();
      });
    },
    async close() {
      for (const stop of stopping) stop();
      await keepState();
    },
  };
}

/** The live monitor as the desk knows it, in whatever worker it runs. */
export function liveOverBus(bus: Pick<Bus, 'ask'>): Pick<Live, 'takeSightings' | 'takeLists' | 'takeRules'> {
  const ask = (command: keyof LiveCommands) => async () => {
    await bus.ask(LIVE_WORKER, command, null);
  };
  return { takeSightings: ask('take sightings'), takeLists: ask('take lists'), takeRules: ask('take rules') };
}

export function liveAnswers({ takeSightings, takeLists, takeRules }: Live): Answers<LiveCommands> {
  const done = (take: () => Promise<void>) => async () => {
    await take();
    return null;
  };
  return { 'take sightings': done(takeSightings), 'take lists': done(takeLists), 'take rules': done(takeRules) };
}
