// What a replay on the lists of that day and one on the lists of today say differently, at one playhead. Pure: two sets of alerts
// in, rows out, the gravest first.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselSummary } from '../../server/http/wire/vessel.ts';
import { legText } from '../words/alert-words.ts';
import { authoritiesAt } from '../words/designations.ts';
import { severityRank } from '../words/words.ts';

export interface Difference {
  key: string;
  vesselId: string;
  vesselName: string;
  ruleTitle: string;
  leg: string;
  fromAt: number;
  thatDay: AlertSummary | null;
  today: AlertSummary | null;
}

/** One leg of one ship under one rule is one row, whatever else the two say of it. */
export function differencesOf(then: Iterable<AlertSummary>, now: Iterable<AlertSummary>): Difference[] {
  const rows = new Map<string, Difference>();
  const put = (alert: AlertSummary, side: 'thatDay' | 'today') => {
    if (alert.state === 'withdrawn') return;
    const key = `${alert.vesselId} ${alert.ruleId} ${alert.fromAt}`;
    const { vesselId, vesselName, ruleTitle, fromAt } = alert;
    const row = rows.get(key) ?? {
      key,
      vesselId,
      vesselName,
      ruleTitle,
      leg: legText(alert),
      fromAt,
      thatDay: null,
      today: null,
    };
    rows.set(key, { ...row, [side]: alert });
  };
  for (const alert of then) put(alert, 'thatDay');
  for (const alert of now) put(alert, 'today');
  return [...rows.values()]
    .filter(
      ({ thatDay, today }) =>
        thatDay === null ||
        today === null ||
        thatDay.severity !== today.severity ||
        thatDay.confidence !== today.confidence,
    )
    .sort((a, b) => gravest(b) - gravest(a) || b.fromAt - a.fromAt || (a.key < b.key ? -1 : 1));
}

function gravest({ thatDay, today }: Difference): number {
  return Math.max(...[thatDay, today].map((alert) => (alert === null ? -1 : severityRank(alert.severity))));
}

/** Why, as far as the two alerts tell it. */
export function reasonOf({ thatDay, today }: Difference): string {
  if (thatDay === null) return 'Only by the lists and rules of today: on that day nothing raised it.';
  if (today === null) return 'Only by the lists and rules of that day: today nothing raises it.';
  return 'Raised by both, and graded otherwise.';
}

export interface ListingDifference {
  vesselId: string;
  name: string;
  thatDay: string[];
  today: string[];
}

/** The ships whom others list today than did on that day; of those given. */
export function listingDifferences(vessels: Iterable<VesselSummary>, at: number, today: number): ListingDifference[] {
  const rows: ListingDifference[] = [];
  for (const vessel of vessels) {
    const before = authoritiesAt(vessel, at, false);
    const now = authoritiesAt(vessel, today, true);
    if (before.join() === now.join()) continue;
    rows.push({ vesselId: vessel.id, name: vessel.name, thatDay: before, today: now });
  }
  return rows.sort(
    (a, b) => b.today.length - b.thatDay.length - (a.today.length - a.thatDay.length) || (a.name < b.name ? -1 : 1),
  );
}
