// The plan of a replay: a request becomes a plan of plain data, with the row that the page shows and an id that the same
// request always gets. Making a plan reads nothing; a plan may go to another thread.

import { basename, resolve } from 'node:path';
import { CodedError } from '../domain/errors.ts';
import { stableId } from '../domain/hash.ts';
import type { Sighting } from '../domain/sighting.ts';
import { HOUR_MS, utcMinute } from '../domain/time.ts';
import type { ReplayRow, StoredSighting } from '../seams/store.ts';

/** A sample voyage that comes with the program. */
export interface ReplayScenario {
  id: string;
  title: string;
  about: string;
  label: string;
  fromAt: number;
  toAt: number;
  opensAt: number;
  speed: number;
  sightings: Sighting[];
  /** Decided by hand for this scenario alone; the decisions of users stand beside them. */
  bindings: readonly { mmsi: number; hullId: string }[];
  track: { path: string };
}

export interface ReplayStart {
  scenario?: string | undefined;
  /** Absolute paths, or paths under the recordings folder. */
  files?: readonly string[] | undefined;
  /** What the live feeds brought in so many hours before an instant, instead of a scenario or files. */
  heard?: { hours: number; toAt: number } | undefined;
  /** Id of a replay whose input is to be used again, as a rule with the lists of another day. */
  like?: string | undefined;
  asOf: 'then' | 'now';
  /**
   * Take the sightings of the live monitor too that fall into the period, each as if it had been known when its window
   * ended. A scenario has its own beside them.
   */
  sightings?: boolean | undefined;
  /** Keep what an earlier run of the same program said, with what people made of it, instead of running again. */
  keep?: boolean;
}

/** What a plan is made of beside the request. */
export interface PlanTables {
  scenarios: readonly ReplayScenario[];
  /** Version of this program: a replay made by another version is not kept. */
  version: string;
  recordingsFolder: string;
  /** Of the intake log; absent where no feeds are heard. */
  intakeFolder?: string;
}

/** Seconds of event time per second of play for a recording: two hours in a minute. */
const FILE_SPEED = 120;
/** A replay of the same hours takes the place of the one before. */
export const HEARD_ID = 'heard-';
export const SEEN_SUFFIX = '-seen';
export const NOW_SUFFIX = '-now';

/** The id of a replay without what says whose lists it ran on, and with whose sightings. */
export function baseOf(id: string): string {
  return withoutEnd(withoutEnd(id, NOW_SUFFIX), SEEN_SUFFIX);
}

export function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

export function fileReplayId(paths: readonly string[]): string {
  return `file-${stableId(...paths)}`;
}

/** Plain data. */
export interface ReplayPlan {
  row: ReplayRow;
  paths: string[];
  sightings: readonly Sighting[];
  /** What the feeds brought, instead of files. */
  heard: { folder: string; fromAt: number; toAt: number } | null;
  /** Those of the live monitor are taken too, once the period is known. */
  withLive: boolean;
  bindings: ReplayScenario['bindings'];
}

export function planOf(request: ReplayStart, tables: PlanTables, now: number): ReplayPlan {
  const blank = {
    asOf: request.asOf,
    madeBy: tables.version,
    state: 'running',
    error: null,
    createdAt: now,
    fromAt: null,
    toAt: null,
    reports: 0,
    lines: 0,
    bytesDone: 0,
    bytesTotal: null,
    rejects: {},
  } as const;
  const withLive = request.sightings === true;
  const suffix = (withLive ? SEEN_SUFFIX : '') + (request.asOf === 'now' ? NOW_SUFFIX : '');
  if (request.scenario !== undefined) {
    const scenario = tables.scenarios.find(({ id }) => id === request.scenario);
    if (!scenario) {
      const known = tables.scenarios.map(({ id }) => id).join(', ');
      throw new CodedError('not_found', `there is no scenario "${request.scenario}"; known are: ${known}`);
    }
    const { id, title, label, about, opensAt, speed, sightings, bindings, track } = scenario;
    const sources = [...new Set(sightings.map(({ source }) => source))];
    const row: ReplayRow = {
      ...blank,
      id: id + suffix,
      title,
      kind: 'scenario',
      label,
      about,
      sources,
      opensAt,
      speed,
    };
    return { row, paths: [track.path], heard: null, sightings, withLive, bindings };
  }
  if (request.heard !== undefined) {
    const { hours, toAt } = request.heard;
    const { intakeFolder: folder } = tables;
    if (folder === undefined) throw new CodedError('unavailable', 'No live feeds are heard here.');
    const fromAt = toAt - hours * HOUR_MS;
    const row: ReplayRow = {
      ...blank,
      id: `${HEARD_ID}${hours}h${suffix}`,
      title: `As heard, ${utcMinute(fromAt)} to ${utcMinute(toAt)}`,
      kind: 'file',
      label: null,
      about: null,
      sources: ['live feeds'],
      // Also of the same hours on other lists: what is meant stays the same.
      createdAt: toAt,
      opensAt: null,
      speed: FILE_SPEED,
    };
    const heard = { folder, fromAt, toAt };
    return { row, paths: [], heard, sightings: [], withLive, bindings: [] };
  }
  const files = request.files ?? [];
  if (files.length === 0) throw new CodedError('invalid', 'a replay needs a scenario or at least one file');
  const paths = files.map((file) => resolve(tables.recordingsFolder, file));
  const names = paths.map((path) => basename(path));
  const row: ReplayRow = {
    ...blank,
    id: fileReplayId(paths) + suffix,
    title: names.join(' + '),
    kind: 'file',
    label: null,
    about: null,
    sources: names,
    opensAt: null,
    speed: FILE_SPEED,
  };
  return { row, paths, heard: null, sightings: [], withLive, bindings: [] };
}

/**
 * The sightings of the period that were not withdrawn, each known when its window ends. People enter sightings of years ago
 * today; a replay that took today as the day of knowing would hear of them after its end.
 */
export function sightingsWithin(sightings: readonly StoredSighting[], fromAt: number, toAt: number): Sighting[] {
  return sightings.flatMap(({ withdrawn, ...sighting }) => {
    if (withdrawn || sighting.toAt < fromAt || sighting.fromAt > toAt) return [];
    return [{ ...sighting, arrivedAt: sighting.toAt }];
  });
}
