// Detectors and rules that throw: in service everything else goes on as if they were not there, and the fault is shown with
// its input; in a test it is thrown.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../../../server/domain/engine/engine.ts';
import type { Detector, DetectorKinds, FleetDetector } from '../../../server/domain/kinds/detector.ts';
import { detectorKinds } from '../../../server/domain/kinds/index.ts';
import type { Report } from '../../../server/domain/report.ts';
import { collect, newest, places, referenceOptions, type Said } from '../../play.ts';
import { at, away, boxZone, together, vessel } from '../../scenario.ts';

const rajin = places.port('rajin')!;
const vostochny = places.port('vostochny')!;
const LADY_R = { mmsi: 273_212_120, imo: 9_161_003 };

function story(): Report[] {
  const sea = away(rajin, 90, 100);
  const ship = vessel('LADY R', LADY_R).at(sea, at('2024-02-01T00:00Z')).says({}).sails({ to: rajin, kn: 11 });
  ship.stops('20 h', { kn: 0 }).sails({ to: sea, kn: 11 }).goesSilent('9 h').arrives(away(sea, 80), 11).says({});
  ship.sails({ to: vostochny, kn: 12 }).stops('5 h', { kn: 0 });
  const other = vessel('ANGARA', { mmsi: 273_210_440, imo: 9_179_842 })
    .at(away(rajin, 60, 90), at('2024-02-01T01:00Z'))
    .says({})
    .sails({ to: rajin, kn: 9 })
    .stops('30 h', { kn: 0 });
  return together(ship, other);
}
const reports = story();

function run(options: Partial<EngineOptions>): Said & { engine: Engine } {
  const { sink, ...said } = collect();
  const engine = createEngine({ ...referenceOptions, ...options }, sink);
  for (const report of reports) engine.take(report);
  engine.settle();
  return { ...said, engine };
}

/** Throws in the nth call of its kind, or in every call. */
function throwing(step: 'fix' | 'tick' | 'hearStatic' | 'hearEvent', when: (vesselId: string) => boolean): Detector {
  const mayThrow = (track: { vesselId: string }) => {
    if (when(track.vesselId)) throw new Error(`cannot ${step}`);
  };
  const detector: Detector<{ fixes: number }> = {
    name: 'bad' as Detector['name'],
    ships: 'watched',
    settings: [],
    begin: () => ({ fixes: 0 }),
    tick(_state, track) {
      if (step === 'tick') mayThrow(track);
    },
    fix(state, track, context) {
      state.fixes++;
      context.wakeAt(track.at + 60_000);
      if (step === 'fix') mayThrow(track);
    },
    hearStatic(_state, track) {
      if (step === 'hearStatic') mayThrow(track);
    },
    hearEvent(_state, track) {
      if (step === 'hearEvent') mayThrow(track);
    },
  };
  return detector as unknown as Detector;
}

const withBad = (bad: Detector): DetectorKinds => ({
  ...detectorKinds,
  detectors: [...detectorKinds.detectors.slice(0, 4), bad, ...detectorKinds.detectors.slice(4)],
});
const plain = run({});

