// Replays, scenarios and recordings on the wire.

import { z } from 'zod';
import { time } from './values.ts';

export const Replay = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['scenario', 'file']),
  label: z.string().nullable().describe('must be shown on every screen of this replay'),
  about: z.string().nullable(),
  sources: z.array(z.string()),
  asOf: z.enum(['then', 'now']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  error: z.string().nullable(),
  createdAt: time,
  fromAt: z.number().nullable(),
  toAt: z.number().nullable(),
  opensAt: z.number().nullable(),
  speed: z.number().describe('seconds of event time per second of play'),
  reports: z.number().int(),
  lines: z.number().int(),
  progress: z.number().nullable().describe('0 to 1'),
  rejects: z.record(z.string(), z.number()),
});
export type Replay = z.infer<typeof Replay>;

export const Scenario = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  label: z.string(),
  sources: z.array(z.string()).describe('who published what it shows'),
  from: time,
  to: time,
});
export type Scenario = z.infer<typeof Scenario>;

export const ReplayRequest = z.object({
  scenario: z.string().optional(),
  files: z.array(z.string()).max(16).optional().describe('paths under the data folder'),
  heardHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 366)
    .optional()
    .describe('what the live feeds brought in the last so many hours, as it was heard'),
  like: z.string().max(100).optional().describe('a replay whose input is meant; to run it on the lists of another day'),
  asOf: z.enum(['then', 'now']).default('then').describe('lists and rules of that day, or of today'),
  keep: z
    .boolean()
    .default(false)
    .describe('open what an earlier run said, where there is one, instead of running again'),
  sightings: z
    .boolean()
    .default(false)
    .describe('take the sightings of the live monitor in the period too, each as known when its window ended'),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

/** A recording under the data folder that can be replayed. */
export const Recording = z.object({ file: z.string() });
export type Recording = z.infer<typeof Recording>;

/** A recording that was sent. */
export const ReceivedRecording = Recording.extend({
  bytes: z.number().int(),
  known: z.boolean().describe('it was there already, byte by byte'),
});
export type ReceivedRecording = z.infer<typeof ReceivedRecording>;

/** The ways of the watched ships of a scenario, thinned, for a picture. */
export const ScenarioSketch = z.object({
  tracks: z.array(z.object({ mmsi: z.number().int(), lon: z.array(z.number()), lat: z.array(z.number()) })),
});
export type ScenarioSketch = z.infer<typeof ScenarioSketch>;
