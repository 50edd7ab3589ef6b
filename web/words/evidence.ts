// The part of an alert's evidence, and of a vessel's dossier, that was known at the playhead. The server keeps evidence for
// the newest revision; in a replay the part that came later is left out, and counted. Pure.

import type { AlertDetail } from '../../server/http/wire/alert.ts';
import type { Designation, IdentityLine } from '../../server/http/wire/identity.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import type { Sighting } from '../../server/http/wire/sighting.ts';
import { standingOf } from './designations.ts';

export interface EvidenceAt {
  /** True when the newest revision, to which the evidence belongs, came after the playhead. */
  later: boolean;
  events: VesselEvent[];
  sightings: Sighting[];
  /** Reports heard by then, out of those kept. */
  reports: number;
  hidden: { events: number; sightings: number; reports: number };
}

/**
 * Once the newest revision is known its evidence is shown as it was kept. Before that, its events are shown as they
 * stood at `at`, which `known` says; those it does not hold are hidden unless they were known already.
 */
export function evidenceAt(alert: AlertDetail, known: ReadonlyMap<string, VesselEvent>, at: number): EvidenceAt {
  const { evidence } = alert;
  const events = alert.knownAt <= at ? evidence.events : asKnown(evidence.events, known, at);
  const sightings = alert.sightings.filter((sighting) => sighting.arrivedAt <= at);
  const reports = evidence.reports.filter((report) => report.at <= at).length;
  return {
    later: alert.knownAt > at,
    events,
    sightings,
    reports,
    hidden: {
      events: evidence.events.length - events.length,
      sightings: alert.sightings.length - sightings.length,
      reports: evidence.reports.length - reports,
    },
  };
}

/** The listings of the evidence, parted at the end of the leg as it stood: one listed since was not in force then. */
export function listingsAt(
  evidence: Pick<AlertDetail['evidence'], 'designations' | 'otherDesignations'>,
  legEndAt: number,
): { inForce: Designation[]; others: Designation[] } {
  const inForce = evidence.designations.filter((row) => standingOf(row, legEndAt) === 'in-force');
  const since = evidence.designations.filter((row) => !inForce.includes(row));
  return { inForce, others: [...since, ...evidence.otherDesignations] };
}

/** "2 events and 1 sighting", or null when nothing is hidden. */
export function hiddenText({ events, sightings, reports }: EvidenceAt['hidden']): string | null {
  const parts = [counted(events, 'event'), counted(sightings, 'sighting'), counted(reports, 'report')];
  const told = parts.filter((part) => part !== null);
  const last = told.pop();
  if (last === undefined) return null;
  return told.length === 0 ? last : `${told.join(', ')} and ${last}`;
}

/** The events of one vessel as they stood at `at`, newest begin first. */
export function vesselEventsAt(
  vesselId: string,
  listed: readonly VesselEvent[],
  known: ReadonlyMap<string, VesselEvent>,
  at: number,
): VesselEvent[] {
  const rows = new Map(asKnown(listed, known, at).map((event) => [event.id, event]));
  // The dossier holds the newest events only, the scope all of them.
  for (const event of known.values()) if (event.vesselId === vesselId) rows.set(event.id, event);
  return [...rows.values()].sort((a, b) => b.beganAt - a.beganAt || (a.id < b.id ? -1 : 1));
}

/** The identity that the vessel's radio had sent by `at`, and up to when. */
export function identityAt(lines: readonly IdentityLine[], at: number): IdentityLine[] {
  return lines
    .filter((line) => line.firstAt <= at)
    .map((line) => (line.lastAt <= at ? line : { ...line, lastAt: at }))
    .sort((a, b) => FIELD_ORDER.indexOf(a.field) - FIELD_ORDER.indexOf(b.field) || b.firstAt - a.firstAt);
}

/** The last value of a field that was heard by `at`, or null. */
export function heardAt(lines: readonly IdentityLine[], field: string, at: number): string | null {
  let found: IdentityLine | null = null;
  for (const line of lines) {
    if (line.field !== field || line.firstAt > at) continue;
    if (found === null || line.firstAt >= found.firstAt) found = line;
  }
  return found?.value ?? null;
}

const FIELD_ORDER = ['imo', 'name', 'mmsi', 'callSign', 'shipType', 'size', 'destination', 'draught'];

function asKnown(events: readonly VesselEvent[], known: ReadonlyMap<string, VesselEvent>, at: number): VesselEvent[] {
  return events.flatMap((event) => known.get(event.id) ?? (event.knownAt <= at ? event : []));
}

function counted(count: number, what: string): string | null {
  if (count === 0) return null;
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
