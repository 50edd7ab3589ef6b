// How often does an approach that is told end in the port it names? Counted where the end is known: it arrived, or it
// turned away or stopped short; what fell silent or lasts is counted apart. On the sample voyages, and on real tracks with
// every ship watched and no destination declared.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadReference } from '../../../db/reference/load.ts';
import { loadSea } from '../../../db/reference/sea.ts';
import { listScenarios, loadScenario } from '../../../db/scenarios/load.ts';
import { createDecoder } from '../../../server/ais/decoder.ts';
import { boundBesides } from '../../../server/domain/identity/identify.ts';
import type { Approach } from '../../../server/domain/kinds/approach/facts.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { createFlow } from '../../../server/run/flow.ts';
import { replayed } from './replayed.ts';
import { SHARED, type TruthCount, type TruthFigure } from './truth.ts';

const RECORDINGS = ['container-ships-2018.csv.gz', 'ever-given-week.csv.gz'].map(
  (file) => new URL(`data/tracks/${file}`, SHARED),
);

export const approaches: TruthFigure = {
  name: 'approaches',
  needs: RECORDINGS,
  async count() {
    const onTracks: Approach[] = [];
    for (const recording of RECORDINGS) {
      const { events } = await replayed(recording);
      onTracks.push(...events.flatMap((event) => (event.kind === 'approach' ? [event] : [])));
    }
    const onSamples = listScenarios().flatMap(({ id }) => approachesOf(id));
    return [
      counted(`${onSamples.length} on sample voyages, ${onTracks.length} on real tracks`, [...onSamples, ...onTracks]),
    ];
  },
};

export function counted(name: string, told: readonly Approach[]): TruthCount {
  const over = told.filter(({ facts }) => facts.outcome !== 'open' && facts.outcome !== 'fell silent');
  const wrong = over.filter(({ facts }) => facts.outcome !== 'arrived');
  const unknown = told.length - over.length;
  return {
    name: `ended in the port named, ${name} (${unknown} more without a known end)`,
    found: over.length - wrong.length,
    of: over.length,
    atLeast: 0.75,
    misses: wrong.map(
      ({ vesselId, beganAt, facts }) =>
        `${vesselId} ${new Date(beganAt).toISOString().slice(0, 16)}Z for ${facts.placeName}: ${facts.outcome} (${facts.signs.join('; ')})`,
    ),
  };
}

/** Of a sample voyage, with what was seen of it. */
function approachesOf(id: string): Approach[] {
  const { hulls, ports, zones, moorings, rules, mids } = loadReference();
  const scenario = loadScenario(id)!;
  const newest = new Map<string, Approach>();
  const bindings = boundBesides(undefined, scenario.bindings);
  const places = createPlaceIndex(ports, zones, moorings);
  const flow = createFlow(
    {
      engine: { hulls, places, rules, mids, sea: loadSea(), bindings, asOf: 'then' },
      windowMs: Number.POSITIVE_INFINITY,
      capacity: 1_000_000,
    },
    {
      fix: () => undefined,
      binding: () => undefined,
      vessel: () => undefined,
      rename: () => undefined,
      event: (event) => {
        if (event.kind === 'approach') newest.set(event.id, event);
      },
      alert: () => undefined,
    },
  );
  for (const sighting of scenario.sightings) flow.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
  const decoder = createDecoder({ source: id });
  const take: Parameters<typeof decoder.push>[1] = (record) => {
    if (record.parts !== 0) flow.take(record);
  };
  const refuse = () => undefined;
  decoder.push(gunzipSync(readFileSync(scenario.track.path)), take, refuse);
  decoder.end(take, refuse);
  while (!flow.drain(100_000));
  return [...newest.values()];
}
