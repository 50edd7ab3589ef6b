// Replays and scenarios for the wire.

import type { ReplayRow } from '../../seams/store.ts';
import type { ScenarioCard } from '../deps.ts';
import type * as wire from '../wire/index.ts';
import { rfc3339 } from './moment.ts';

export function presentReplay(row: ReplayRow): wire.Replay {
  const { bytesDone, bytesTotal, createdAt, ...rest } = row;
  const progress = row.state === 'done' ? 1 : bytesTotal ? Math.min(1, bytesDone / bytesTotal) : null;
  return { ...rest, createdAt: rfc3339(createdAt), progress };
}

export function presentScenario(scenario: ScenarioCard): wire.Scenario {
  const { id, title, about, label, sightings, fromAt, toAt } = scenario;
  const sources = [...new Set((sightings ?? []).map(({ source }) => source))];
  return { id, title, about, label, sources, from: rfc3339(fromAt), to: rfc3339(toAt) };
}
