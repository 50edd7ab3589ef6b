// Route rules: which calls, in which order, by which ships, between which dates are worth an analyst's look. A rule
// never says "breach": it names what was observed and the texts that make it worth a look.

import type { Basis } from './event.ts';
import type { ShipClass } from './ship-class.ts';

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

export interface LegalBasis {
  jurisdiction: string;
  instrument: string;
  fromAt: number;
  toAt: number | null;
  verified: boolean;
}

/**
 * What a ship must be for the rule to apply, and how severity moves. All conditions present must hold, and none means
 * any ship heard. The prose of the source table is kept beside it in `RouteRule.requires`.
 */
export interface Needs {
  /** Ship classes that count; absent = any. 'unknown' never passes unless named. */
  classes?: ShipClass[];
  /** Ships of these MIDs pass `classes` whatever their class. */
  orMids?: number[];
  /** Must be matched to a hull of the watchlist, listed or not. */
  watched?: boolean;
  /** Must be under a sanction in force; programme and authority texts narrow it (substring, any of). */
  listed?: boolean;
  programmes?: string[];
  authorities?: string[];
  /** Stop of at least this many hours (kind 'stay'). */
  stayHours?: number;
  /** Encounter partner (kind 'encounter'): any of these. */
  partner?: { mids?: number[]; programmes?: string[]; listed?: boolean; watchlists?: string[] };
  /** A call at an origin port is enough by itself for a ship that flies one of these MIDs. */
  originAlone?: { mids: number[] };
  /** A gap whose nearest or reachable place is one of these port ids stands in for the origin call. */
  gapNear?: string[];
  /** An encounter with a ship that made the origin call stands in for the origin call. */
  viaEncounter?: boolean;
  /**
   * A call at one of these ports, at most so many days after a ship that came from an origin called there, stands in for
   * the origin call: the cargo may have changed ships. `classes` are those of the second ship; absent = any.
   */
  viaPort?: { ports: string[]; days: number; classes?: ShipClass[] };
  /** Hours to spare that a reach must leave (kind 'gap-reach'). */
  slackHours?: number;
  /** Signs of position doubt and changes of identity that count (kind 'deception'), any of; absent = the usual ones. */
  signs?: string[];
}

/**
 * Severity in force when every condition present holds; the first step that holds wins, else the rule's own.
 * `programmes` and `authorities` ask for a sanction in force at the event, as in `Needs`.
 */
export interface SeverityStep {
  severity: Severity;
  listed?: boolean;
  programmes?: string[];
  authorities?: string[];
  /** Either call was dark: inferred, sighted, or with a wide entry or exit window. */
  dark?: boolean;
  /** The alert's own basis is one of these. */
  basis?: Basis[];
  /** A gap of more than this many hours lies within the leg or touches either call. */
  gapHours?: number;
  /** Ship flies this MID. */
  mids?: number[];
  classes?: ShipClass[];
  /** Applies to events from this instant on, UTC ms. */
  fromAt?: number;
}

/**
 * The ships that a rule is about: one of `hulls`, or one that passes every other condition present. Within a condition
 * any of its words.
 */
export interface ShipSet {
  /** Ids of hulls or vessels, e.g. 'imo:9161003'. */
  hulls?: string[];
  watchlists?: string[];
  /** Sanctions in force at the event, as in `Needs`. */
  authorities?: string[];
  programmes?: string[];
  /** ISO 3166 two-letter codes. */
  flags?: string[];
  /** A ship class, or part of the list's own word for the type. */
  types?: string[];
}

/** What a rule does not speak of, whatever else it asks. */
export interface Exceptions {
  /** Port and zone ids. */
  places?: string[];
  countries?: string[];
  hulls?: string[];
  flags?: string[];
  watchlists?: string[];
}

export type RuleKind = 'route' | 'lookback' | 'call' | 'encounter' | 'gap-reach' | 'stay' | 'deception';

/** `fromAt` of a rule that has no first day: before any report. */
export const OPEN_FROM_AT = 0;

export interface RouteRule {
  id: string;
  title: string;
  kind: RuleKind;
  version: number;
  enabled: boolean;
  /** Port ids. */
  origin: string[];
  /** For kind 'call' the call may be at an origin or a destination port: whichever set is not empty. */
  destination: string[];
  originZones: string[];
  destinationZones: string[];
  /** A call at any port of these ISO 3166 countries, context ports too, counts as at `origin` or `destination`. */
  originCountries?: string[];
  destinationCountries?: string[];
  /** Ports and zones of which one must be called at between origin and destination; absent = none need be. */
  via?: string[];
  /** Absent = any ship that `needs` lets pass. */
  ships?: ShipSet;
  except?: Exceptions;
  maxDays: number;
  /** Origin and destination may change places. */
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
  /**
   * When this version was the one in use, event time; absent = always. A leg over before `fromAt` raises nothing new, and
   * one that ended at `toAt` or later is for the next version.
   */
  inUse?: { fromAt: number | null; toAt: number | null };
}
