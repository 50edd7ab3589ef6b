// Events and alerts for the wire: names instead of ids, days instead of milliseconds where lists are quoted, and one
// sentence for every event.

import type { Alert } from '../../domain/alert.ts';
import type { VesselEvent } from '../../domain/event.ts';
import type { LegalBasis } from '../../domain/rule.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { AlertAction, Scope } from '../../store.ts';
import { summarise } from '../sentences/index.ts';
import type * as wire from '../wire/index.ts';
import { dayOf, dayOrNull, rfc3339 } from './moment.ts';
import { presentDesignation } from './vessel.ts';

export function presentEvent(event: VesselEvent, scope: Scope, vesselName: string): wire.VesselEvent {
  return { ...event, scope, vesselName, summary: summarise(event, vesselName) };
}

/** `placeName` gives the id back where it knows no name. */
export function presentAlert(alert: Alert & { scope: Scope }, placeName: (id: string) => string): wire.AlertSummary {
  const { evidence: _, ...summary } = alert;
  return { ...summary, placeNames: alert.placeIds.map(placeName) };
}

export function presentAlertDetail(
  alert: Alert & { scope: Scope },
  placeName: (id: string) => string,
  parts: { history: readonly AlertAction[]; sightings: readonly Sighting[] },
): wire.AlertDetail {
  const { evidence } = alert;
  return {
    ...presentAlert(alert, placeName),
    evidence: {
      ...evidence,
      events: evidence.events.map((event) => presentEvent(event, alert.scope, alert.vesselName)),
      designations: evidence.designations.map(presentDesignation),
      otherDesignations: evidence.otherDesignations.map(presentDesignation),
      legal: evidence.legal.map(presentLegal),
    },
    sightings: [...parts.sightings],
    history: parts.history.map(({ alertId: _, ...action }) => ({ ...action, at: rfc3339(action.at) })),
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
