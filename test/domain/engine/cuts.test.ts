// A cut is the engine at one instant: whatever is taken before it is whole, and however far the engine goes back to it.

import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../server/domain/engine/engine.ts';
import { beginState, type EngineCut, type EngineState, readState } from '../../../server/domain/engine/engine-state.ts';
import type { EngineInput } from '../../../server/domain/engine/input.ts';
import { NO_BINDINGS } from '../../../server/domain/identity/identify.ts';
import { detectorKinds } from '../../../server/domain/kinds/index.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { sampleSighting } from '../../contract/samples.ts';
import { collect, places, referenceOptions } from '../../play.ts';
import { at, away, boxZone, ms, vessel } from '../../scenario.ts';

const rajin = places.port('rajin')!;
const START = at('2024-02-01T00:00Z');
const sea = away(rajin, 90, 110);

function seen(vesselId: string, hours: number): Sighting {
  const when = START + hours * 3_600_000;
  const { lon, lat } = rajin;
  return sampleSighting({
    id: `${vesselId} ${hours}`,
    vesselId,
    placeId: 'rajin',
    lon,
    lat,
    fromAt: when,
    toAt: when,
    arrivedAt: when,
  });
}

/** Everything by which a vessel or a unit may change, each more than once. */
function story(): EngineInput[] {
  // Nameless at first, then a hull; its other radio joins it, and turns to another number.
  const lady = vessel('LADY R', { mmsi: 273_212_120, imo: 9_161_003, every: '20 min' })
    .at(sea, START)
    .sails({ to: rajin, kn: 12 })
    .stops('8 h', { kn: 0 })
    .says({})
    .sails({ to: sea, kn: 11 })
    .stops('6 h', { kn: 0.3 })
    .goesSilent('9 h')
    .arrives(away(sea, 60), 10)
    .sails({ to: rajin, kn: 11 })
    .stops('5 h', { kn: 0 });
  const second = vessel('LADY R', { mmsi: 273_999_990, imo: 9_161_003, every: '30 min' })
    .at(away(sea, 1), START + ms('16 h'))
    .stops('2 h', { kn: 0.3 })
    .says({})
    .stops('4 h', { kn: 0.3 })
    .says({ imo: 9_179_842, name: 'ANGARA' })
    .stops('4 h', { kn: 0.3 });
  // Meets the hull at sea; nobody watches it.
  const other = vessel('OTHER', { mmsi: 440_000_001, every: '20 min' })
    .at(away(sea, 0.2), START + ms('14 h'))
    .says({ imo: Number.NaN, name: 'OTHER' })
    .stops('14 h', { kn: 0.3 });
  // Sighted before it was ever heard, then heard.
  const sighted = vessel('RYE SONG GANG 1', { mmsi: 445_123_000, imo: 7_389_704, every: '40 min' })
    .at(away(rajin, 30), START + ms('20 h'))
    .sends(8)
    .says({})
    .sails({ to: rajin, kn: 9 })
    .stops('6 h', { kn: 0 });
  // Its positions leap.
  const leaping = vessel('LEAPER', { mmsi: 273_210_440, every: '10 min' })
    .at(away(sea, 40), START + ms('3 h'))
    .says({});
  for (let n = 0; n < 12; n++) leaping.goesSilent('10 min').arrives(away(sea, n % 2 === 0 ? 40 : 140), 10);
  const list = referenceOptions.hulls;
  const hours = (after: number) => START + after * 3_600_000;
  const zone = {
    ...boxZone('own', sea.lon - 0.3, sea.lat - 0.3, sea.lon + 0.3, sea.lat + 0.3),
    kind: 'drawn' as const,
  };
  const sightings = [seen('imo:7389704', 5), seen('imo:9161003', 9), seen('mmsi:440000001', 15)];
  return [
    ...[lady, second, other, sighted, leaping].flatMap(({ reports }) => reports),
    ...sightings.map((sighting): EngineInput => ({ kind: 'sighting', at: sighting.arrivedAt, sighting })),
    { kind: 'withdrawal', at: hours(26), sighting: sightings[1]!, reason: 'another ship' },
    { kind: 'watchlist', at: hours(12), hulls: list.slice(0, 40), bindings: NO_BINDINGS },
    {
      kind: 'watchlist',
      at: hours(18),
      hulls: list,
      bindings: { bound: new Map([[440_000_001, 'imo:9179842']]), refused: new Set() },
    },
    { kind: 'watchlist', at: hours(30), hulls: list, bindings: NO_BINDINGS },
    { kind: 'zones', at: hours(13), zones: [zone] },
    { kind: 'zones', at: hours(19), zones: [] },
    { kind: 'rules', at: hours(17), rules: referenceOptions.rules.slice(0, 5), past: [] },
    { kind: 'rules', at: hours(21), rules: referenceOptions.rules, past: [] },
    { kind: 'feed', at: hours(22), feed: 'a', state: 'down', fromAt: hours(21), toAt: null },
    { kind: 'time', at: hours(60) },
  ].sort((a, b) => a.at - b.at) as EngineInput[];
}

