// Which alerts the feed shows, and in which order: alerts as they are known and filters in, a list out. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import {
  ALERT_STATES,
  type AlertState,
  type Basis,
  type Confidence,
  SEVERITIES,
  type Severity,
  severityRank,
  sureRank,
} from '../words/words.ts';

export interface Filters {
  severities: readonly Severity[];
  states: readonly AlertState[];
  /** Words that must all occur in vessel, IMO, rule, places or why. */
  text: string;
  order: 'newest' | 'severity' | 'sure';
  /** Of cases: the id of a theme, '' for any; how sure at least; whether those that were withdrawn are shown. */
  theme: string;
  leastSure: Confidence;
  withdrawn: boolean;
  /** Whether those are shown of which every alert is muted. */
  muted: boolean;
  /** Ids of a ship, a watchlist and a place, and the code of a country; '' for any. */
  ship: string;
  list: string;
  place: string;
  region: string;
  basis: Basis | '';
  /** What is told lies at least in part in [fromAt, toAt). */
  fromAt: number | null;
  toAt: number | null;
}

export const NO_FILTERS: Filters = {
  severities: SEVERITIES,
  states: ALERT_STATES,
  text: '',
  order: 'newest',
  theme: '',
  leastSure: 'low',
  withdrawn: false,
  muted: false,
  ship: '',
  list: '',
  place: '',
  region: '',
  basis: '',
  fromAt: null,
  toAt: null,
};

/** Of the filters that stand in the fold, how many are set. */
export function moreFilters({ ship, list, place, region, basis, fromAt, toAt }: Filters): number {
  return (
    [ship, list, place, region, basis].filter((each) => each !== '').length + (fromAt === null && toAt === null ? 0 : 1)
  );
}

export function feedOf(alerts: Iterable<AlertSummary>, filters: Filters): AlertSummary[] {
  const words = wordsOf(filters.text);
  const rows: AlertSummary[] = [];
  for (const alert of alerts) {
    if (!filters.severities.includes(alert.severity) || !filters.states.includes(alert.state)) continue;
    if (words.length > 0 && !holds(alert, words)) continue;
    rows.push(alert);
  }
  return rows.sort(filters.order === 'severity' ? bySeverity : byTime);
}

/** How many alerts there are of each severity, under the other filters. */
export function severityCounts(alerts: Iterable<AlertSummary>, filters: Filters): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const alert of feedOf(alerts, { ...filters, severities: SEVERITIES })) counts[alert.severity]++;
  return counts;
}

export function isFiltered(filters: Filters): boolean {
  return (
    filters.text !== '' ||
    filters.theme !== '' ||
    filters.leastSure !== 'low' ||
    moreFilters(filters) > 0 ||
    filters.severities.length !== SEVERITIES.length ||
    filters.states.length !== ALERT_STATES.length
  );
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function holds(alert: AlertSummary, words: string[]): boolean {
  const hay = [
    alert.vesselName,
    alert.imo ?? '',
    alert.mmsi ?? '',
    alert.ruleTitle,
    alert.ruleId,
    alert.placeNames.join(' '),
    alert.why,
    alert.basis,
    `${alert.confidence} confidence`,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => hay.includes(word));
}

// The id breaks ties, so that the order is the same on every screen.
function byTime(a: AlertSummary, b: AlertSummary): number {
  return b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1);
}

function bySeverity(a: AlertSummary, b: AlertSummary): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    sureRank(b.confidence) - sureRank(a.confidence) ||
    byTime(a, b)
  );
}
