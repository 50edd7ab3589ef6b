// Alerts: one per rule, vessel and leg, with its why-sentence and the evidence it rests on.
// Further evidence is attached under the same id (revision + 1), never sent as a second alert.

import type { Basis } from './event.ts';
import type { MatchEvidence } from './heard.ts';
import type { VesselEvent } from './kinds/event.ts';
import type { LegalBasis, Severity } from './rule.ts';
import type { SightingGrade } from './sighting.ts';
import type { Designation } from './vessel.ts';

/** How sure an alert is, from the weakest link; how grave it would be is the severity. Least sure first. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type AlertState = 'open' | 'acknowledged' | 'resolved' | 'withdrawn';
export interface AlertEvidence {
  /** The calls, zones or sightings of the leg, in time order, as they were when the alert was revised. */
  events: VesselEvent[];
  /** In force at the time of the leg's end. */
  designations: Designation[];
  /** Designations of a later date or without a published date: told apart so that nobody reads them as in force then. */
  otherDesignations: Designation[];
  legal: LegalBasis[];
  match: MatchEvidence | null;
  /** Grounds of the confidence: one sentence for each link, of which the weakest decides. */
  confidenceGrounds: string[];
  rule: { id: string; version: number; maxDays: number };
  /** Number, unit and meaning of every threshold that decided it. */
  thresholds: { name: string; value: number; unit: string }[];
  /** Other explanations, in one sentence each. */
  otherExplanations: string[];
  /** Where the reports came from: source and lines. */
  reports: { source: string; line: number; at: number; lon: number; lat: number }[];
  /** SHA-256 of the evidence without this field, hex; filled by the pipeline. */
  hash: string;
}

export interface Alert {
  id: string;
  ruleId: string;
  ruleTitle: string;
  vesselId: string;
  vesselName: string;
  imo: number | null;
  mmsi: number | null;
  /** How grave the alert is if it is true. */
  severity: Severity;
  confidence: Confidence;
  basis: Basis;
  /** The least sure of the sightings that a sighted alert rests on; null where it rests on none. */
  grade: SightingGrade | null;
  state: AlertState;
  /** Who looks after it; absent: nobody. */
  assignee?: string;
  /** A person has withdrawn it; what it rests on may stand. */
  takenBack?: true;
  /** When a person did what made it stand so, where that is what a row of the log tells. */
  handledAt?: number;
  revision: number;
  /** Event time at which it was first raised, and of this revision, UTC ms. */
  raisedAt: number;
  knownAt: number;
  /** The leg: departure of the origin (or the call itself) and arrival at the destination. */
  fromAt: number;
  toAt: number;
  lon: number;
  lat: number;
  placeIds: string[];
  /** One sentence: what was observed, sighted or inferred, under which list and date. Never an accusation. */
  why: string;
  evidence: AlertEvidence;
}
