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
  /** What people made of its alerts, where they made the same of all; 'open' else. */
  state: AlertState;
  alertIds: readonly string[];
}

type Alerts = ReadonlyMap<string, Pick<AlertSummary, 'state'>>;

/** `at`: the playhead, or now in the live scope. Withdrawn cases are left out unless they are asked for. */
export function caseFeed(cases: Iterable<CaseSummary>, alerts: Alerts, filters: Filters, at: number): CaseRow[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: CaseRow[] = [];
  for (const each of cases) {
    if (each.state === 'joined' || !filters.severities.includes(each.severity)) continue;
    if (filters.theme !== '' && each.theme !== filters.theme) continue;
    if (sureRank(each.confidence) < sureRank(filters.leastSure)) continue;
    if (each.state === 'withdrawn' && !filters.withdrawn && !onlyWithdrawn(filters)) continue;
    const alertIds = each.legs.flatMap((leg) => leg.alertIds);
    const states = alertIds.flatMap((id) => alerts.get(id)?.state ?? []);
    if (filters.states.length < ALERT_STATES.length && !passes(each, states, filters.states)) continue;
    if (words.length > 0 && !holds(each, words)) continue;
    rows.push({ case: each, quiet: at - each.toAt > PAUSE_MS, state: sameState(each, states), alertIds });
  }
  return rows.sort(ORDERS[filters.order]);
}

/** How many cases there are of each severity, under the other filters. */
export function caseCounts(cases: Iterable<CaseSummary>, alerts: Alerts, filters: Filters): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const row of caseFeed(cases, alerts, { ...filters, severities: SEVERITIES }, 0)) counts[row.case.severity]++;
  return counts;
}

/** The themes of the cases, by title. */
export function themesOf(cases: Iterable<CaseSummary>): { theme: string; title: string }[] {
  const titles = new Map<string, string>();
  for (const { theme, themeTitle, state } of cases) if (state !== 'joined') titles.set(theme, themeTitle);
  return [...titles].map(([theme, title]) => ({ theme, title })).sort((a, b) => (a.title < b.title ? -1 : 1));
}

export function withdrawnCount(cases: Iterable<CaseSummary>): number {
  let count = 0;
  for (const { state } of cases) if (state === 'withdrawn') count++;
  return count;
}

function onlyWithdrawn({ states }: Filters): boolean {
  return states.length === 1 && states[0] === 'withdrawn';
}

function passes(each: CaseSummary, states: readonly AlertState[], wanted: readonly AlertState[]): boolean {
  return each.state === 'withdrawn' ? wanted.includes('withdrawn') : states.some((state) => wanted.includes(state));
}

function sameState(each: CaseSummary, states: readonly AlertState[]): AlertState {
  if (each.state === 'withdrawn') return 'withdrawn';
  const [first] = states;
  return first !== undefined && states.every((state) => state === first) ? first : 'open';
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
