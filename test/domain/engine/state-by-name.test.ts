// What an engine stores is kept by the name of each kind: the registry may be ordered anew, grow or shrink, and what was
// stored before is continued all the same.

import { describe, expect, it } from 'vitest';
import { createEngine, type EngineOptions } from '../../../server/domain/engine/engine.ts';
import { readState, type Unfit } from '../../../server/domain/engine/engine-state.ts';
import type { Detector, DetectorKinds, FleetDetector } from '../../../server/domain/kinds/detector.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { detectorKinds } from '../../../server/domain/kinds/index.ts';
import type { Report } from '../../../server/domain/report.ts';
import { collect, newest, places, referenceOptions, restarted } from '../../play.ts';
import { at, away, together, vessel } from '../../scenario.ts';

const rajin = places.port('rajin')!;
const lying = away(rajin, 120, 100);

/** LADY R meets another ship at sea, falls silent for a day, and comes to Rajin; a second ship is never watched. */
function story(): Report[] {
  const ship = vessel('LADY R', { mmsi: 273_212_120, imo: 9_161_003 })
    .at(away(lying, 60, 60), at('2024-02-01T00:00Z'))
    .says({})
    .sails({ to: lying, kn: 11 })
    .stops('5 h', { kn: 0.3 });
  const other = vessel('OTHER', { mmsi: 440_000_001 })
    .at(away(lying, 0.2), at('2024-01-31T22:00Z'))
    .says({})
    .stops('12 h', { kn: 0.3 });
  ship
    .sails({ to: away(rajin, 90, 100), kn: 11 })
    .goesSilent('30 h')
    .arrives(away(rajin, 60, 100), 11)
    .sails({ to: rajin, kn: 11 })
    .stops('20 h', { kn: 0 })
    .sails({ to: away(rajin, 80, 135), kn: 11 });
  return together(ship, other);
}

const reports = story();
const AFTER = [0.2, 0.5, 0.8].map((share) => Math.floor(reports.length * share));

/** Newest revision of each event, without what tells in which order things came about within one instant. */
function told(kindsBefore: DetectorKinds, kindsAfter: DetectorKinds, restartAfter: number): VesselEvent[] {
  const { sink, events } = collect();
  const options = (kinds: DetectorKinds): EngineOptions => ({ ...referenceOptions, kinds });
  let engine = createEngine(options(kindsBefore), sink);
  reports.forEach((report, index) => {
    engine.take(report);
    if (index + 1 === restartAfter) engine = restarted(engine, options(kindsAfter), sink);
  });
  return newest(events).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Another order, with those for every ship still first. */
function shuffled({ detectors, fleetDetectors }: DetectorKinds): DetectorKinds {
  const half = (ships: Detector['ships']) => detectors.filter((detector) => detector.ships === ships).reverse();
  return { detectors: [...half('every'), ...half('watched')], fleetDetectors: [...fleetDetectors].reverse() };
}

const quiet = (name: string, ships: Detector['ships'] = 'every'): Detector => ({
  name: name as Detector['name'],
  ships,
  settings: [],
  begin: () => ({ fixes: 0 }),
  tick() {},
  fix(state) {
    (state as { fixes: number }).fixes++;
  },
});
const quietFleet: FleetDetector = {
  name: 'new-of-the-fleet' as FleetDetector['name'],
  settings: [],
  begin: () => ({ dueAt: Number.POSITIVE_INFINITY }),
  tick() {},
};

function stored(kinds: DetectorKinds) {
  const engine = createEngine({ ...referenceOptions, kinds }, collect().sink);
  for (const report of reports) engine.take(report);
  const cut = engine.cut();
  while (!engine.complete(cut, 3));
  return engine.stored(cut);
}

describe('a registry that is', () => {
  const asItIs = told(detectorKinds, detectorKinds, 0);

  it('as it was tells of a call, a gap and a meeting in this story', () => {
    const kinds = new Set(asItIs.map(({ kind }) => kind));
    for (const kind of ['port-call', 'gap', 'encounter']) expect(kinds).toContain(kind);
  });

  const { detectors, fleetDetectors } = detectorKinds;
  it.each<[string, DetectorKinds]>([
    ['ordered anew', shuffled(detectorKinds)],
    [
      'given a kind before all others',
      { detectors: [quiet('new'), ...detectors], fleetDetectors: [quietFleet, ...fleetDetectors] },
    ],
    [
      'given a kind for watched ships',
      { detectors: [...detectors.slice(0, 3), quiet('new', 'watched'), ...detectors.slice(3)], fleetDetectors },
    ],
  ])('%s goes on as if nothing had happened', (_, after) => {
    for (const restartAfter of AFTER) expect(told(detectorKinds, after, restartAfter)).toEqual(asItIs);
  });

  it('smaller goes on with what is left', () => {
    const less = { ...detectorKinds, detectors: detectors.filter(({ name }) => name !== 'loitering') };
    const before = { ...less, detectors: [quiet('gone'), ...less.detectors] };
    const asLess = told(less, less, 0);
    for (const restartAfter of AFTER) expect(told(before, less, restartAfter)).toEqual(asLess);
  });
});

describe('who reads what was stored', () => {
  const unfit = (before: DetectorKinds, after: DetectorKinds): Unfit =>
    readState(structuredClone(stored(before)), after).unfit;

  it('hears of nothing where all is as it was', () => {
    expect(unfit(detectorKinds, detectorKinds)).toEqual({ dropped: [], begunAnew: [], same: true });
    expect(unfit(detectorKinds, shuffled(detectorKinds))).toEqual({ dropped: [], begunAnew: [], same: false });
  });

  it('hears of kinds that are unknown today, and of those that begin anew', () => {
    const { detectors, fleetDetectors } = detectorKinds;
    const without = { detectors: detectors.filter(({ name }) => name !== 'zone'), fleetDetectors };
    const withNew = { detectors, fleetDetectors: [...fleetDetectors, quietFleet] };
    expect(unfit(detectorKinds, without)).toMatchObject({ dropped: ['zone (version 1)'], begunAnew: [] });
    expect(unfit(without, withNew)).toMatchObject({
      dropped: [],
      begunAnew: ['zone (version 1)', 'new-of-the-fleet (version 1)'],
    });
  });

  it('hears of a kind whose state has another shape by now: it begins anew', () => {
    const { detectors, fleetDetectors } = detectorKinds;
    const { version = 1 } = detectors.find(({ name }) => name === 'gap')!;
    const newer = detectors.map((detector) =>
      detector.name === 'gap' ? { ...detector, version: version + 1 } : detector,
    );
    expect(unfit(detectorKinds, { detectors: newer, fleetDetectors })).toMatchObject({
      dropped: [`gap (version ${version})`],
      begunAnew: [`gap (version ${version + 1})`],
    });
  });
});
