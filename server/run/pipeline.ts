// The pipeline: what the engine emits is gathered into one batch and committed whole. Evidence gets its hash here, the
// bus hears of every commit, and the batch has a bound: a runner commits before it goes on.

import { createHash } from 'node:crypto';
import type { Alert } from '../domain/alert.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import type { HeardVessel } from '../domain/heard.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { Bus } from '../seams/bus.ts';
import type { Batch, ReplayRow, Scope, Store } from '../seams/store.ts';
import { createFlow, type Flow, type FlowOptions } from './flow.ts';

export interface PipelineOptions extends FlowOptions {
  scope: Scope;
  store: Store;
  bus: Bus;
}

export interface Pipeline extends Flow {
  /** Rows gathered since the last commit. */
  readonly pending: number;
  /** Writes everything gathered, and what is given with it. Returns the newest log seq. */
  commit(also?: { replay?: ReplayRow; sightings?: Sighting[]; snapshot?: Uint8Array }): Promise<number>;
}

/** A runner commits when this many rows wait: about a tenth of a second of writing. */
export const COMMIT_ROWS = 20_000;

export function createPipeline(options: PipelineOptions): Pipeline {
  const { scope, store, bus } = options;
  let batch = emptyBatch(scope);
  let vessels = new Map<string, HeardVessel>();

  const sink: EngineSink = {
    fix: (fix) => void batch.fixes.push({ ...fix }),
    vessel: (vessel) => void vessels.set(vessel.id, vessel),
    binding: (binding) => void batch.bindings.push(binding),
    rename(fromId, toId) {
      vessels.delete(fromId);
      batch.renames?.push({ fromId, toId });
    },
    event: (event) => void batch.events.push(event),
    alert: (alert) => void batch.alerts.push(withHash(alert)),
  };
  const flow = createFlow(options, sink);

  return {
    ...flow,
    get pending() {
      return batch.fixes.length + vessels.size + batch.events.length + batch.alerts.length + batch.bindings.length;
    },
    async commit(also = {}) {
      const sightings = [...batch.sightings, ...(also.sightings ?? [])];
      const full: Batch = { ...batch, vessels: [...vessels.values()], ...also, sightings };
      batch = emptyBatch(scope);
      vessels = new Map();
      let seq: number;
      try {
        seq = await store.commit(full);
      } catch (error) {
        // Refused, a full disk say: nothing of it was written, and the next commit brings it again.
        vessels = new Map([...full.vessels.map((vessel) => [vessel.id, vessel] as const), ...vessels]);
        batch = joined({ ...full, vessels: [] }, batch);
        throw error;
      }
      bus.publish('log', { seq });
      if (full.fixes.length > 0) bus.publish('positions', { scope, fixes: newestOfEach(full.fixes) });
      return seq;
    },
  };
}

/** A batch that changes nothing. */
export function emptyBatch(scope: Scope): Batch {
  return { scope, fixes: [], vessels: [], bindings: [], renames: [], events: [], alerts: [], sightings: [] };
}

/** The rows of two batches in their order; of what goes once with a commit, neither's. */
function joined(first: Batch, second: Batch): Batch {
  return {
    scope: first.scope,
    fixes: [...first.fixes, ...second.fixes],
    vessels: [...first.vessels, ...second.vessels],
    bindings: [...first.bindings, ...second.bindings],
    renames: [...(first.renames ?? []), ...(second.renames ?? [])],
    events: [...first.events, ...second.events],
    alerts: [...first.alerts, ...second.alerts],
    sightings: [...first.sightings, ...second.sightings],
  };
}

/** SHA-256 of the evidence with its hash field empty: what the analyst can check again from the bundle. */
export function withHash(alert: Alert): Alert {
  const evidence = { ...alert.evidence, hash: '' };
  const hash = createHash('sha256').update(JSON.stringify(evidence)).digest('hex');
  return { ...alert, evidence: { ...evidence, hash } };
}

function newestOfEach(fixes: Batch['fixes']): Batch['fixes'] {
  const newest = new Map<number, Batch['fixes'][number]>();
  for (const fix of fixes) newest.set(fix.mmsi, fix);
  return [...newest.values()];
}
