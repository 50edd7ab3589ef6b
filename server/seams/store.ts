// The seam between the product and its database: what is written together, and every question that is asked. Nothing
// here knows SQL; `db/` implements it and `test/contract/store.ts` says what "a store" means.

import type { Alert, AlertState } from '../domain/alert.ts';
import type { Case } from '../domain/cases/case.ts';
import type { Signature } from '../domain/desk/deed.ts';
import type { Binding, HeardVessel, KeptFix } from '../domain/heard.ts';
import type { EventKind, VesselEvent } from '../domain/kinds/event.ts';
import type { Zone } from '../domain/places/place.ts';
import type { Severity } from '../domain/rule.ts';
import type { RuleChange } from '../domain/rules/book.ts';
import type { Sighting, SightingGrade } from '../domain/sighting.ts';
import type { AccessStore } from './access-store.ts';
import type { CaseStore } from './case-store.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { DeskStore } from './desk-store.ts';
import type { KeepStore } from './keep-store.ts';
import type { KeyStore } from './key-store.ts';
import type { ListStore } from './list-store.ts';
import type { Page } from './page.ts';
import type { PresenceStore } from './presence-store.ts';

/** Rows belong to the live monitor or to one replay, never to both. */
export const LIVE = 'live';
/** 'live' or a replay id. */
export type Scope = string;

/**
 * Everything of one commit. All of it is written, or none of it; but of many fixes, vessels and bindings some may be
 * written ahead of the rest, for they stand by themselves and bear being written again.
 */
export interface Batch {
  scope: Scope;
  fixes: readonly KeptFix[];
  vessels: readonly HeardVessel[];
  bindings: readonly Binding[];
  events: VesselEvent[];
  alerts: Alert[];
  sightings: Sighting[];
  /**
   * Vessels that turned out to be another. All that was said of `fromId`, before and in this batch, belongs to `toId`:
   * events and alerts change their vessel and are logged again; the vessel `fromId` goes, unless this batch says it.
   */
  renames: { fromId: string; toId: string }[];
  /** For a restart; absent = leave as it is. Where each source stands. */
  cursor?: { source: string; position: number }[];
  /** What the engine has heard in this commit, by numbers that count up. */
  inputs?: readonly KeptInput[];
  /** A state of the engine that is complete by now (`keepChunks`), in the place of the one before. */
  state?: { number: number; chunks: number };
  /** Inputs up to this number are in the state that is kept, and are let go. */
  settled?: number;
  replay?: ReplayRow;
}

/** An input of an engine as it was heard; plain data. */
export interface KeptInput {
  number: number;
  body: unknown;
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
  /** Version of the program that ran it. */
  madeBy: string;
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
  kind: 'event' | 'alert' | 'case' | 'replay';
  id: string;
  revision: number;
  /** The event, alert, case or replay as it stood in that revision. */
  body: VesselEvent | Alert | Case | ReplayRow;
}

export interface AlertQuery {
  scope: Scope | 'all';
  vesselId?: string;
  ruleId?: string;
  severity?: Severity[];
  state?: AlertState[];
  /** Those that this person looks after. */
  assignee?: string;
  fromAt?: number;
  toAt?: number;
  text?: string;
  /** Those under a mute only (true), or the others only (false). */
  muted?: boolean;
  order?: 'newest' | 'severity';
  after?: string;
  limit: number;
}

export interface EventQuery {
  scope: Scope | 'all';
  vesselId?: string;
  kind?: EventKind[];
  placeId?: string;
  /** At any of these places. */
  placeIds?: readonly string[];
  fromAt?: number;
  toAt?: number;
  after?: string;
  limit: number;
}

/** A sighting as it was entered, and whether it was taken back. */
export interface StoredSighting extends Sighting {
  withdrawn?: { at: number; reason: string };
}

