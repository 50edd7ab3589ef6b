import { describe, expect, it } from 'vitest';
import {
  beginRegistry,
  heardVessel,
  isShipStation,
  moveUnit,
  newUnit,
  newVessel,
  type Registry,
  type RegistryUnit,
  type StateKeeper,
} from '../../../server/domain/engine/registry.ts';
import { emptyReport, type Report, STATION } from '../../../server/domain/report.ts';
import { call, day, sighted } from '../rules/happened.ts';

const FIRST = 273_212_120;
const SECOND = 273_999_990;
const HULL = 'imo:9161003';

/** States that remember what was joined into them. */
const states: StateKeeper = {
  begin: () => [{ joined: [] }],
  join(heard, other) {
    (heard[0] as { joined: object[] }).joined.push(...other.flatMap((state) => state ?? []));
  },
};

function hear(registry: Registry, mmsi: number, at: number): RegistryUnit {
  const known = registry.units.get(mmsi);
  if (known) return known;
  const report: Report = { ...emptyReport(), mmsi, at, source: 'test' };
  const vessel = newVessel(registry, `mmsi:${mmsi}`, mmsi, at, states.begin());
  // As if it had been heard with a position.
  vessel.track.fixes = 1;
  return newUnit(registry, report, vessel);
}

const name = (registry: Registry, unit: RegistryUnit, at: number, id = HULL) =>
  moveUnit(registry, unit, id, at, states);

describe('a unit', () => {
  it('begins as a vessel of its own, numbered by first hearing', () => {
    const registry = beginRegistry();
    const units = [hear(registry, FIRST, day(1)), hear(registry, SECOND, day(2))];
    expect(units.map(({ vessel }) => [vessel.number, vessel.id])).toEqual([
      [1, `mmsi:${FIRST}`],
      [2, `mmsi:${SECOND}`],
    ]);
  });

  it('becomes its hull with everything it was: one vessel, under the new id', () => {
    const registry = beginRegistry();
    const unit = hear(registry, FIRST, day(1));
    const { vessel } = unit;
    expect(name(registry, unit, day(2))).toEqual({
      renamedFrom: `mmsi:${FIRST}`,
      leftId: `mmsi:${FIRST}`,
      sinceAt: day(1),
    });
    expect(unit.vessel).toBe(vessel);
    expect([...registry.vessels.keys()]).toEqual([HULL]);
    expect(vessel.track.vesselId).toBe(HULL);
    expect(name(registry, unit, day(3)), 'asked again').toBeNull();
  });

  it('takes over what was kept of the hull as sighted, and keeps its own', () => {
    const registry = beginRegistry();
    const seen = newVessel(registry, HULL, 0, day(0), states.begin());
    seen.hullId = HULL;
    seen.record.events.push(sighted('dunay', 0, 0.5));
    seen.wishes[0] = day(9);
    const unit = hear(registry, FIRST, day(1));
    unit.vessel.record.events.push(call('rajin', 1, 2, { vesselId: `mmsi:${FIRST}` }));
    name(registry, unit, day(2));
    expect([...registry.vessels.values()]).toEqual([unit.vessel]);
    expect(unit.vessel.hullId).toBe(HULL);
    expect(unit.vessel.firstAt).toBe(day(0));
    expect(unit.vessel.record.events.map(({ id, vesselId }) => [id, vesselId])).toEqual([
      ['sighted dunay 0', HULL],
      ['call rajin 1', HULL],
    ]);
    expect(unit.vessel.states).toEqual([{ joined: [{ joined: [] }] }]);
    expect(seen.wishes, 'the sighted vessel is woken no more').toEqual([0, 0]);
  });

  it('joins a hull that is heard through another unit, since its own first report', () => {
    const registry = beginRegistry();
    const first = hear(registry, FIRST, day(1));
    name(registry, first, day(1));
    const second = hear(registry, SECOND, day(3));
    second.vessel.record.events.push(call('rajin', 3, 4, { vesselId: `mmsi:${SECOND}` }));
    second.vessel.wishes[0] = day(9);
    const left = second.vessel;
    expect(name(registry, second, day(5))).toEqual({
      renamedFrom: `mmsi:${SECOND}`,
      leftId: `mmsi:${SECOND}`,
      sinceAt: day(3),
    });
    expect(second.vessel).toBe(first.vessel);
    expect([...registry.vessels.keys()]).toEqual([HULL]);
    expect(first.vessel).toMatchObject({ mmsi: SECOND, firstAt: day(1), lastAt: day(5) });
    expect(first.vessel.record.events.map(({ vesselId }) => vesselId)).toEqual([HULL]);
    expect(left.wishes, 'what it was is woken no more').toEqual([0, 0]);
  });

  it('that turns to another number leaves the first vessel where it is, and takes nothing with it', () => {
    const registry = beginRegistry();
    const unit = hear(registry, FIRST, day(1));
    name(registry, unit, day(1));
    const first = unit.vessel;
    first.record.events.push(call('rajin', 1, 2));
    expect(name(registry, unit, day(5), 'imo:9179842')).toEqual({ renamedFrom: null, leftId: HULL, sinceAt: day(5) });
    expect([...registry.vessels.keys()]).toEqual([HULL, 'imo:9179842']);
    expect(first.record.events).toHaveLength(1);
    expect(unit.vessel.record.events).toEqual([]);
    expect(unit.vessel).toMatchObject({ firstAt: day(5), lastAt: day(5) });
    expect(name(registry, unit, day(6)), 'and back').toEqual({
      renamedFrom: null,
      leftId: 'imo:9179842',
      sinceAt: day(6),
    });
    expect(unit.vessel).toBe(first);
  });
});

it('a vessel is told with the unit that spoke last, and with the hull where the unit is silent of it', () => {
  const registry = beginRegistry();
  const unit = hear(registry, FIRST, day(1));
  const told = heardVessel(unit.vessel, registry.units, null);
  expect(told).toMatchObject({ id: `mmsi:${FIRST}`, mmsi: FIRST, name: '', imo: null, hullId: null, candidates: [] });
  expect(told.identity).toEqual([
    { field: 'mmsi', value: String(FIRST), firstAt: day(1), lastAt: day(1), source: 'test' },
  ]);
  const seen = newVessel(registry, HULL, 0, day(0), states.begin());
  expect(heardVessel(seen, registry.units, null)).toMatchObject({ id: HULL, mmsi: 0, name: '', identity: [] });
});

it('a hull keeps what its earlier unit sent beside what its newer one sends', () => {
  const registry = beginRegistry();
  const former = hear(registry, FIRST, day(1));
  former.identity.lines.push({ field: 'name', value: 'BELLA 1', firstAt: day(1), lastAt: day(1), source: 'test' });
  const newer = hear(registry, SECOND, day(9));
  newer.identity.lines.push({ field: 'name', value: 'MARINERA', firstAt: day(9), lastAt: day(9), source: 'test' });
  const hull = newVessel(registry, HULL, SECOND, day(1), states.begin());
  hull.units.push(FIRST, SECOND);
  const names = heardVessel(hull, registry.units, null).identity.filter(({ field }) => field === 'name');
  expect(names.map(({ value }) => value)).toEqual(['BELLA 1', 'MARINERA']);
});

it('ships are stations of class A, class B and those that do not say', () => {
  const ships = Object.entries(STATION).filter(([, station]) => isShipStation(station));
  expect(ships.map(([word]) => word)).toEqual(['unknown', 'classA', 'classB']);
});