describe('a detector that throws', () => {
  it.each(['fix', 'tick', 'hearStatic', 'hearEvent'] as const)('at %s takes nothing from all others', (step) => {
    const said = run({ fence: 'report', kinds: withBad(throwing(step, () => true)) });
    expect(said.events).toEqual(plain.events);
    expect(said.alerts).toEqual(plain.alerts);
    expect(said.engine.faults().counts.bad).toBeGreaterThan(0);
    expect(Object.keys(said.engine.faults().counts)).toEqual(['bad']);
  });

  it('is shown with its input, its step, its ship and the state that was set aside', () => {
    const said = run({ fence: 'report', kinds: withBad(throwing('fix', (id) => id === 'imo:9161003')) });
    const { counts, newest: faults } = said.engine.faults();
    expect(faults).toHaveLength(20);
    expect(counts.bad).toBeGreaterThan(100);
    const last = reports.filter(({ mmsi, lon }) => mmsi === LADY_R.mmsi && !Number.isNaN(lon)).at(-1)!;
    expect(faults.at(-1)).toMatchObject({
      kind: 'bad',
      step: 'fix',
      vesselId: 'imo:9161003',
      message: 'cannot fix',
      input: { kind: 'report', at: last.at, mmsi: last.mmsi, lon: last.lon, line: last.line },
      // Begun anew after each fault: it never counted to two.
      state: { fixes: 1 },
    });
    expect(faults.at(-1)!.stack).toContain('faults.test');
    expect(faults.at(-1)!.input).not.toHaveProperty('name');
  });

  it('is woken no more by the wish that it made before', () => {
    const said = run({ fence: 'report', kinds: withBad(throwing('fix', () => true)) });
    expect(said.engine.faults().newest.every(({ step }) => step === 'fix')).toBe(true);
  });

  it('throws through in a test', () => {
    expect(() => run({ kinds: withBad(throwing('fix', () => true)) })).toThrow('cannot fix');
  });

  it('that sees the whole fleet begins anew, and the others go on', () => {
    const bad: FleetDetector = {
      name: 'bad' as FleetDetector['name'],
      settings: [],
      begin: () => ({ dueAt: 0 }),
      tick() {
        throw new Error('cannot tick');
      },
      fix() {
        throw new Error('cannot fix');
      },
    };
    const fleetDetectors = [bad, ...detectorKinds.fleetDetectors];
    const said = run({ fence: 'report', kinds: { ...detectorKinds, fleetDetectors } });
    expect(said.events).toEqual(plain.events);
    expect(said.engine.faults().counts.bad).toBeGreaterThan(reports.length);
  });

  it('goes on being counted after a zone was drawn, and is not blamed for it', () => {
    const { sink } = collect();
    const kinds = withBad(throwing('fix', () => true));
    const engine = createEngine({ ...referenceOptions, fence: 'report', kinds }, sink);
    for (const report of reports.slice(0, 50)) engine.take(report);
    engine.take({ kind: 'zones', at: 0, zones: [boxZone('own', 1, 1, 2, 2)] });
    expect(engine.faults().newest.at(-1)!.input).toMatchObject({ kind: 'report' });
  });
});

it('rules that throw take no event away', () => {
  let armed = false;
  const rules = referenceOptions.rules.map((rule) => ({
    ...rule,
    get needs() {
      if (armed) throw new Error('cannot judge');
      return rule.needs;
    },
  }));
  const { sink, events, alerts } = collect();
  const engine = createEngine({ ...referenceOptions, fence: 'report', rules }, sink);
  armed = true;
  for (const report of reports) engine.take(report);
  expect(newest(events)).toEqual(newest(plain.events));
  expect(plain.alerts.length).toBeGreaterThan(0);
  expect(alerts).toEqual([]);
  expect(engine.faults().counts).toEqual({ rules: expect.any(Number) });
  expect(engine.faults().newest[0]).toMatchObject({ step: 'rules', message: 'cannot judge', state: null });
});

it('a sink that throws is no fault of a detector: nothing is emitted that nobody takes', () => {
  const { sink } = collect();
  const event = () => {
    throw new Error('no room');
  };
  const engine = createEngine({ ...referenceOptions, fence: 'report' }, { ...sink, event });
  expect(() => {
    for (const report of reports) engine.take(report);
  }).toThrow('no room');
  expect(engine.faults().counts).toEqual({});
});

it('whatever throws, and whenever: all other kinds say the same', () => {
  const names = detectorKinds.detectors.map(({ name }) => name);
  const steps = ['fix', 'tick', 'aside', 'hearStatic', 'hearEvent'] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom(...steps),
      fc.integer({ min: 1, max: 400 }),
      (name, step, nth) => {
        let calls = 0;
        const detectors = detectorKinds.detectors.map((detector): Detector => {
          const before = detector[step] as ((...given: unknown[]) => void) | undefined;
          if (detector.name !== name || before === undefined) return detector;
          return {
            ...detector,
            [step]: (...given: unknown[]) => {
              before(...given);
              if (++calls === nth) throw new Error('now');
            },
          };
        });
        const said = run({ fence: 'report', kinds: { ...detectorKinds, detectors } });
        expect(said.engine.faults().counts).toEqual(calls >= nth ? { [name]: 1 } : {});
        // Others may build on what it says: those that hear no events say the same.
        const deaf = new Set(detectorKinds.detectors.filter((each) => !each.hearEvent).map((each) => each.name));
        const of = (all: Said) => newest(all.events).filter((event) => event.kind !== name && deaf.has(event.kind));
        expect(of(said)).toEqual(of(plain));
      },
    ),
    { numRuns: 60 },
  );
});
