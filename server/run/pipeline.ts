// The pipeline: what the engine emits is gathered into one batch and committed whole. Evidence gets its hash here, and the
// batch has a bound: a runner commits before it goes on. The store itself tells others of a commit.

import { createHash } from 'node:crypto';
import type { Alert } from '../domain/alert.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import type { HeardVessel, KeptFix } from '../domain/heard.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { CanaryMarks } from '../seams/canary-marks.ts';
import type { Batch, Scope, Store } from '../seams/store.ts';
import { besideCanary } from './canary/aside.ts';
import { createFlow, type Flow, type FlowOptions } from './flow.ts';
import type { CommitTally } from './live-counts.ts';

export interface PipelineOptions extends FlowOptions {
  scope: Scope;
  store: Pick<Store, 'commit' | 'deleteReplay'>;
  /** Counts what was committed, and how long it took. */
  tally?: CommitTally;
  /** Where the way of the canary is marked; what is said of it then stays out of the scope. */
  canary?: CanaryMarks;
}

export interface Pipeline extends Flow {
  /** Rows gathered since the last commit. */
  readonly pending: number;
  /** As much is gathered as one commit should bring: the runner commits before it goes on. */
  readonly full: boolean;
  /** An alert waits for its commit. */
  readonly urgent: boolean;
  /** Writes everything gathered, and what is given with it. Returns the newest log seq. */
  commit(
    also?: Pick<Batch, 'cursor' | 'inputs' | 'state' | 'settled' | 'replay'> & { sightings?: Sighting[] },
  ): Promise<number>;
}

/** A runner commits when this many rows wait; positions in the order of their key are written in slices. */
export const COMMIT_ROWS = 20_000;
/** Events and alerts are written in one transaction of at most 25 ms; one takes up to 25 µs, the other with its case some 300 µs. */
const COMMIT_EVENTS = 600;
const ALERT_EVENTS = 12;

export function createPipeline(options: PipelineOptions): Pipeline {
  const { scope, store, tally, canary } = options;
  let batch = beginBatch(scope);
  let vessels = new Map<string, HeardVessel>();

  const own: EngineSink = {
    fix: (fix) => void batch.fixes.push({ ...fix }),
    vessel: (vessel) => void vessels.set(vessel.id, vessel),
    binding: (binding) => void batch.bindings.push(binding),
    rename(fromId, toId) {
      vessels.delete(fromId);
      batch.renames.push({ fromId, toId });
    },
    event: (event) => void batch.events.push(event),
    alert: (alert) => void batch.alerts.push(withHash(alert)),
  };
  const aside = canary === undefined ? null : besideCanary(own, canary);
  const flow = createFlow(options, aside?.sink ?? own);
  const pending = () =>
    batch.fixes.length + vessels.size + batch.events.length + batch.alerts.length + batch.bindings.length;

  return {
    ...flow,
    get pending() {
      return pending();
    },
    get full() {
      return pending() >= COMMIT_ROWS || batch.events.length + ALERT_EVENTS * batch.alerts.length >= COMMIT_EVENTS;
    },
    get urgent() {
      return batch.alerts.length > 0 || aside?.urgent === true;
    },
    async commit(also = {}) {
      const sightings = [...batch.sightings, ...(also.sightings ?? [])];
      const full: Batch = { ...batch, vessels: [...vessels.values()], ...also, sightings };
      batch = beginBatch(scope);
      vessels = new Map();
      const startedAt = performance.now();
      try {
        const seq = await store.commit(full);
        tally?.committed(full, performance.now() - startedAt);
        await aside?.commit(store, emptyBatch);
        return seq;
      } catch (error) {
        tally?.refused();
        // Refused, on a full disk for example: nothing of the batch counts as written, and the next commit brings it again.
        vessels = new Map([...full.vessels.map((vessel) => [vessel.id, vessel] as const), ...vessels]);
        batch = joined(full, batch);
        throw error;
      }
    },
  };
}

interface OpenBatch extends Batch {
  fixes: KeptFix[];
  bindings: Batch['bindings'][number][];
}

function beginBatch(scope: Scope): OpenBatch {
  return { ...emptyBatch(scope), fixes: [], bindings: [] };
}

/** A batch that changes nothing. */
export function emptyBatch(scope: Scope): Batch {
  return { scope, fixes: [], vessels: [], bindings: [], renames: [], events: [], alerts: [], sightings: [] };
}

/** The rows of two batches in their order, without the vessels and without what goes with a single commit. */
function joined(first: Batch, second: Batch): OpenBatch {
  return {
    scope: first.scope,
    fixes: [...first.fixes, ...second.fixes],
    vessels: [],
    bindings: [...first.bindings, ...second.bindings],
    renames: [...first.renames, ...second.renames],
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
