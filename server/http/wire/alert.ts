// Alerts on the wire: the line in the feed, the whole with its evidence, and what a person does with it.

import { z } from 'zod';
import { Designation, MatchEvidence } from './identity.ts';
import { VesselEvent } from './kinds/index.ts';
import { LegalBasis } from './rule.ts';
import { Sighting } from './sighting.ts';
import { alertState, basis, confidence, scope, severity, time } from './values.ts';

export const AlertSummary = z.object({
  id: z.string(),
  scope,
  ruleId: z.string(),
  ruleTitle: z.string(),
  vesselId: z.string(),
  vesselName: z.string(),
  imo: z.number().nullable(),
  mmsi: z.number().nullable(),
  severity,
  confidence,
  basis,
  grade: z.enum(['confirmed', 'probable', 'possible']).nullable().optional().describe('of the least sure sighting'),
  state: alertState,
  revision: z.number().int(),
  raisedAt: z.number(),
  knownAt: z.number(),
  fromAt: z.number(),
  toAt: z.number(),
  lon: z.number(),
  lat: z.number(),
  placeIds: z.array(z.string()),
  placeNames: z.array(z.string()),
  why: z.string(),
  caseId: z.string().nullable().describe('the case that it is in now'),
  mute: z
    .object({ id: z.string(), by: z.string(), until: time, note: z.string().nullable() })
    .nullable()
    .describe('under which it is raised and not told; null: none'),
});
export type AlertSummary = z.infer<typeof AlertSummary>;

export const AlertAction = z.object({
  at: time,
  by: z.string(),
  action: z.enum(['acknowledge', 'reopen', 'resolve', 'note']),
  reasonCode: z.string().nullable(),
  note: z.string().nullable(),
});
export type AlertAction = z.infer<typeof AlertAction>;

export const AlertDetail = AlertSummary.extend({
  evidence: z.object({
    events: z.array(VesselEvent),
    designations: z.array(Designation),
    otherDesignations: z.array(Designation),
    legal: z.array(LegalBasis),
    match: MatchEvidence.nullable(),
    confidenceGrounds: z.array(z.string()).describe('one sentence for each link; the weakest decides'),
    rule: z.object({ id: z.string(), version: z.number(), maxDays: z.number() }),
    thresholds: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
    otherExplanations: z.array(z.string()),
    reports: z.array(
      z.object({ source: z.string(), line: z.number(), at: z.number(), lon: z.number(), lat: z.number() }),
    ),
    hash: z.string(),
  }),
  sightings: z.array(Sighting),
  history: z.array(AlertAction),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const AlertActionRequest = z.object({
  action: z.enum(['acknowledge', 'reopen', 'resolve', 'note']),
  reasonCode: z
    .enum(['reviewed', 'known-voyage', 'data-error', 'wrong-vessel', 'lawful', 'duplicate', 'other'])
    .nullable()
    .default(null),
  note: z.string().max(2000).nullable().default(null),
});
export type AlertActionRequest = z.infer<typeof AlertActionRequest>;
