// The inputs of an engine: one union, taken one after the other through `engine.take`. The stages that carry inputs to the
// engine (order stage, lane, reprocessing, the log of inputs) read their time and their order among equal times, and
// nothing else. Inputs are plain data, so that any of them can be stored and taken again.

import type { FeedNote } from '../fleet/feeds.ts';
import type { HandBindings } from '../identity/identify.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Zone } from '../places/place.ts';
import type { Report } from '../report.ts';
import type { RouteRule } from '../rule.ts';
import type { Sighting } from '../sighting.ts';
import type { WatchedHull } from '../vessel.ts';

/** A report is one reused record and must be copied by whoever keeps it; every other input is never changed. */
export type EngineInput = Report | RareInput;

/** Reports, sightings, withdrawals and time move event time to their `at`. The others apply from the current event time on. */
export type RareInput =
  | SightingInput
  | WithdrawalInput
  | WatchlistInput
  | RulesInput
  | ZonesInput
  | FeedInput
  | TimeInput;

/** Somebody saw a vessel. `at` is when we knew. */
export interface SightingInput {
  kind: 'sighting';
  at: number;
  sighting: Sighting;
}

/** A sighting is taken back: events that rested on it alone are withdrawn. */
export interface WithdrawalInput {
  kind: 'withdrawal';
  at: number;
  sighting: Sighting;
  reason: string;
}

/**
 * Another watchlist is in force from now on, and every unit is asked again which hull it is. A hull that was not watched
 * before raises nothing for its past; the look-back tells that.
 */
export interface WatchlistInput {
  kind: 'watchlist';
  at: number;
  hulls: readonly WatchedHull[];
  bindings: HandBindings;
}

/**
 * Other rules are in force from now on. Each rule says since when it is in use, so that earlier events raise nothing new.
 * `past` are events kept elsewhere that a new rule may need for a leg under way.
 */
export interface RulesInput {
  kind: 'rules';
  at: number;
  rules: readonly RouteRule[];
  past: readonly VesselEvent[];
}

/** The zones that users have drawn, all of them, in place of those drawn before. */
export interface ZonesInput {
  kind: 'zones';
  at: number;
  zones: readonly Zone[];
}

/** What one of our feeds says of itself: an outage of ours must never become the silence of a ship. */
export interface FeedInput extends FeedNote {
  kind: 'feed';
  at: number;
}

/** Event time has reached `at` although no report says so: gaps can be judged, and inputs that wait for `at` are due. */
export interface TimeInput {
  kind: 'time';
  at: number;
}

/** The order among inputs of one instant; reports, which have an order of their own, come after all of them. */
const ORDER: readonly RareInput['kind'][] = ['sighting', 'withdrawal', 'watchlist', 'rules', 'zones', 'feed', 'time'];

/** The one order in which inputs other than reports are taken. */
export function compareInputs(a: RareInput, b: RareInput): number {
  return a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compareTexts(nameOf(a), nameOf(b));
}

function nameOf(input: RareInput): string {
  if (input.kind === 'feed') return input.feed;
  return 'sighting' in input ? input.sighting.id : '';
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
