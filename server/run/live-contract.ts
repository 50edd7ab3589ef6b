// What the live monitor is to others: what it can be asked, what it depends on, and its inputs as they are kept.

import type { EngineOptions } from '../domain/engine/engine.ts';
import type { HandBindings } from '../domain/identity/identify.ts';
import type { Zone } from '../domain/places/place.ts';
import type { Report } from '../domain/report.ts';
import type { RuleChange } from '../domain/rules/book.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import type { Watched } from '../feeds/live/message-rank.ts';
import type { CanaryMarks } from '../seams/canary-marks.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Trouble } from '../seams/problems.ts';
import type { Store } from '../seams/store.ts';
import type { HeardCounts } from './intake/hearing.ts';
import type { IntakeLog } from './intake/intake-log.ts';
import type { IntakeRecord } from './intake/record.ts';
import type { LiveCounts } from './live-counts.ts';

export interface Live {
  /**
   * Takes up the sightings that this process or another has entered or withdrawn since the last call. Resolves when
   * everything that follows is committed.
   */
  takeSightings(): Promise<void>;
  /** Takes the lists, the watchlists, decisions by hand and zones as they are now; resolves when what follows is committed. */
  takeLists(): Promise<void>;
  /** Takes the rules as they are saved now; resolves when what follows is committed. */
  takeRules(): Promise<void>;
  /**
   * Hears what the feeds brought, in this order, after writing it to the intake log. Resolves when the monitor can take more:
   * on a full disk it waits, and says so.
   */
  hear(records: readonly IntakeRecord[]): Promise<void>;
  /** Whose messages must not be lost: by their numbers, as lists and the engine know them now. */
  readonly watched: Watched;
  /** What was heard of a feed since this monitor began. */
  heard(feed: string): HeardCounts;
  /** What it has done since it began. */
  counts(): LiveCounts;
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
  /** Drawn by people; absent: none, and none were. */
  zones?: readonly Zone[];
}

export interface LiveDeps {
  store: Store;
  clock: Clock;
  log: Log;
  /** What is watched, as the store has it now. */
  lists(): Promise<Pick<LiveKnown, 'hulls' | 'bindings' | 'zones'>>;
  options(known: LiveKnown): EngineOptions;
  /** Where what feeds bring is written first; absent: there are no feeds. */
  intake?: IntakeLog;
  /** Where the way of the canary is marked. */
  canary?: CanaryMarks;
  /** Is given every report of a feed as it is heard. */
  onReport?(feed: string, report: Readonly<Report>): void;
  /** Is told all that is wrong with the engine, whenever that changes; first of all that nothing is. */
  problems?(troubles: Trouble[]): void;
}

/** One input as it is kept: enough to take it again. */
export type LiveInput = {
  kind: string;
  at: number /** How many records of the intake log were heard before. */;
  intake?: number;
} & (
  | { kind: 'sighting'; at: number; sighting: Sighting }
  | { kind: 'withdrawal'; at: number; sighting: Sighting; reason: string }
  | { kind: 'lists'; at: number }
  /** `taken`: how many changes of rules had been taken before. */
  | { kind: 'rules'; at: number; taken: number }
);
