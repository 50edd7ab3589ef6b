// The live monitor: the engine that runs on the wall clock, in the scope "live". Sightings that people enter or take back
// come in here from the store; what follows from them is committed at once, with the engine's snapshot and the place up
// to which they were read, so that a restart goes on where it was.

import type { EngineOptions } from '../domain/engine/engine.ts';
import type { HandBindings } from '../domain/identity/identify.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { RouteRule } from '../domain/rule.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import type { Log } from '../log.ts';
import type { Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import { LIVE, type Store, type StoredSighting } from '../seams/store.ts';
import { LIVE_WINDOW_MS } from './flow.ts';
import { createPipeline } from './pipeline.ts';
import { type FlowState, joinChunks, readFlow, splitChunks } from './stored-flow.ts';

export interface Live {
  /**
   * Takes up the sightings that were entered or withdrawn since it last did, by this process or another; resolves when
   * everything that follows is committed.
   */
  takeSightings(): Promise<void>;
  /** Looks out for sightings of other processes from now on. */
  start(): void;
  /** Watches other hulls from now on; resolves when what follows from it is committed. */
  relist(hulls: readonly WatchedHull[], bindings: HandBindings): Promise<void>;
  /** Goes by other rules from now on; resolves when what follows from it is committed. */
  rerule(rules: readonly RouteRule[], past: readonly VesselEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface LiveDeps {
  store: Store;
  bus: Bus;
  clock: Clock;
  log: Log;
  engine: Omit<EngineOptions, 'asOf'>;
}

/** The cursor that says up to which change sightings were heard. */
const SIGHTINGS = 'sightings';
const BEFORE_ALL = -1;
/** Rows read at a time. Those numbered 0 are fewer: only a form wrote them, one by one. */
const TAKE_ROWS = 10_000;
/** How often the store is asked for sightings that another process has written. */
const LOOK_OUT_MS = 2_000;

export async function createLive(deps: LiveDeps): Promise<Live> {
  const { store, bus, clock, log } = deps;
  const from = readSnapshot(await store.snapshot(LIVE), log);
  const pipeline = createPipeline({
    scope: LIVE,
    store,
    bus,
    engine: { ...deps.engine, asOf: 'then' },
    windowMs: LIVE_WINDOW_MS,
    ...(from ? { from } : {}),
  });
  // A monitor that begins anew has heard of none of them.
  let taken = from ? await cursorOf(store) : BEFORE_ALL;
  let lookOut: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: what was read from the store must not be heard twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  async function commit(): Promise<void> {
    const cursor = taken === BEFORE_ALL ? {} : { cursor: [{ source: SIGHTINGS, position: taken }] };
    await pipeline.commit({ snapshot: joinChunks(pipeline.snapshot()), ...cursor });
  }

  async function take(): Promise<void> {
    let heard = false;
    for (;;) {
      const rows = await store.sightingChanges(LIVE, taken, TAKE_ROWS);
      for (const { change, sighting } of rows) {
        hear(sighting);
        taken = change;
        heard = true;
      }
      // Rows of before the count share the number 0 and come in one piece.
      if (rows.length < TAKE_ROWS) break;
    }
    if (heard) await commit();
  }

  function hear({ withdrawn, ...sighting }: StoredSighting): void {
    const now = clock.now();
    if (withdrawn) {
      const at = Math.max(now, withdrawn.at);
      pipeline.take({ kind: 'withdrawal', at, sighting, reason: withdrawn.reason });
      pipeline.handOver(at);
      return;
    }
    const arrivedAt = Math.max(sighting.arrivedAt, sighting.fromAt);
    pipeline.take({ kind: 'sighting', at: arrivedAt, sighting: { ...sighting, arrivedAt } });
    pipeline.handOver(Math.max(now, sighting.arrivedAt));
  }

  return {
    takeSightings: () => inTurn(take),
    start() {
      lookOut = setInterval(() => {
        inTurn(async () => {
          if ((await store.newestSightingChange()) > taken) await take();
        }).catch((error: unknown) => log.error({ error }, 'sightings of another process could not be taken up'));
      }, LOOK_OUT_MS);
      lookOut.unref();
    },
    relist: (hulls, bindings) =>
      inTurn(async () => {
        const at = pipeline.now() + 1;
        pipeline.take({ kind: 'watchlist', at, hulls, bindings });
        pipeline.handOver(at);
        await commit();
      }),
    rerule: (rules, past) =>
      inTurn(async () => {
        const at = pipeline.now() + 1;
        pipeline.take({ kind: 'rules', at, rules, past });
        pipeline.handOver(at);
        await commit();
      }),
    async close() {
      if (lookOut) clearInterval(lookOut);
      await inTurn(commit);
    },
  };
}

async function cursorOf(store: Store): Promise<number> {
  return (await store.cursors(LIVE)).find(({ source }) => source === SIGHTINGS)?.position ?? 0;
}

/**
 * A snapshot of another version, or a damaged one, is left alone: the monitor begins anew, and says so. What a detector of
 * today does not continue is left alone, too.
 */
function readSnapshot(bytes: Uint8Array | null, log: Log): FlowState | null {
  if (!bytes) return null;
  let state: FlowState | null;
  try {
    state = readFlow(splitChunks(bytes));
  } catch (error) {
    log.warn({ error }, 'the live state cannot be read; the monitor begins anew');
    return null;
  }
  if (state === null) {
    log.warn('the live state is of another version; the monitor begins anew');
    return null;
  }
  const { dropped, begunAnew } = state.unfit;
  if (dropped.length > 0) log.warn({ kinds: dropped }, 'the live state of these kinds is not continued');
  if (begunAnew.length > 0) log.warn({ kinds: begunAnew }, 'these kinds begin anew');
  return state;
}
