// Cases on the wire: the alerts of one story as one row, and the whole with the alerts inside.

import { z } from 'zod';
import { AlertSummary } from './alert.ts';
import { AuditRow, DeedAhead, Handling } from './desk.ts';
import { Mute } from './mute.ts';
import { basis, confidence, page, scope, severity, time } from './values.ts';

const grade = z.enum(['confirmed', 'probable', 'possible']).nullable().describe('of the least sure sighting');

export const CASE_STATES = ['opened', 'continued', 'quiet', 'withdrawn', 'joined'] as const;

export const CaseLeg = z.object({
  kind: z.enum(['leg', 'call', 'encounter', 'sign']),
  vesselId: z.string(),
  alertIds: z.array(z.string()),
  ruleIds: z.array(z.string()),
  ruleTitle: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  lon: z.number(),
  lat: z.number(),
  placeIds: z.array(z.string()),
  placeNames: z.array(z.string()),
  partnerId: z.string().nullable().describe('the other ship of an encounter'),
  partnerName: z.string().nullable(),
  basis,
  grade,
  severity,
  confidence,
  ahead: z.boolean().describe('not ended: the ship heads for the last place, or declares it'),
});
export type CaseLeg = z.infer<typeof CaseLeg>;

export const CaseSummary = z.object({
  id: z.string(),
  scope,
  theme: z.string(),
  themeTitle: z.string(),
  title: z.string(),
  ships: z.array(
    z.object({ id: z.string(), name: z.string(), imo: z.number().nullable(), mmsi: z.number().nullable() }),
  ),
  state: z
    .enum(CASE_STATES)
    .describe("'quiet': 60 days without an alert; 'joined': its alerts are in the case that `joinedTo` names"),
  revision: z.number().int(),
  openedAt: z.number(),
  knownAt: z.number(),
  fromAt: z.number(),
  toAt: z.number(),
  severity: severity.describe('the gravest of its alerts'),
  confidence: confidence.describe('the surest of its alerts'),
  basis: basis.describe('the weakest of its alerts'),
  grade,
  alerts: z.number().int().describe('alerts that stand'),
  withdrawn: z.number().int().describe('alerts that were taken back'),
  legCount: z.number().int(),
  legs: z.array(CaseLeg).describe('the newest 60 to 119 of many, in order of time'),
  sentence: z.string(),
  joinedTo: z.string().nullable(),
  formerIds: z.array(z.string()).describe('ids under which it was told before, the newest last'),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const CasePage = page(CaseSummary).extend({
  asOf: z
    .enum(['then', 'now'])
    .nullable()
    .describe('whether lists and rules are those of the day or of today; null: of several scopes'),
  themes: z.array(z.object({ theme: z.string(), title: z.string(), cases: z.number().int() })),
});
export type CasePage = z.infer<typeof CasePage>;

/** One thing that was said of a case. */
export const CaseSaid = z.object({
  revision: z.number().int(),
  knownAt: z.number(),
  state: z.enum(CASE_STATES),
  severity,
  confidence,
  basis,
  alerts: z.number().int(),
  sentence: z.string(),
});

export const CaseDetail = CaseSummary.extend({
  alertsInside: z
    .array(AlertSummary)
    .describe(
      'those that it holds now, as they read now; also those that were taken back; of more than 500 the newest',
    ),
  said: z.array(CaseSaid).describe('what was said of the case, oldest first; of more than 500 the newest'),
  handling: Handling.describe('how it stands with people now: as the least settled of its alerts'),
  ahead: z.array(DeedAhead).describe('what may be done with it now'),
  history: z
    .array(AuditRow)
    .describe('what people did with it, also under its former ids; of more than 100 the newest'),
  mutes: z.array(Mute).describe('mutes of the case'),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

export const CaseGeoJson = z.object({
  type: z.literal('FeatureCollection'),
  cut: z.boolean().describe('there are more cases than these: narrow the filters'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      geometry: z.object({ type: z.literal('MultiPoint'), coordinates: z.array(z.array(z.number()).length(2)) }),
      properties: CaseSummary.omit({ fromAt: true, toAt: true, knownAt: true, openedAt: true, legs: true }).extend({
        from: time,
        to: time,
        opened: time,
        known: time,
      }),
    }),
  ),
});
