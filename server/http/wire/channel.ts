// Channels, subscriptions, deliveries and decisions on the wire. Nothing that is secret is ever in them.

import { z } from 'zod';
import { basis, confidence, severity, shortText, time } from './values.ts';

export const ChannelKind = z.object({
  kind: z.string(),
  title: z.string(),
  about: z.string(),
  abilities: z.array(z.string()),
  settings: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema of its settings; `secret` marks what is never told back'),
});

export type ChannelKind = z.infer<typeof ChannelKind>;

export const Channel = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  owner: z.string(),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.array(z.string()).describe('names of the secret settings that are set'),
  on: z.boolean(),
  offReason: z.string().nullable(),
  failingSince: time.nullable(),
  createdAt: time,
});
export type Channel = z.infer<typeof Channel>;

const settings = z.record(z.string().max(60), z.unknown());
export const ChannelRequest = z.strictObject({
  kind: z.string().max(60),
  title: shortText,
  owner: shortText.default('analyst'),
  settings,
});
export const ChannelChange = z.strictObject({
  title: shortText.optional(),
  owner: shortText.optional(),
  on: z.boolean().optional(),
  settings: settings.optional().describe('null takes a setting away; a secret that is left out stays'),
});

export const TestAnswer = z.object({
  outcome: z.string().describe('accepted, sent, passing or permanent'),
  said: z.string().describe('what the other side answered'),
});

export type TestAnswer = z.infer<typeof TestAnswer>;

const ids = z.array(z.string().max(100)).min(1).max(1_000).optional();
const hour = z.number().int().min(0).max(23);
const timeZone = z.string().max(100);

export const SubscriptionRequest = z.strictObject({
  title: shortText,
  owner: shortText.default('analyst'),
  channelId: z.string().max(100),
  enabled: z.boolean().default(true),
  what: z
    .strictObject({
      watchlists: ids,
      vessels: ids,
      themes: ids.describe('ids of themes of cases'),
      rules: ids,
      leastSeverity: severity.optional(),
      leastConfidence: confidence.optional(),
      bases: z.array(basis).min(1).optional(),
    })
    .default({}),
  when: z
    .strictObject({
      digest: z
        .strictObject({ cron: z.string().max(100), timeZone })
        .nullable()
        .default(null),
      quiet: z.strictObject({ fromHour: hour, toHour: hour, timeZone }).nullable().default(null),
      every: z
        .enum(['leg', 'case', 'news'])
        .optional()
        .describe(
          "'leg': each alert for itself; 'case': once a case; 'news': of a case what is new, graver, surer or withdrawn; absent: 'case' with a timetable, else 'leg'",
        ),
      also: z.array(z.enum(['graver', 'surer', 'resolved'])).default(['graver', 'surer', 'resolved']),
    })
    .prefault({}),
  budgetADay: z.number().int().min(1).max(100_000).nullable().default(null),
  escalation: z
    .strictObject({ afterHours: z.number().min(0.25).max(720), toId: z.string().max(100) })
    .nullable()
    .optional()
    .describe('whom to tell of what nobody has acknowledged in time; absent: as it was'),
});

export type SubscriptionRequest = z.input<typeof SubscriptionRequest>;

export const Subscription = z.object({
  ...SubscriptionRequest.shape,
  id: z.string(),
  createdAt: time,
  says: z.string().describe('what it sends, in plain sentences'),
  nextRuns: z.array(time).describe('the next times of its timetable; empty where it has none'),
});

export type Subscription = z.infer<typeof Subscription>;

export const Preview = z.object({
  says: z.string().describe('what it sends, in plain sentences'),
  nextRuns: z.array(time).describe('the next times of its timetable; empty where it has none'),
  days: z.number(),
  looked: z.number().describe('alerts of those days'),
  whole: z.boolean().describe('false where there are more of them than a preview goes through'),
  sent: z.number().describe('alerts that would have been told, each in its newest state'),
  messages: z.number().describe('messages that they would have gone out in'),
  reasons: z.record(z.string(), z.number()).describe('every decision by its reason'),
  alerts: z
    .array(z.object({ id: z.string(), headline: z.string(), raisedAt: time, why: z.string() }))
    .describe('those that would have been told, newest first, at most 100'),
});

export type Preview = z.infer<typeof Preview>;

export const Delivery = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  channelId: z.string(),
  subject: z.object({ kind: z.enum(['alert', 'case']), id: z.string() }),
  revision: z.number(),
  reason: z.string(),
  sequence: z.number(),
  bundle: z.string().nullable().describe('goes out in one message with the others of this name'),
  state: z.enum(['held', 'sent', 'accepted', 'read', 'failed', 'dead', 'replaced']),
  plannedAt: time,
  dueAt: time,
  attempts: z.number(),
  doubtful: z.boolean().describe('an attempt may have arrived without an answer: it may have been sent twice'),
  settledAt: time.nullable(),
  answer: z.string().nullable(),
  headline: z.string(),
  decision: z.string(),
});

export type Delivery = z.infer<typeof Delivery>;

export const Decision = z.object({
  subscriptionId: z.string(),
  subject: z.object({ kind: z.enum(['alert', 'case']), id: z.string() }),
  revision: z.number(),
  at: time,
  told: z.boolean(),
  why: z.string(),
  meaning: z.string(),
});
export type Decision = z.infer<typeof Decision>;
