// The feeds that a user has set up, in one file beside the database: keelwatch.config.json. It is checked whole before any
// of it is used, and a fault names the feed, the setting and the value. What is secret in it is shown to nobody: whoever
// gets settings to look at gets a mask in its place, and a mask that comes back leaves the secret as it is.

import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { feedKinds } from '../../feeds/live/index.ts';
import type { AnyFeedKind } from '../../feeds/live/live-feed.ts';
import { BackupSettings, DiskSettings, RetentionSettings } from '../keeping/keep-settings.ts';
import { RelaySettings } from '../relay/relay-settings.ts';

export interface FeedSetting {
  /** Made of small letters, digits and hyphens; goes into every report as its source. */
  id: string;
  kind: string;
  on: boolean;
  /** Messages a second that it may bring at most; absent: as many as come. */
  mostPerSecond?: number | undefined;
  /** As the schema of the kind has them. */
  settings: Readonly<Record<string, unknown>>;
}

export interface FeedConfig {
  feeds: readonly FeedSetting[];
  /** How long raw input is kept, h. */
  keepHours: number;
  /** And how much of it at most, GB. */
  keepGb: number;
  /** A made-up ship that proves the way from a feed to a subscriber. */
  canary: { on: boolean; everyMinutes: number };
  /** Where what is heard is sent on to. */
  relay: RelaySettings;
  /** How long other things are kept, when backups are made, how full the disk may be. */
  retention: RetentionSettings;
  backups: BackupSettings;
  disk: DiskSettings;
}

export const CONFIG_FILE = 'keelwatch.config.json';
/** Stands for a secret wherever settings are shown. */
export const MASK = '••••••';
const MOST_FEEDS = 50;

const File = z.strictObject({
  feeds: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and hyphens'),
        kind: z.string(),
        on: z.boolean().default(true),
        mostPerSecond: z.number().min(1).max(1_000_000).optional(),
        settings: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .max(MOST_FEEDS)
    .default([]),
  keepHours: z
    .number()
    .min(1)
    .max(24 * 366)
    .default(72),
  canary: z
    .strictObject({
      on: z.boolean().default(true),
      // Between two runs lies more than one takes.
      everyMinutes: z
        .number()
        .min(10)
        .max(24 * 60)
        .default(60),
    })
    .default({ on: true, everyMinutes: 60 }),
  keepGb: z.number().min(0.01).max(10_000).default(4),
  relay: RelaySettings.prefault({}),
  retention: RetentionSettings.prefault({}),
  backups: BackupSettings.prefault({}),
  disk: DiskSettings.prefault({}),
});

/** What the file may hold, beside the settings of each kind of feed. */
export const CONFIG_KEYS: readonly string[] = Object.keys(File.shape);
/** As it is without a file. */
export const NO_CONFIG: FeedConfig = File.parse({});

/** The file of a data folder; without one, no feed. Throws CodedError('invalid') that names what is wrong. */
export function readFeedConfig(folder: string): FeedConfig {
  const path = join(folder, CONFIG_FILE);
  if (!existsSync(path)) return File.parse({});
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CodedError('invalid', `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkConfig(content, CONFIG_FILE);
}

function checkConfig(content: unknown, name: string): FeedConfig {
  const parsed = File.safeParse(content);
  if (!parsed.success) throw new CodedError('invalid', `${name}: ${faultOf(parsed.error)}`);
  const ids = new Set<string>();
  for (const feed of parsed.data.feeds) {
    if (ids.has(feed.id)) throw new CodedError('invalid', `${name}: two feeds are called "${feed.id}"`);
    ids.add(feed.id);
    checkFeed(feed);
  }
  return parsed.data;
}

/** Throws CodedError('invalid') unless the kind is known and its settings are whole. Returns the settings with defaults. */
export function checkFeed({ id, kind, settings }: Omit<FeedSetting, 'on'>): Record<string, unknown> {
  const known = kindNamed(kind);
  const parsed = known.settings.safeParse(settings);
  if (!parsed.success) throw new CodedError('invalid', `Feed "${id}" (${kind}): ${faultOf(parsed.error)}`);
  return parsed.data as Record<string, unknown>;
}

/** Throws CodedError('invalid') that lists the known ones. */
export function kindNamed(kind: string): AnyFeedKind {
  const known = feedKinds.find((candidate) => candidate.kind === kind);
  if (known) return known;
  const names = feedKinds.map((candidate) => candidate.kind).join(', ');
  throw new CodedError('invalid', `There is no kind of feed "${kind}"; known are: ${names}.`);
}

/** What has its defaults where it is absent. */
type Given = 'relay' | 'retention' | 'backups' | 'disk';

/** In the place of the file before, at once and whole; nobody but its owner may read it. */
export function writeFeedConfig(
  folder: string,
  config: Omit<FeedConfig, Given> & Partial<Pick<FeedConfig, Given>>,
): void {
  const path = join(folder, CONFIG_FILE);
  const checked = checkConfig(config, CONFIG_FILE);
  try {
    writeFileSync(`${path}.part`, `${JSON.stringify(checked, null, 2)}\n`, { mode: 0o600 });
    chmodSync(`${path}.part`, 0o600);
    renameSync(`${path}.part`, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new CodedError('unavailable', `${path} cannot be written (${code}).`, { cause: error });
  }
}

/** Settings as they may be shown: secrets that are set are masked. */
export function maskedSettings(kind: string, settings: FeedSetting['settings']): Record<string, unknown> {
  const secrets = secretsOf(kindNamed(kind));
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, secrets.has(name) && value !== '' ? MASK : value]),
  );
}

/** New settings, with the secrets of the old ones where a mask came back. */
export function unmaskedSettings(
  kind: string,
  settings: FeedSetting['settings'],
  before: FeedSetting['settings'] | undefined,
): Record<string, unknown> {
  const secrets = secretsOf(kindNamed(kind));
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => {
      if (!secrets.has(name) || value !== MASK) return [[name, value]];
      return before?.[name] === undefined ? [] : [[name, before[name]]];
    }),
  );
}

/** The schema of a kind's settings as JSON Schema, for the form; `secret` marks what must not be shown. */
export function formOf(kind: AnyFeedKind): Record<string, unknown> {
  return z.toJSONSchema(kind.settings, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}

function secretsOf(kind: AnyFeedKind): Set<string> {
  const { properties = {} } = formOf(kind) as { properties?: Record<string, { secret?: boolean }> };
  return new Set(Object.entries(properties).flatMap(([name, { secret }]) => (secret === true ? [name] : [])));
}

function faultOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
