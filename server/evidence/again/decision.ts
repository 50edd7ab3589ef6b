// The inputs of one decision as they travel: what was heard and seen of the ships concerned, what the lists, rules and
// places said, and which alert came of it. Plain JSON, and enough for an engine anywhere to decide again.

import type { EngineOptions } from '../../domain/engine/engine.ts';
import type { RareInput } from '../../domain/engine/input.ts';
import type { VesselEvent } from '../../domain/kinds/event.ts';
import type { Mooring, Port, Zone } from '../../domain/places/place.ts';
import { createPlaceIndex } from '../../domain/places/place-index.ts';
import type { RouteRule } from '../../domain/rule.ts';
import type { RadioFacts } from '../../domain/rules/subject.ts';
import { createSea } from '../../domain/sea/sea.ts';
import type { WatchedHull } from '../../domain/vessel.ts';
import type { ReportTable } from './report-table.ts';
import { openSeaCut, type SeaCut } from './sea-cut.ts';

export const DECISION_FORMAT = 'keelwatch-decision/1';

/**
 * Parts of an alert that may hang on more than travels: which lines its reports were, how often it was revised and when it
 * was first raised (other ships may have moved time on), and the words by which its hull was known.
 */
export const AS_RECORDED = {
  'evidence.reports': 'which lines of which source the reports behind the events were',
  'evidence.match': 'by which witnesses the radio unit was taken for this hull',
  revision: 'how often the alert had been revised',
  raisedAt: 'the instant at which the alert was first raised',
} as const;
export type AsRecorded = keyof typeof AS_RECORDED;

export interface DecisionInput {
  format: typeof DECISION_FORMAT;
  /** The alert that was raised, in the revision that this is about. */
  alertId: string;
  vesselId: string;
  /** The hull that it was taken for; null where it was taken for none. */
  hullId: string | null;
  revision: number;
  /** What the inputs cannot tell, and is therefore not decided again: it is taken from what was recorded. */
  asRecorded: readonly AsRecorded[];
  /**
   * 'reports': the whole engine runs over what was heard. 'events': what was heard is not kept well enough, and the rules
   * alone are asked again, about the events as they were recorded.
   */
  from: 'reports' | 'events';
  /** The events, and the unit's own words, where `from` is 'events'. */
  events: readonly VesselEvent[];
  radio: { mmsi: number; facts: RadioFacts | null } | null;
  /** Event time that the decision was made at, UTC ms: inputs go up to it. */
  until: number;
  /** 'then': lists and rules as of the event's day; 'now': all that were known. */
  asOf: 'then' | 'now';
  /** Hulls of the watchlist that the ships concerned are, or may be, with every listing and its dates. */
  hulls: readonly WatchedHull[];
  /** What people decided about radio units by hand. */
  bindings: { bound: [number, string][]; refused: string[]; decidedAt: [string, number][] };
  /** All rules in force: the places that any of them names are looked at more closely. */
  rules: readonly RouteRule[];
  ports: readonly Port[];
  moorings: readonly Mooring[];
  zones: readonly Zone[];
  /** ITU country numbers. */
  mids: readonly { mid: number; name: string; iso2: readonly string[] }[];
  /** The parts of the sea that ways were measured on; null: the great circle. */
  sea: { fine: SeaCut; coarse: SeaCut } | null;
  /** Sightings, their withdrawals, and what the feeds said of themselves. */
  others: readonly RareInput[];
  reports: ReportTable;
}

export function optionsOf(decision: DecisionInput): EngineOptions {
  const { hulls, rules, asOf, bindings, sea } = decision;
  return {
    hulls,
    rules,
    asOf,
    bindings: {
      bound: new Map(bindings.bound),
      refused: new Set(bindings.refused),
      decidedAt: new Map(bindings.decidedAt),
    },
    places: createPlaceIndex(decision.ports, decision.zones, decision.moorings),
    mids: new Map(decision.mids.map((row) => [row.mid, row])),
    sea:
      sea === null
        ? undefined
        : { ...createSea(openSeaCut(sea.fine), openSeaCut(sea.coarse)), measure: 'around land' as const },
    fence: 'report',
  };
}
