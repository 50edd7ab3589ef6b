// What the store kept of one ship, run once more: which vessel of the store a hull is, and its own fixes and sightings
// through detectors and rules, as if it had been listed all along.

import type { Alert } from '../domain/alert.ts';
import { createEngine, type EngineOptions } from '../domain/engine/engine.ts';
import type { EngineInput } from '../domain/engine/input.ts';
import type { HeardVessel, KeptFix } from '../domain/heard.ts';
import { type HandBindings, identify } from '../domain/identity/identify.ts';
import { beginUnit, hearStatic } from '../domain/identity/unit.ts';
import type { WatchIndex } from '../domain/identity/watch-index.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../domain/report.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import { LIVE, type Store } from '../seams/store.ts';

/** Places, rules and the rest; the hull is added. */
export type EngineTables = Omit<EngineOptions, 'asOf' | 'hulls'>;

/** The vessel of the store that the hull is: by its number, by what it was taken for, or by MMSI and name, or by hand. */
export async function heardAs(
  store: Store,
  index: WatchIndex,
  hull: WatchedHull,
  bindings: HandBindings,
): Promise<HeardVessel | null> {
  const known = (await store.vessel(LIVE, hull.id)) ?? (await store.vesselOfHull(LIVE, hull.id));
  if (known && !bindings.refused.has(`${known.mmsi}|${hull.id}`)) return known;
  const bound = [...bindings.bound]
    .flatMap(([mmsi, hullId]) => (hullId === hull.id ? [mmsi] : []))
    .sort((a, b) => a - b);
  for (const mmsi of new Set([...bound, ...hull.mmsis.map((listed) => listed.mmsi)])) {
    const heard = await store.vessel(LIVE, `mmsi:${mmsi}`);
    if (!heard) continue;
    const unit = beginUnit(mmsi, heard.firstAt, 'store');
    hearStatic(unit, staticOf(heard));
    if (identify(unit, index, heard.lastAt, bindings).hull?.id === hull.id) return heard;
  }
  return null;
}

function staticOf(vessel: HeardVessel): Report {
  return {
    ...emptyReport(),
    parts: STATIC,
    mmsi: vessel.mmsi,
    station: STATION.classA,
    at: vessel.firstAt,
    arrivedAt: vessel.firstAt,
    imo: vessel.imo ?? Number.NaN,
    name: vessel.name,
    callSign: vessel.callSign,
    shipType: vessel.shipType ?? Number.NaN,
    lengthM: vessel.lengthM ?? Number.NaN,
    beamM: vessel.beamM ?? Number.NaN,
    source: 'store',
  };
}

/** The ship's own fixes through detectors and rules, as if it had been listed all along. */
export function runAgain(
  engine: EngineTables,
  hull: WatchedHull,
  vessel: HeardVessel | null,
  fixes: readonly KeptFix[],
  sightings: readonly Sighting[],
): { events: VesselEvent[]; alerts: Alert[] } {
  const events = new Map<string, VesselEvent>();
  const alerts = new Map<string, Alert>();
  const bound = new Map(vessel === null ? [] : fixes.map(({ mmsi }) => [mmsi, hull.id] as const));
  const runner = createEngine(
    {
      ...engine,
      hulls: [hull],
      asOf: 'now',
      bindings: { bound, refused: new Set() },
    },
    {
      fix: () => undefined,
      vessel: () => undefined,
      binding: () => undefined,
      rename: () => undefined,
      event: (event) => void events.set(event.id, event),
      alert: (alert) => void alerts.set(alert.id, alert),
    },
  );
  const inputs: EngineInput[] = sightings.map((sighting) => ({
    kind: 'sighting',
    at: sighting.toAt,
    sighting: { ...sighting, arrivedAt: sighting.toAt },
  }));
  const named = new Set<number>();
  for (const fix of fixes) {
    const when = { mmsi: fix.mmsi, at: fix.at, arrivedAt: fix.at };
    if (vessel && !named.has(fix.mmsi)) inputs.push({ ...staticOf(vessel), ...when });
    named.add(fix.mmsi);
    inputs.push({ ...emptyReport(), ...fix, ...when, parts: POSITION, station: STATION.classA, source: 'store' });
  }
  inputs.sort((a, b) => a.at - b.at);
  for (const input of inputs) runner.take(input);
  return { events: [...events.values()], alerts: [...alerts.values()].filter(({ state }) => state !== 'withdrawn') };
}
