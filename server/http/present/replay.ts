// Replays, scenarios, rules and feeds for the wire.

import type { RouteRule } from '../../domain/rule.ts';
import type { ReplayRow } from '../../store.ts';
import type { FeedReport, ScenarioCard } from '../deps.ts';
import type * as wire from '../wire/index.ts';
import { presentLegal } from './alert.ts';
import { dayOf, dayOrNull, rfc3339, rfc3339OrNull } from './moment.ts';

export function presentReplay(row: ReplayRow): wire.Replay {
  const { bytesDone, bytesTotal, createdAt, ...rest } = row;
  const progress = row.state === 'done' ? 1 : bytesTotal ? Math.min(1, bytesDone / bytesTotal) : null;
  return { ...rest, createdAt: rfc3339(createdAt), progress };
}

export function presentScenario(scenario: ScenarioCard): wire.Scenario {
  const { id, title, about, label, fromAt, toAt } = scenario;
  return { id, title, about, label, from: rfc3339(fromAt), to: rfc3339(toAt) };
}

export function presentRule(rule: RouteRule, alerts: number): wire.Rule {
  const { fromAt, toAt, legal, steps: _steps, needs: _needs, ...rest } = rule;
  return { ...rest, from: dayOf(fromAt), to: dayOrNull(toAt), legal: legal.map(presentLegal), alerts };
}

export function presentFeed({ lastHeardAt, ...feed }: FeedReport): wire.Feed {
  return { ...feed, lastHeardAt: rfc3339OrNull(lastHeardAt) };
}
