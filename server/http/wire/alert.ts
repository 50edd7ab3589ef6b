// Alerts on the wire: the line in the feed, the whole with its evidence, and what a person does with it.

import { z } from 'zod';
import { AuditRow, Handling } from './desk.ts';
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
  assignee: z.string().nullable().describe('who looks after it; null: nobody'),
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
  handling: Handling,
  history: z.array(AuditRow).describe('what people did with it, oldest first; the newest 100'),
});
export type AlertDetail = z.infer<typeof AlertDetail>;
