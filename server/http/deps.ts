// What the routes and the stream are given. `main` wires it; tests hand in an in-memory store and a standing clock.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Reference } from '../../db/reference/load.ts';
import type { Access } from '../access/access.ts';
import type { CanaryStatus } from '../desk/canary-watch.ts';
import type { Whereabouts } from '../desk/clerk.ts';
import type { FeedDesk } from '../desk/feeds.ts';
import type { ReachDesk } from '../desk/reach.ts';
import type { RuleDesk } from '../desk/rules.ts';
import type { Screener } from '../desk/screen.ts';
import type { ScreenScope } from '../desk/screen-scope.ts';
import type { SightingDesk } from '../desk/sightings.ts';
import type { WatchedHeard } from '../desk/watched-heard.ts';
import type { ZoneDesk } from '../desk/zones.ts';
import type { PlaceIndex } from '../domain/places/place-index.ts';
import type { EvidenceDesk } from '../evidence/evidence-desk.ts';
import type { ReceivedRecording } from '../files/recording-upload.ts';
import type { BackupStatus, KeptBackup } from '../run/keeping/backup-schedule.ts';
import type { DiskStatus } from '../run/keeping/disk-watch.ts';
import type { KeepSettings, RetentionSettings } from '../run/keeping/keep-settings.ts';
import type { LiveCounts } from '../run/live-counts.ts';
import type { Footprint, FootprintQuestion } from '../run/reception/footprint.ts';
import type { ReplayController } from '../run/replay.ts';
import type { ReplayScenario } from '../run/replay-plan.ts';
import type { SketchTrack } from '../run/scenario-sketch.ts';
import type { Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import type { DiskUse } from '../seams/keep-store.ts';
import type { Problem } from '../seams/problems.ts';
import type { Scope, Store } from '../seams/store.ts';
import type { ChannelDesk } from '../tell/channel-desk.ts';
import type { AttemptCounts } from '../tell/deliver.ts';
import type { SubscriptionDesk } from '../tell/subscription-desk.ts';
import type { ImportFiles } from '../watch/list-import.ts';
import type { ImportResult } from '../watch/list-intake.ts';
import type { ListStatus } from '../watch/list-status.ts';
import type { ListSync } from '../watch/list-sync.ts';
import type { Entrance } from './guard.ts';

/** Of a scenario only what a list of them shows. */
export type ScenarioCard = Pick<ReplayScenario, 'id' | 'title' | 'about' | 'label' | 'fromAt' | 'toAt'> &
  Partial<Pick<ReplayScenario, 'sightings'>>;

/** Lists and what is watched because of them. */
export interface ListDesk extends Pick<ListSync, 'watch' | 'sync' | 'refresh'> {
  statuses(): Promise<ListStatus[]>;
  /** Takes in one file of a list; `source` is the id of a list, or 'auto'. */
  takeFile(
    source: string,
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    word: Pick<ImportFiles, 'accepted' | 'publishedAt' | 'by'>,
  ): Promise<ImportResult>;
  screener: Screener;
  /** Which lists an answer of the screener speaks of, and which are missing. */
  scope(): Promise<ScreenScope>;
}

/** What keeping costs, how long things are kept, backups, and the room on the disk. */
export interface KeepDesk {
  disk(): DiskStatus;
  /** Throws 'unavailable' while the disk is nearly full; `what` begins the sentence. */
  mustHaveRoom(what: string): void;
  settings(): KeptSettings;
  /** Throws CodedError('invalid') that names the setting. */
  set(change: KeptChange): Promise<void>;
  use(): Promise<DiskUse[]>;
  backups(): BackupStatus;
  takeBackup(): Promise<KeptBackup>;
}

/** As the page knows them: the raw input of feeds is kept by hours and by size. */
export interface KeptSettings extends Omit<KeepSettings, 'retention'> {
  retention: RetentionSettings & { intakeHours: number; intakeGb: number };
}
export interface KeptChange {
  retention?: Partial<KeptSettings['retention']> | undefined;
  backups?: KeptSettings['backups'] | undefined;
  disk?: KeptSettings['disk'] | undefined;
}

export interface ServerDeps {
  store: Store;
  /** Who may use the monitor. */
  access: Access;
  /** Under which names it is reached, and by which proxies. */
  entrance: Entrance;
  lists: ListDesk;
  bus: Bus;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Its hulls are those watched now, its zones those of the table and those that people drew: other arrays after a change. */
  reference: Reference;
  rules: Pick<RuleDesk, 'rules' | 'history' | 'make' | 'change' | 'switch' | 'remove' | 'dryRun'>;
  replays: Pick<ReplayController, 'recordings' | 'start' | 'cancel' | 'remove'> & {
    scenarios(): ScenarioCard[];
    /** The ways of its watched ships, thinned; null where there is no such scenario. */
    sketch(id: string): Promise<SketchTrack[] | null>;
    /** Takes a recording into the data folder. */
    receive(name: string, bytes: AsyncIterable<Uint8Array>): Promise<ReceivedRecording>;
  };
  /** What silent ships can have reached. */
  reach: ReachDesk;
  /** Who was here, and who could not have been there. */
  whereabouts: Whereabouts;
  /** With the zones that people drew. */
  places: PlaceIndex;
  zones: ZoneDesk;
  /** A style of the configuration that lies under the page's own layers; null: none. */
  mapStyle: string | null;
  feeds: Pick<FeedDesk, 'rows' | 'kinds' | 'save' | 'turn' | 'remove' | 'test' | 'relay' | 'setRelay'>;
  /** Where anybody is heard; null where the live monitor does not answer in time. */
  footprint(question: FootprintQuestion): Promise<Footprint | null>;
  /** Is the way from a feed to a subscriber whole? */
  canary(): CanaryStatus;
  /** Which of the watched ships are heard. */
  heard(): Promise<WatchedHeard>;
  /** What is counted elsewhere, for the metrics. */
  counts: { live(): Promise<LiveCounts | null>; attempts(): AttemptCounts };
  keeping: KeepDesk;
  /** Why it is not ready to be asked, in one sentence; null: it is. */
  readiness(): Promise<string | null>;
  /** What is wrong now, for the health route; empty when all is well. */
  problems(): Problem[];
  /** Takes sightings into the live monitor: they are stored and detectors see them. */
  sightings: SightingDesk;
  /** Where messages go, and who is told. */
  channels: ChannelDesk;
  subscriptions: SubscriptionDesk;
  /** Bundles of evidence, and the key that signs them. */
  evidence: EvidenceDesk;
  /** The scope meant when none is asked for: 'live' when a live feed is configured, else the demo replay. */
  opensScope(): Scope;
  /** Folder of the built page; null when there is none (tests, or an API alone). */
  webRoot: string | null;
  version: string;
}

/** What one route takes of it: each names what it needs, and sees no more. */
export type Needs<K extends keyof ServerDeps> = Pick<ServerDeps, K>;

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
