// The live monitor: the engine that runs on the wall clock, in the scope "live". Sightings that people enter come in
// here; what follows from them is committed at once, with the engine's snapshot, so that a restart goes on where it was.

import { deserialize, serialize } from 'node:v8';
import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import { type EngineOptions, SNAPSHOT_VERSION } from './domain/engine.ts';
import type { HandBindings } from './domain/identity/identify.ts';
import type { Sighting } from './domain/sighting.ts';
import type { WatchedHull } from './domain/vessel.ts';
import { type FlowSnapshot, LIVE_WINDOW_MS } from './flow.ts';
import type { Log } from './log.ts';
import { createPipeline } from './pipeline.ts';
import { LIVE, type Store } from './store.ts';

export interface Live {
  /** Stores the sighting and lets the detectors see it; resolves when everything it led to is committed. */
  sighting(sighting: Sighting): Promise<void>;
  /** Watches other hulls from now on; resolves when what follows from it is committed. */
  relist(hulls: readonly WatchedHull[], bindings: HandBindings): Promise<void>;
  close(): Promise<void>;
}

export interface LiveDeps {
  store: Store;
  bus: Bus;
  clock: Clock;
  log: Log;
  engine: Omit<EngineOptions, 'asOf'>;
}

export async function createLive(deps: LiveDeps): Promise<Live> {
  const { store, bus, clock, log } = deps;
  const snapshot = readSnapshot(await store.snapshot(LIVE), log);
  const pipeline = createPipeline({
    scope: LIVE,
    store,
    bus,
    engine: { ...deps.engine, asOf: 'then' },
    windowMs: LIVE_WINDOW_MS,
    ...(snapshot ? { snapshot } : {}),
  });
  return {
    async sighting(sighting) {
      pipeline.sighting({ ...sighting, arrivedAt: Math.max(sighting.arrivedAt, sighting.fromAt) });
      pipeline.handOver(Math.max(clock.now(), sighting.arrivedAt));
      await pipeline.commit({ snapshot: serialize(pipeline.snapshot()) });
    },
    async relist(hulls, bindings) {
      pipeline.relist(hulls, bindings);
      await pipeline.commit({ snapshot: serialize(pipeline.snapshot()) });
    },
    async close() {
      await pipeline.commit({ snapshot: serialize(pipeline.snapshot()) });
    },
  };
}

/** A snapshot of another version, or a damaged one, is left alone: the monitor begins anew, and says so. */
function readSnapshot(bytes: Uint8Array | null, log: Log): FlowSnapshot | null {
  if (!bytes) return null;
  let snapshot: Partial<FlowSnapshot>;
  try {
    snapshot = deserialize(bytes) as Partial<FlowSnapshot>;
  } catch (error) {
    log.warn({ error }, 'the live state cannot be read; the monitor begins anew');
    return null;
  }
  const version = snapshot.strand?.engine.version;
  if (version === SNAPSHOT_VERSION) return snapshot as FlowSnapshot;
  log.warn({ version }, 'the live state is of another version; the monitor begins anew');
  return null;
}
