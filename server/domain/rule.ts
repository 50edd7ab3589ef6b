// Route rules: which calls, in which order, by which ships, between which dates are worth an analyst's look. A rule
// never says "breach": it names what was observed and the texts that make it worth a look.

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

export interface LegalBasis {
  jurisdiction: string;
  instrument: string;
  fromAt: number;
  toAt: number | null;
  verified: boolean;
}

/** The broad trade of a ship, from the watchlist's text or the AIS ship type. */
export type ShipClass = 'tanker' | 'dry-cargo' | 'passenger' | 'fishing' | 'other' | 'unknown';

/**
 * What a ship must be for the rule to apply, and how severity moves. All conditions present must hold.
 * The prose of the source table is kept beside it in `RouteRule.requires`.
 */
export interface Needs {
  /** Ship classes that count; absent = any. 'unknown' never passes unless named. */
  classes?: ShipClass[];
  /** Must be under a sanction in force; a programme text narrows it (substring, any of). */
  listed?: boolean;
  programmes?: string[];
  authorities?: string[];
  /** Stop of at least this many hours (kind 'stay'). */
  stayHours?: number;
  /** Encounter partner (kind 'encounter'). */
  partner?: { mids?: number[]; programmes?: string[] };
}

/** Severity in force when its condition holds; the first that holds wins, else the rule's own. */
export interface SeverityStep {
  severity: Severity;
  listed?: boolean;
  programmes?: string[];
  authorities?: string[];
  /** Either call was dark: inferred, sighted, or with a wide entry or exit window. */
  dark?: boolean;
  /** Ship flies this MID. */
  mids?: number[];
  classes?: ShipClass[];
  /** Applies to events from this instant on, UTC ms. */
  fromAt?: number;
}

export type RuleKind = 'route' | 'lookback' | 'call' | 'encounter' | 'gap-reach' | 'stay';

export interface RouteRule {
  id: string;
  title: string;
  kind: RuleKind;
  version: number;
  enabled: boolean;
  /** Port ids. */
  origin: string[];
  destination: string[];
  originZones: string[];
  destinationZones: string[];
  maxDays: number;
  bothWays: boolean;
  severity: Severity;
  steps: SeverityStep[];
  needs: Needs;
  /** The source table's own words. */
  requires: string;
  /** The rule applies to legs that end in [fromAt, toAt). */
  fromAt: number;
  toAt: number | null;
  legal: LegalBasis[];
  why: string;
  noise: string;
}
