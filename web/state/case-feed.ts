// Which cases the feed shows, and in which order: cases as they are known at the playhead and filters in, rows out. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { CaseSummary } from '../../server/http/wire/case.ts';
import { DAY_MS } from '../words/time.ts';
import { ALERT_STATES, type AlertState, SEVERITIES, type Severity, severityRank, sureRank } from '../words/words.ts';
import type { Filters } from './feed.ts';

/** After as long without an alert a case is quiet (server/domain/cases/case.ts). */
const PAUSE_MS = 60 * DAY_MS;

export interface CaseRow {
  case: CaseSummary;
  /** 60 days without an alert. */
  quiet: boolean;
  /** As the least settled of its alerts (server/domain/desk/case-deed.ts). */
  state: AlertState;
  /** Every alert that it tells is under a mute. */
  muted: boolean;
  alertIds: readonly string[];
}

type Alerts = ReadonlyMap<string, Pick<AlertSummary, 'state'> & { mute?: AlertSummary['mute'] }>;

/** What filters need to know that no case says. */
export interface Around {
  /** Country of a place; null: not known. */
  countryOf(placeId: string): string | null;
  /** Ships of the watchlist that is asked for; null: not known yet. */
  listShips: ReadonlySet<string> | null;
}
export const NOTHING_AROUND: Around = { countryOf: () => null, listShips: null };

/** `at`: the playhead, or now in the live scope. Withdrawn and muted cases are left out unless they are asked for. */
export function caseFeed(
  cases: Iterable<CaseSummary>,
  alerts: Alerts,
  filters: Filters,
  at: number,
  around: Around = NOTHING_AROUND,
): CaseRow[] {
  const rows: CaseRow[] = [];
  const fits = fitting(filters, alerts, around);
  for (const each of cases) {
    if (!filters.severities.includes(each.severity)) continue;
    const row = fits(each, at);
    if (row !== null) rows.push(row);
  }
  return rows.sort(ORDERS[filters.order]);
}

/** How many cases there are of each severity, under the other filters. */
export function caseCounts(
  cases: Iterable<CaseSummary>,
  alerts: Alerts,
  filters: Filters,
  around: Around = NOTHING_AROUND,
): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const fits = fitting({ ...filters, severities: SEVERITIES }, alerts, around);
  for (const each of cases) if (fits(each, 0) !== null) counts[each.severity]++;
  return counts;
}

/** The themes of the cases, by title. */
export function themesOf(cases: Iterable<CaseSummary>): { theme: string; title: string }[] {
  const titles = new Map<string, string>();
  for (const { theme, themeTitle, state } of cases) if (state !== 'joined') titles.set(theme, themeTitle);
  return [...titles].map(([theme, title]) => ({ theme, title })).sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** What is folded away: cases that were withdrawn, and those that are muted. */
export function foldedCounts(
  cases: Iterable<CaseSummary>,
  alerts: Alerts,
): { withdrawn: number; muted: number; known: number } {
  const counts = { withdrawn: 0, muted: 0, known: 0 };
  for (const each of cases) {
    if (each.state === 'joined') continue;
    counts.known++;
    if (each.state === 'withdrawn') counts.withdrawn++;
    else if (isMuted(each, alerts)) counts.muted++;
  }
  return counts;
}

/** Its row where a case fits the filters, whatever its severity; else null. */
function fitting(filters: Filters, alerts: Alerts, around: Around): (each: CaseSummary, at: number) => CaseRow | null {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const anyState = filters.states.length === ALERT_STATES.length;
  const asksWithdrawn = filters.withdrawn || onlyWithdrawn(filters);
  return (each, at) => {
    if (each.state === 'joined') return null;
    if (each.state === 'withdrawn' && !asksWithdrawn) return null;
    if (!fitsCase(each, filters, around)) return null;
    const alertIds = each.legs.flatMap((leg) => leg.alertIds);
    const states = alertIds.flatMap((id) => alerts.get(id)?.state ?? []);
    if (!anyState && !passes(each, states, filters.states)) return null;
    if (words.length > 0 && !holds(each, words)) return null;
    const muted = isMuted(each, alerts);
    if (muted && !filters.muted) return null;
    return { case: each, quiet: at - each.toAt > PAUSE_MS, state: stateOf(each, states), muted, alertIds };
  };
}

function fitsCase(each: CaseSummary, filters: Filters, { countryOf, listShips }: Around): boolean {
  const { theme, leastSure, basis, ship, list, place, region, fromAt, toAt } = filters;
  if (theme !== '' && each.theme !== theme) return false;
  if (sureRank(each.confidence) < sureRank(leastSure)) return false;
  if (basis !== '' && each.basis !== basis) return false;
  if (ship !== '' && !each.ships.some(({ id }) => id === ship)) return false;
  if (list !== '' && listShips !== null && !each.ships.some(({ id }) => listShips.has(id))) return false;
  if (place !== '' && !each.legs.some(({ placeIds }) => placeIds.includes(place))) return false;
  if (region !== '' && !each.legs.some(({ placeIds }) => placeIds.some((id) => countryOf(id) === region))) return false;
  // What it tells lies at least in part within the days.
  return (fromAt === null || each.toAt >= fromAt) && (toAt === null || each.fromAt < toAt);
}

function isMuted(each: CaseSummary, alerts: Alerts): boolean {
  if (each.state === 'withdrawn' || each.legs.length === 0) return false;
  return each.legs.every((leg) => leg.alertIds.every((id) => (alerts.get(id)?.mute ?? null) !== null));
}

function onlyWithdrawn({ states }: Filters): boolean {
  return states.length === 1 && states[0] === 'withdrawn';
}

function passes(each: CaseSummary, states: readonly AlertState[], wanted: readonly AlertState[]): boolean {
  return each.state === 'withdrawn' ? wanted.includes('withdrawn') : states.some((state) => wanted.includes(state));
}

function stateOf(each: CaseSummary, states: readonly AlertState[]): AlertState {
  if (each.state === 'withdrawn') return 'withdrawn';
  // An alert that is not known yet is open.
  return ALERT_STATES.find((state) => states.includes(state)) ?? 'open';
}

function holds(each: CaseSummary, words: readonly string[]): boolean {
  const ships = each.ships.flatMap(({ name, imo, mmsi }) => [name, imo ?? '', mmsi ?? '']);
  const legs = each.legs.flatMap(({ placeNames, ruleTitle }) => [...placeNames, ruleTitle]);
  const hay = [each.title, each.sentence, each.basis, `${each.confidence} confidence`, ...ships, ...legs]
    .join(' ')
    .toLowerCase();
  return words.every((word) => hay.includes(word));
}

// The id breaks ties, so that the order is the same on every screen.
function byNews(a: CaseRow, b: CaseRow): number {
  return b.case.knownAt - a.case.knownAt || (a.case.id < b.case.id ? -1 : 1);
}

const ORDERS: Record<Filters['order'], (a: CaseRow, b: CaseRow) => number> = {
  newest: byNews,
  severity: (a, b) =>
    severityRank(b.case.severity) - severityRank(a.case.severity) ||
    sureRank(b.case.confidence) - sureRank(a.case.confidence) ||
    byNews(a, b),
  sure: (a, b) =>
    sureRank(b.case.confidence) - sureRank(a.case.confidence) ||
    severityRank(b.case.severity) - severityRank(a.case.severity) ||
    byNews(a, b),
};
