// Live feeds: what they are set to, how they are, and what a trial of one brought. Secrets are masked.

import { z } from 'zod';
import { RelaySettings } from '../../run/relay/relay-settings.ts';
import { CONDITIONS } from '../../seams/feed-status.ts';
import { page, time } from './values.ts';

const settings = z.record(z.string(), z.unknown()).describe('as the schema of the kind has them; secrets are masked');
const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const notes = z
  .array(z.object({ at: time, says: z.string(), wrong: z.boolean() }))
  .describe('what there was to say of it lately, the newest last');

export const FeedState = z.object({
  condition: z.enum(CONDITIONS),
  says: z.string(),
  since: time.nullable(),
  lastHeardAt: time.nullable(),
  reports: z.number().int(),
  bytes: z.number().int(),
  vessels: z
    .object({ hour: z.number().int(), day: z.number().int(), atLeast: z.boolean() })
    .describe('ships heard in the last hour and day; `atLeast`: more than are counted'),
  perMinute: z.number().describe('reports a minute, lately'),
  usualPerMinute: z.number().nullable().describe('of this feed at this hour of the day'),
  minutes: z.array(z.number().int()).describe('reports of each of the last 60 minutes, the newest last'),
  lagMs: z.number().nullable().describe('how old its newest report was when it came'),
  connections: z.number().int(),
  rejects: z.record(z.string(), z.number()),
  lost: z.record(z.string(), z.number()).describe('dropped for want of room, by reason'),
  discarded: z.record(z.string(), z.number()).describe('left out on purpose, by reason'),
  notes,
});
export type FeedState = z.infer<typeof FeedState>;

const mostPerSecond = z
  .number()
  .min(1)
  .max(1_000_000)
  .optional()
  .describe('messages a second that it may bring; absent: as many as come');

export const Feed = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  on: z.boolean(),
  mostPerSecond,
  settings,
  state: FeedState.nullable().describe('null while the worker that runs the feeds has not said'),
});
export type Feed = z.infer<typeof Feed>;

export const WatchedHeardRow = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  vesselId: z.string().nullable().describe('the vessel that was taken for it; null where it was never heard'),
  lastHeardAt: time.nullable(),
  heard: z.boolean().describe('in the last day'),
  feeds: z.array(z.string()).nullable().describe('that heard it in the last day; null where that is not known'),
});
export type WatchedHeardRow = z.infer<typeof WatchedHeardRow>;

export const WatchedHeard = page(WatchedHeardRow).extend({
  says: z.string(),
  watched: z.number().int(),
  heard: z.number().int(),
  since: time.describe('where the last day begins'),
  feeds: z
    .array(z.object({ feed: z.string(), ships: z.number().int() }))
    .nullable()
    .describe('how many of them each feed heard; null where that is not known just now'),
});
export type WatchedHeard = z.infer<typeof WatchedHeard>;

export const Intake = z.object({
  from: time.nullable().describe('what was heard since then can be heard again; null while nothing is kept'),
  bytes: z.number().int(),
});
export type Intake = z.infer<typeof Intake>;

const corner = z.tuple([z.number(), z.number()]);

/** GeoJSON; a cell is a square in which anybody was heard in the last 30 days. */
export const Footprint = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(corner)) }),
      properties: z.object({
        hours: z.array(z.number().int()).describe('of the day, UTC, in which anybody was heard: 3 is 03:00 to 04:00'),
        lastHeardOn: z.iso.date(),
      }),
    }),
  ),
  gridDeg: z.number().describe('side of a cell; coarser where there would be too many'),
  feed: z.string().nullable().describe('null: all feeds together'),
  feeds: z.array(
    z.object({
      feed: z.string(),
      cells: z.number().int().describe('of a quarter degree, all of the feed'),
      atLeast: z.boolean().describe('there are more than are kept'),
    }),
  ),
});
export type Footprint = z.infer<typeof Footprint>;

export const FeedKind = z.object({
  kind: z.string(),
  title: z.string(),
  about: z.string(),
  needsNothing: z.boolean().describe('runs without any setting'),
  form: z.record(z.string(), z.unknown()).describe('JSON Schema of its settings; `secret` marks what is never shown'),
});
export type FeedKind = z.infer<typeof FeedKind>;

export const FeedRequest = z.strictObject({
  kind: z.string().max(60),
  on: z.boolean().default(true),
  mostPerSecond,
  settings: z.record(z.string().max(60), z.unknown()).default({}),
});
export type FeedRequest = z.input<typeof FeedRequest>;

export const FeedSwitch = z.strictObject({ on: z.boolean() });

export const FeedTestRequest = z.strictObject({
  id: id.optional().describe('of a feed that is set up: its secrets stand for masks'),
  kind: z.string().max(60),
  settings: z.record(z.string().max(60), z.unknown()).default({}),
});

export const FeedTest = z.object({
  connected: z.boolean(),
  says: z.string(),
  reports: z.array(
    z.object({
      mmsi: z.string(),
      at: time,
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      speedKn: z.number().nullable(),
      name: z.string().nullable(),
    }),
  ),
  rejects: z.record(z.string(), z.number()),
});
export type FeedTest = z.infer<typeof FeedTest>;

export const Relay = z.object({
  settings: RelaySettings,
  form: z.record(z.string(), z.unknown()).describe('JSON Schema of the settings'),
  state: z
    .object({
      on: z.boolean(),
      says: z.string(),
      wrong: z.boolean(),
      lines: z.number().int(),
      clients: z.array(z.object({ from: z.string(), since: time, bytes: z.number().int() })),
      slow: z.number().int().describe('clients that did not take what they were sent, and were disconnected'),
      turnedAway: z.number().int().describe('clients beyond the number that is served'),
      targets: z.array(
        z.object({ to: z.string(), datagrams: z.number().int(), lost: z.number().int(), says: z.string() }),
      ),
      notes,
    })
    .nullable()
    .describe('null while the worker that runs it has not said'),
});
export type Relay = z.infer<typeof Relay>;
