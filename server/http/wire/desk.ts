// The desk on the wire: how things stand with people, what people do, and the record of who did what.

import { z } from 'zod';
import { AUDITED } from '../../domain/desk/audit.ts';
import { DEEDS } from '../../domain/desk/deed.ts';
import { REASON_CODES } from '../../domain/desk/reasons.ts';
import { alertState, severity, time } from './values.ts';

const done = z.object({ action: z.string(), by: z.string(), at: time });

export const Handling = z.object({
  state: alertState,
  assignee: z.string().nullable().describe('who looks after it; null: nobody'),
  reasonCode: z.string().nullable().describe('of the deed that gave the state'),
  version: z.number().int().describe('counts up with every deed; pass it back to change this one alone'),
  last: done
    .extend({ after: done.optional().describe('of a new leg: what had been done before it') })
    .nullable()
    .describe('null: nobody did anything'),
});
export type Handling = z.infer<typeof Handling>;

export const AuditRow = z.object({
  number: z.number().int().describe('counts up by one, without holes'),
  at: time,
  by: z.string(),
  deed: z.string().nullable().describe('rows of one request carry one id'),
  scope: z.string().nullable().describe("'live', or the id of a replay; null: it belongs to none"),
  subject: z.object({ kind: z.enum(AUDITED), id: z.string() }),
  what: z.string(),
  reasonCode: z.string().nullable(),
  note: z.string().nullable(),
  before: z.unknown().describe('plain data; null: there was nothing'),
  after: z.unknown().describe('plain data; null: there is nothing now'),
  undoes: z.number().int().nullable().describe('number of the row whose deed this one takes back'),
  from: z
    .object({
      address: z.string().nullable().describe('of the network; null: the machine itself'),
      through: z.string().nullable().describe("id of the login or token, 'this machine', or 'command line'"),
    })
    .nullable()
    .describe('for admins; null: the program itself, or it was not written down'),
  previous: z.string().describe('hash of the row before'),
  hash: z.string().describe('SHA-256 over the row and the hash before it; SECURITY.md says how'),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditChain = z.object({
  whole: z.boolean().describe('every row follows from the one before'),
  says: z.string(),
  rows: z.number().int().describe('as far as the chain holds'),
  head: z
    .object({ number: z.number().int(), hash: z.string() })
    .nullable()
    .describe('the newest row; kept elsewhere it shows later whether rows were cut off'),
});
export type AuditChain = z.infer<typeof AuditChain>;

export const ReasonRow = z.object({
  code: z.enum(REASON_CODES),
  word: z.string(),
  says: z.string(),
  verdict: z.enum(['confirmed', 'refuted']).nullable().describe('what it says of the rule; null: nothing'),
});
export type ReasonRow = z.infer<typeof ReasonRow>;

/** What a person does, whatever to. */
const deed = {
  action: z.enum(DEEDS),
  reasonCode: z.enum(REASON_CODES).nullable().default(null),
  note: z.string().max(2000).nullable().default(null),
  assignee: z.string().trim().min(1).max(100).nullable().default(null).describe("only for 'assign'; null: nobody"),
};

/** What may be done with a case, and what that does to its alerts. */
export const DeedAhead = z.object({
  action: z.enum(DEEDS),
  alerts: z.number().int().describe('alerts that go along'),
  says: z.string(),
});
export type DeedAhead = z.infer<typeof DeedAhead>;

export const DeedRequest = z.strictObject({
  ...deed,
  version: z.number().int().min(0).optional().describe('refuses any other version of the handling'),
});
export type DeedRequest = z.input<typeof DeedRequest>;

const DeedSubject = z.object({ kind: z.enum(['alert', 'case']), id: z.string().max(100) });

/** Alerts and cases that are handled at once. */
export const MOST_SUBJECTS = 1_000;

export const AlertSelection = z.strictObject({
  vessel: z.string().max(100).optional(),
  rule: z.string().max(100).optional(),
  severity: z.array(severity).max(5).optional(),
  state: z.array(alertState).max(4).optional(),
  assignee: z.string().max(100).optional(),
  from: time.optional(),
  to: time.optional(),
  muted: z.boolean().optional(),
  q: z.string().max(200).optional(),
});
export type AlertSelection = z.infer<typeof AlertSelection>;

export const BulkDeedRequest = z.strictObject({
  ...deed,
  subjects: z.array(DeedSubject).min(1).max(MOST_SUBJECTS).optional().describe('these, or `filter`'),
  filter: AlertSelection.optional().describe('all alerts that it finds; needs `count`'),
  count: z.number().int().min(0).optional().describe('how many the filter was shown to find'),
});
export type BulkDeedRequest = z.input<typeof BulkDeedRequest>;

export const DeedResult = z.object({
  subject: z.object({ kind: z.enum(AUDITED), id: z.string() }),
  outcome: z.enum(['done', 'conflict', 'not_found']),
  says: z.string().describe('why not; empty where it was done'),
  handling: Handling.nullable(),
  alerts: z.number().int().optional().describe('of a case: how many of its alerts went along'),
});
export type DeedResult = z.infer<typeof DeedResult>;

export const BulkDeed = z.object({
  deed: z.string().describe('by which all of it is undone'),
  undoUntil: time,
  done: z.number().int(),
  refused: z.number().int(),
  rows: z.array(DeedResult),
});
export type BulkDeed = z.infer<typeof BulkDeed>;
