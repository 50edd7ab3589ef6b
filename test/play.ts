// Plays reports and sightings to a whole engine on the compiled reference data, and collects what it says.

import { loadReference } from '../db/reference/load.ts';
import { loadSea } from '../db/reference/sea.ts';
import type { Alert } from '../server/domain/alert.ts';
import { createEngine, type Engine, type EngineOptions } from '../server/domain/engine/engine.ts';
import { readState } from '../server/domain/engine/engine-state.ts';
import type { EngineInput } from '../server/domain/engine/input.ts';
import type { EngineSink } from '../server/domain/engine/sink.ts';
import type { Binding, HeardVessel, KeptFix } from '../server/domain/heard.ts';
import type { VesselEvent } from '../server/domain/kinds/event.ts';
import { detectorKinds } from '../server/domain/kinds/index.ts';
import { createPlaceIndex } from '../server/domain/places/place-index.ts';
import type { Report } from '../server/domain/report.ts';
import type { Sighting } from '../server/domain/sighting.ts';

const { hulls, ports, zones, moorings, rules, mids } = loadReference();
export const places = createPlaceIndex(ports, zones, moorings);

/** A detector that throws fails its test. */
export const referenceOptions: EngineOptions = {
  hulls,
  places,
  rules,
  mids,
  sea: loadSea(),
  asOf: 'then',
  fence: 'throw',
};

export interface Said {
  fixes: KeptFix[];
  vessels: Map<string, HeardVessel>;
  bindings: Binding[];
  renames: { fromId: string; toId: string }[];
  /** Every revision, in the order it was said. */
  events: VesselEvent[];
  alerts: Alert[];
}

export function collect(): Said & { sink: EngineSink } {
  const said: Said = { fixes: [], vessels: new Map(), bindings: [], renames: [], events: [], alerts: [] };
  const sink: EngineSink = {
    fix: (fix) => void said.fixes.push({ ...fix }),
    vessel: (vessel) => void said.vessels.set(vessel.id, structuredClone(vessel)),
    binding: (binding) => void said.bindings.push(structuredClone(binding)),
    rename(fromId, toId) {
      said.vessels.delete(fromId);
      said.renames.push({ fromId, toId });
    },
    event: (event) => void said.events.push(structuredClone(event)),
    alert: (alert) => void said.alerts.push(structuredClone(alert)),
  };
  return { ...said, sink };
}

/** The newest revision of each, in the order they were first said. */
export function newest<T extends { id: string }>(revisions: readonly T[]): T[] {
  return [...new Map(revisions.map((revision) => [revision.id, revision])).values()];
}

export interface PlayOptions extends Partial<EngineOptions> {
  sightings?: readonly Sighting[];
  /** Time passes to here after the last report. */
  until?: number;
  /** Stops after this many inputs and goes on from a snapshot in a new engine. */
  restartAfter?: number;
}

/** Another engine that goes on from what this one stores. */
export function restarted(engine: Engine, options: EngineOptions, sink: EngineSink): Engine {
  const cut = engine.cut();
  while (!engine.complete(cut, 100));
  const { state } = readState(structuredClone(engine.stored(cut)), options.kinds ?? detectorKinds);
  return createEngine(options, sink, state);
}

/** `reports` in order of time. */
export function play(reports: readonly Report[], options: PlayOptions = {}): Said {
  const { sightings = [], until, restartAfter, ...engineOptions } = options;
  const { sink, ...said } = collect();
  let engine = createEngine({ ...referenceOptions, ...engineOptions }, sink);
  const seen = sightings.map((sighting): EngineInput => ({ kind: 'sighting', at: sighting.arrivedAt, sighting }));
  const inputs = [...reports, ...seen].sort((a, b) => a.at - b.at);
  inputs.forEach((input, index) => {
    engine.take(input);
    if (index + 1 === restartAfter) {
      engine = restarted(engine, { ...referenceOptions, ...engineOptions }, sink);
    }
  });
  if (until !== undefined) engine.take({ kind: 'time', at: until });
  engine.settle();
  return said;
}
