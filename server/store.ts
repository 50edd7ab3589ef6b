// The seam between the product and its database: what is written together, and every question that is asked. Nothing
// here knows SQL; `db/` implements it and `test/contract/store.ts` says what "a store" means.

import type { Alert, AlertState } from './domain/alert.ts';
import type { EventKind, VesselEvent } from './domain/event.ts';
import type { Binding, HeardVessel, KeptFix } from './domain/heard.ts';
import type { Severity } from './domain/rule.ts';
import type { Sighting } from './domain/sighting.ts';

/** Rows belong to the live monitor or to one replay, never to both. */
export const LIVE = 'live';
/** 'live' or a replay id. */
export type Scope = string;

/** Everything of one commit. All of it is written, or none of it. */
export interface Batch {
  scope: Scope;
  fixes: KeptFix[];
  vessels: HeardVessel[];
  bindings: Binding[];
  events: VesselEvent[];
  alerts: Alert[];
  sightings: Sighting[];
  /**
   * Vessels that turned out to be another. All that was said of `fromId`, before and in this batch, belongs to `toId`:
   * events and alerts change their vessel and are logged again; the vessel `fromId` goes, unless this batch says it.
   */
  renames: { fromId: string; toId: string }[];
  /** Where each source stands, and the engine's own snapshot, for a restart. Absent = leave as it is. */
  cursor?: { source: string; position: number }[];
  snapshot?: Uint8Array;
  replay?: ReplayRow;
}

export type ReplayState = 'running' | 'done' | 'failed' | 'cancelled';

export interface ReplayRow {
  id: string;
  title: string;
  kind: 'scenario' | 'file';
  /** Label that every screen must carry, e.g. "Reconstructed: …"; null for real recordings. */
  label: string | null;
  about: string | null;
  sources: string[];
  asOf: 'then' | 'now';
  state: ReplayState;
  error: string | null;
  createdAt: number;
  /** Event time covered so far. */
  fromAt: number | null;
  toAt: number | null;
  /** Where the page should put its playhead at first, and how fast it should play. */
  opensAt: number | null;
  speed: number;
  reports: number;
  lines: number;
  bytesDone: number;
  bytesTotal: number | null;
  rejects: Record<string, number>;
}

/** One row of the append-only log that browsers and channels read. */
export interface LogRow {
  seq: number;
  scope: Scope;
  kind: 'event' | 'alert' | 'replay';
  id: string;
  revision: number;
  /** The event, alert or replay as it stood in that revision. */
  body: VesselEvent | Alert | ReplayRow;
}

export interface AlertAction {
  alertId: string;
  at: number;
  by: string;
  action: 'acknowledge' | 'reopen' | 'resolve' | 'note';
  reasonCode: string | null;
  note: string | null;
}

/** Opaque paging: pass `next` back as `after`. */
export interface Page<T> {
  rows: T[];
  next: string | null;
}

export interface AlertQuery {
  scope: Scope | 'all';
  vesselId?: string;
  ruleId?: string;
  severity?: Severity[];
  state?: AlertState[];
  fromAt?: number;
  toAt?: number;
  text?: string;
  order?: 'newest' | 'severity';
  after?: string;
  limit: number;
}

export interface EventQuery {
  scope: Scope | 'all';
  vesselId?: string;
  kind?: EventKind[];
  placeId?: string;
  fromAt?: number;
  toAt?: number;
  after?: string;
  limit: number;
}

export interface VesselQuery {
  scope: Scope;
  watched?: boolean;
  text?: string;
  after?: string;
  limit: number;
}

export interface Store {
  /**
   * Writes the batch atomically; returns the newest log seq. Fixes: the first of a unit at an instant stays. Events and
   * alerts: an older revision changes nothing, and neither does what is there word for word; anything else replaces
   * and is logged. Vessels, sightings, bindings, cursors: the last word stands. Rejects with 'unavailable' when the
   * file is full, read-only or held by another program.
   */
  commit(batch: Batch): Promise<number>;

  lastSeq(): Promise<number>;
  /** Log rows after `seq`, oldest first. */
  log(after: number, limit: number, scope?: Scope): Promise<LogRow[]>;

  alerts(query: AlertQuery): Promise<Page<Alert & { scope: Scope }>>;
  alert(scope: Scope | 'all', id: string): Promise<(Alert & { scope: Scope }) | null>;
  /** Oldest first. The same leg has the same alert id in every replay, so the scope is part of the question. */
  alertActions(scope: Scope, id: string): Promise<AlertAction[]>;
  /** How many alerts each rule raised about each vessel, and how many of them are open. */
  alertTally(scope: Scope): Promise<{ ruleId: string; vesselId: string; open: number; all: number }[]>;
  /** Records what a person did and moves the state; conflict when the state does not allow it. Writes a log row. */
  act(scope: Scope, action: AlertAction): Promise<Alert>;

  events(query: EventQuery): Promise<Page<VesselEvent & { scope: Scope }>>;
  event(scope: Scope, id: string): Promise<VesselEvent | null>;

  vessels(query: VesselQuery): Promise<Page<HeardVessel>>;
  vessel(scope: Scope, id: string): Promise<HeardVessel | null>;
  /** The vessel last heard that was taken for a watched hull. */
  vesselOfHull(scope: Scope, hullId: string): Promise<HeardVessel | null>;
  /** Which vessel each radio unit speaks for now, in the order asked; 'mmsi:…' where nothing is known. */
  speakers(scope: Scope, mmsis: readonly number[]): Promise<string[]>;
  /** Fixes of a vessel through its bindings, oldest first, at most `limit` (thinned evenly beyond it). */
  track(scope: Scope, vesselId: string, fromAt: number, toAt: number, limit: number): Promise<KeptFix[]>;
  /** Newest fix of each vessel at or before `at`. */
  positions(scope: Scope, at: number): Promise<(KeptFix & { vesselId: string })[]>;

  sightings(scope: Scope, vesselId?: string): Promise<Sighting[]>;

  replays(): Promise<ReplayRow[]>;
  replay(id: string): Promise<ReplayRow | null>;
  /** Removes a replay with all its rows; there need not be one. */
  deleteReplay(id: string): Promise<void>;

  cursors(scope: Scope): Promise<{ source: string; position: number }[]>;
  snapshot(scope: Scope): Promise<Uint8Array | null>;

  /** Row counts and file size, for health and doctor. */
  stats(): Promise<{ fixes: number; vessels: number; events: number; alerts: number; bytes: number }>;
  close(): Promise<void>;
}