const inputs = story();
const POINTS = Array.from({ length: 60 }, (_, n) => Math.floor((inputs.length * n) / 60));

function engineAfter(count: number): Engine {
  const engine = createEngine(referenceOptions, collect().sink);
  for (const input of inputs.slice(0, count)) engine.take(input);
  return engine;
}

/** What the engine has, in an order that does not depend on how it came about. */
function contentOf(state: EngineState) {
  const { registry, fleet, fleetStates, ownZones, counts, at: when } = state;
  const vessels = [...registry.byNumber.values()].map(({ cut: _, queued: __, ...rest }) => rest);
  const units = [...registry.units.values()]
    .map(({ vessel: { id }, ...unit }) => ({ ...unit, id }))
    .sort((a, b) => a.identity.mmsi - b.identity.mmsi);
  expect([...registry.vessels.keys()].sort()).toEqual(vessels.map(({ id }) => id).sort());
  return structuredClone({
    vessels,
    units,
    fleet: { ...fleet, keeper: null },
    fleetStates,
    ownZones,
    counts,
    when,
    next: registry.nextNumber,
  });
}

function stored(engine: Engine, cut: EngineCut) {
  while (!engine.complete(cut, 1));
  return contentOf(readState(structuredClone(engine.stored(cut)), detectorKinds).state);
}

describe('a cut', () => {
  const atOnce = POINTS.map((point) => {
    const engine = engineAfter(point);
    return stored(engine, engine.cut());
  });

  it('is the same whether it is whole at once or after everything that follows', () => {
    POINTS.forEach((point, index) => {
      const engine = engineAfter(point);
      const cut = engine.cut();
      for (const input of inputs.slice(point)) engine.take(input);
      expect(stored(engine, cut), `after ${point}`).toEqual(atOnce[index]);
    });
  });

  it('can be gone back to, over any number of later cuts, and from there on all is as it was', () => {
    const engine = createEngine(referenceOptions, collect().sink);
    const cuts: EngineCut[] = [];
    inputs.forEach((input, index) => {
      if (POINTS.includes(index)) cuts.push(engine.cut());
      engine.take(input);
    });
    // From the newest back to the oldest: each going back lets go of what came later.
    let running = engine;
    for (let index = cuts.length - 1; index >= 0; index -= 7) {
      const state = running.rollBack(cuts[index]!);
      expect(contentOf(state), `back to ${POINTS[index]}`).toEqual(atOnce[index]);
      running = createEngine(referenceOptions, collect().sink, state);
      for (const input of inputs.slice(POINTS[index]!, POINTS[index]! + 200)) running.take(input);
    }
  });

  it('that was forgotten can not be gone back to; later ones can', () => {
    const engine = engineAfter(20);
    const cuts = [engine.cut(), engine.cut()];
    for (const input of inputs.slice(20, 60)) engine.take(input);
    engine.forgetBefore(cuts[1]!);
    expect(() => engine.rollBack(cuts[0]!)).toThrow('forgotten');
    expect(contentOf(engine.rollBack(cuts[1]!))).toEqual(contentOf(stateAfter(20)));
  });

  it('costs nothing where nobody takes one, and nothing for what does not change', () => {
    const engine = engineAfter(inputs.length);
    const cut = engine.cut();
    expect(cut.vessels.bytes).toBe(0);
    const [report] = inputs.filter(({ kind }) => kind === 'report').slice(-1);
    engine.take({ ...report!, at: report!.at + 1 });
    expect(cut.vessels.bytes).toBeGreaterThan(0);
    const one = cut.vessels.bytes;
    engine.take({ ...report!, at: report!.at + 2 });
    expect(cut.vessels.bytes).toBe(one);
  });
});

function stateAfter(count: number): EngineState {
  const state = beginState(detectorKinds);
  const engine = createEngine(referenceOptions, collect().sink, state);
  for (const input of inputs.slice(0, count)) engine.take(input);
  state.at = engine.now();
  return state;
}
