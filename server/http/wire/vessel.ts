// A vessel on the wire: in a list, on the map, and as a whole dossier with its identity and designations.

import { z } from 'zod';
import { AlertSummary } from './alert.ts';
import { IdentityLine, MatchEvidence, StandingDesignation } from './identity.ts';
import { VesselEvent } from './kinds/index.ts';
import { VesselParty } from './party.ts';
import { Sighting } from './sighting.ts';
import { asOf, datePrecision, matchLevel } from './values.ts';

export const PositionFix = z.object({
  at: z.number().describe('epoch ms'),
  lon: z.number(),
  lat: z.number(),
  speedKn: z.number().nullable(),
  courseDeg: z.number().nullable(),
  headingDeg: z.number().nullable(),
});
export type PositionFix = z.infer<typeof PositionFix>;

export const VesselSummary = z.object({
  id: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  mmsi: z.number().int().nullable(),
  callSign: z.string(),
  /** ISO 3166 code from the MMSI, or the list's own words. */
  flag: z.string().nullable(),
  shipType: z.string().nullable(),
  lengthM: z.number().nullable(),
  destination: z.string(),
  watched: z.boolean(),
  pinned: z.boolean(),
  level: matchLevel.nullable(),
  group: z.string().nullable(),
  authorities: z.array(z.string()).describe('who lists it now, sanctions only'),
  listings: z
    .array(
      z.object({
        authority: z.string(),
        listed: z.string().nullable().describe('YYYY-MM-DD; null where no source gives a date'),
        precision: datePrecision,
        delisted: z.string().nullable(),
      }),
    )
    .describe('sanctions with their days, for the question who listed it on a day'),
  names: z
    .array(z.object({ name: z.string(), fromAt: z.number().describe('epoch ms') }))
    .describe('where it has sent several names: from when it sent each; else empty'),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  openAlerts: z.number().int(),
});
export type VesselSummary = z.infer<typeof VesselSummary>;

export const VesselDossier = VesselSummary.extend({
  asOf: asOf.describe('which day the listings and authorities speak of'),
  aliases: z.array(z.string()),
  mmsis: z.array(z.object({ mmsi: z.number(), source: z.string(), old: z.boolean() })),
  builtYear: z.number().nullable(),
  grossTonnage: z.number().nullable(),
  owner: z.string().nullable(),
  operator: z.string().nullable(),
  status: z.string().nullable(),
  ended: z.string().nullable(),
  notes: z.string().nullable(),
  designations: z.array(StandingDesignation),
  parties: z.array(VesselParty).describe('companies and persons that lists name with the ship'),
  identity: z.array(IdentityLine),
  match: MatchEvidence.nullable(),
  setAside: z
    .array(
      z.object({
        reason: z.enum(['jump', 'too fast', 'against its speed', 'repeated late', 'older']),
        count: z.number().int(),
        firstAt: z.number(),
        lastAt: z.number(),
      }),
    )
    .describe('positions that did not enter the track, by reason, in all that was read so far'),
  candidates: z.array(z.object({ vesselId: z.string(), name: z.string(), evidence: MatchEvidence })),
  events: z.array(VesselEvent),
  alerts: z.array(AlertSummary),
  sightings: z.array(Sighting),
});
export type VesselDossier = z.infer<typeof VesselDossier>;