export interface SightingQuery {
  scope: Scope;
  vesselId?: string;
  placeId?: string;
  grade?: SightingGrade[];
  /** Seen at least in part in [fromAt, toAt). */
  fromAt?: number;
  toAt?: number;
  withdrawn?: boolean;
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

/** A zone that somebody drew, as it stands; a removed one can be brought back. */
export interface ZoneRow {
  zone: Zone;
  version: number;
  removed: boolean;
}

export interface ZoneChange extends ZoneRow {
  what: string;
}

/** Zones that people draw. They belong to no scope. */
export interface ZoneStore {
  /** The removed ones too. */
  zones(): Promise<ZoneRow[]>;
  /** conflict when it is not the next version of its zone. */
  saveZone(change: ZoneChange, signed: Signature): Promise<void>;
}

/** Rules of users and switches of the program's own. They belong to no scope. */
export interface RuleStore {
  /** Every change of every rule, oldest first. */
  ruleChanges(): Promise<RuleChange[]>;
  /** conflict when it is not the next change of its rule. */
  saveRuleChange(change: RuleChange): Promise<void>;
}

export interface Store
  extends ListStore,
    RuleStore,
    DeliveryStore,
    PresenceStore,
    AccessStore,
    CaseStore,
    DeskStore,
    KeyStore,
    ZoneStore,
    KeepStore {
  /**
   * Writes the batch; returns the newest log seq. Fixes: the first of a unit at an instant stays. Events and alerts: an
   * older revision changes nothing, and neither does what is there word for word; anything else replaces and is logged.
   * The cases of the alerts are formed anew and logged with them. Vessels, sightings, bindings, cursors: the last word stands. Rejects with 'unavailable' when the file is full,
   * read-only or held by another program.
   */
  commit(batch: Batch): Promise<number>;
  /** Tells the bus, once, what another process has committed since. What this one commits is told by itself. */
  lookOut(): Promise<void>;

  lastSeq(): Promise<number>;
  /** Log rows after `seq`, oldest first: of these scopes, or of all but the canary's. */
  log(after: number, limit: number, scope?: Scope | readonly Scope[]): Promise<LogRow[]>;

  alerts(query: AlertQuery): Promise<Page<Alert & { scope: Scope }>>;
  alert(scope: Scope | 'all', id: string): Promise<(Alert & { scope: Scope }) | null>;
  /** What was said of an alert, oldest first; of very many revisions the newest 1,000. */
  alertRevisions(scope: Scope, id: string): Promise<Alert[]>;
  /** How many alerts each rule raised about each vessel, and how many of them are open and not muted. */
  alertTally(scope: Scope): Promise<{ ruleId: string; vesselId: string; open: number; all: number }[]>;

  events(query: EventQuery): Promise<Page<VesselEvent & { scope: Scope }>>;
  event(scope: Scope, id: string): Promise<VesselEvent | null>;

  vessels(query: VesselQuery): Promise<Page<HeardVessel>>;
  vessel(scope: Scope, id: string): Promise<HeardVessel | null>;
  /** The vessel last heard that was taken for a watched hull. */
  vesselOfHull(scope: Scope, hullId: string): Promise<HeardVessel | null>;
  /**
   * The watched hulls that were ever heard, by id: which vessel and radio unit each was taken to be, and when that was heard
   * last. Of several units of a hull the one heard last.
   */
  hullsHeard(scope: Scope): Promise<{ hullId: string; vesselId: string; mmsi: number; at: number }[]>;
  /** Which vessel each radio unit speaks for now, in the order asked; 'mmsi:…' where nothing is known. */
  speakers(scope: Scope, mmsis: readonly number[]): Promise<string[]>;
  /** Fixes of a vessel through its bindings, oldest first, at most `limit` (thinned evenly beyond it). */
  track(scope: Scope, vesselId: string, fromAt: number, toAt: number, limit: number): Promise<KeptFix[]>;
  /** The vessel's newest fix at or before `at` and its first one after, each null where there is none. */
  around(scope: Scope, vesselId: string, at: number): Promise<{ last: KeptFix | null; next: KeptFix | null }>;
  /** Newest fix of each vessel at or before `at`. */
  positions(scope: Scope, at: number): Promise<(KeptFix & { vesselId: string })[]>;

  /** Oldest first, the withdrawn ones too. */
  sightings(scope: Scope, vesselId?: string): Promise<StoredSighting[]>;
  sighting(scope: Scope, id: string): Promise<StoredSighting | null>;
  /** Oldest first. */
  sightingPage(query: SightingQuery): Promise<Page<StoredSighting>>;
  /** Writes what people saw. What stands already changes nothing; what was withdrawn stands again. Returns what is new. */
  enterSightings(scope: Scope, sightings: readonly Sighting[], signed: Signature): Promise<Sighting[]>;
  /** Marks it and keeps it. not_found, or conflict when it is withdrawn already. */
  withdrawSighting(scope: Scope, id: string, reason: string, signed: Signature): Promise<StoredSighting>;
  /** Entries and withdrawals after a change, in order; each sighting as it stands now. */
  sightingChanges(scope: Scope, after: number, limit: number): Promise<{ change: number; sighting: StoredSighting }[]>;
  /** Counts up with every entry and withdrawal, also of another process. */
  newestSightingChange(): Promise<number>;

  replays(): Promise<ReplayRow[]>;
  replay(id: string): Promise<ReplayRow | null>;
  /** Removes a replay with all its rows; there need not be one. `next` stands in its place at once. */
  deleteReplay(id: string, next?: ReplayRow): Promise<void>;

  cursors(scope: Scope): Promise<{ source: string; position: number }[]>;
  /**
   * Writes chunks of a state, from the one with index `from` on. Nobody reads them before a commit says that the state is
   * complete; one that never is goes with the next. Numbers of states count up.
   */
  keepChunks(scope: Scope, number: number, from: number, chunks: readonly Uint8Array[]): Promise<void>;
  /** The newest complete state, in its chunks. */
  state(scope: Scope): Promise<{ number: number; chunks: Uint8Array[] } | null>;
  /** Those after a number that were not let go, in order. */
  inputs(scope: Scope, after: number): Promise<KeptInput[]>;

  /** Row counts and file size, for health and doctor. */
  stats(): Promise<{ fixes: number; vessels: number; events: number; alerts: number; bytes: number }>;
  close(): Promise<void>;
}
