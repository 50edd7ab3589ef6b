// Events and alerts for the wire: names instead of ids, days instead of milliseconds where lists are quoted, and one
// sentence for every event.

import type { Alert } from '../../domain/alert.ts';
import type { AuditRow } from '../../domain/desk/audit.ts';
import type { Handling } from '../../domain/desk/deed.ts';
import type { VesselEvent } from '../../domain/kinds/event.ts';
import { summarise } from '../../domain/kinds/index.ts';
import type { Mute } from '../../domain/mute.ts';
import type { LegalBasis } from '../../domain/rule.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Scope } from '../../seams/store.ts';
import type * as wire from '../wire/index.ts';
import { presentAuditRow, presentHandling } from './desk.ts';
import { dayOf, dayOrNull, rfc3339 } from './moment.ts';
import { presentDesignation } from './vessel.ts';

export function presentEvent(event: VesselEvent, scope: Scope, vesselName: string): wire.VesselEvent {
  return { ...event, scope, vesselName, summary: summarise(event, vesselName) };
}

/** What an alert is shown with: names of places, ids where unknown, its case, and the mute that it falls under. */
export interface AlertSurroundings {
  placeName(id: string): string;
  muteOf(alert: Alert & { scope: Scope }): Mute | null;
  caseOf(alert: Alert & { scope: Scope }): string | null;
}

export function presentAlert(alert: Alert & { scope: Scope }, around: AlertSurroundings): wire.AlertSummary {
  const { evidence: _, handledAt: __, takenBack: ___, ...summary } = alert;
  const mute = around.muteOf(alert);
  return {
    ...summary,
    assignee: alert.assignee ?? null,
    placeNames: alert.placeIds.map(around.placeName),
    caseId: around.caseOf(alert),
    mute: mute && { id: mute.id, by: mute.by, until: rfc3339(mute.toAt), note: mute.note },
  };
}

export function presentAlertDetail(
  alert: Alert & { scope: Scope },
  around: AlertSurroundings,
  parts: { handling: Handling; history: readonly AuditRow[]; sightings: readonly Sighting[] },
): wire.AlertDetail {
  const { evidence } = alert;
  return {
    ...presentAlert(alert, around),
    evidence: {
      ...evidence,
      events: evidence.events.map((event) => presentEvent(event, alert.scope, alert.vesselName)),
      designations: evidence.designations.map(presentDesignation),
      otherDesignations: evidence.otherDesignations.map(presentDesignation),
      legal: evidence.legal.map(presentLegal),
    },
    sightings: [...parts.sightings],
    handling: presentHandling(parts.handling),
    history: parts.history.map((row) => presentAuditRow(row, false)),
  };
}

export function presentLegal({ fromAt, toAt, ...legal }: LegalBasis): wire.LegalBasis {
  return { ...legal, from: dayOf(fromAt), to: dayOrNull(toAt) };
}

/** The sightings that the events of an alert rest on. */
export function sightingIdsOf(alert: Alert): Set<string> {
  return new Set(
    alert.evidence.events.flatMap((event) => ('sightingIds' in event.facts ? event.facts.sightingIds : [])),
  );
}
