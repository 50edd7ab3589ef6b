// Sightings in ports: seen by satellite or from the quay, they make a call where AIS shows none and confirm one where it
// does, never two calls out of one.

import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import type { PortCallState } from '../../../server/domain/kinds/port-call/open-call.ts';
import { portCall } from '../../../server/domain/kinds/port-call/port-call.ts';
import { hearSighting, portCallFromSighting } from '../../../server/domain/kinds/port-call/port-sighting.ts';
import type { PositionDoubt } from '../../../server/domain/kinds/position-doubt/facts.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { beginTrack } from '../../../server/domain/track/track.ts';
import { at, away, portAt, type Ship, standing, vessel, watch } from '../../scenario.ts';

const rajin = portAt('rajin', 130.3, 42.2333);
const vostochny = portAt('vostochny', 133.0833, 42.75);
const berth = away(rajin, 0.5);

function sighting(more: Partial<Sighting> = {}): Sighting {
  return {
    id: 'csis-2024-02-01',
    vesselId: 'imo:9161003',
    fromAt: at('2024-02-01T00:00Z'),
    toAt: at('2024-02-01T23:59:59Z'),
    placeId: 'rajin',
    ...away(rajin, 1),
    what: 'loading at Pier 2',
    means: 'satellite',
    grade: 'confirmed',
    source: 'satellite image',
    link: null,
    arrivedAt: at('2024-02-09T00:00Z'),
    ...more,
  };
}

/** Plays a story with sightings heard before and after it. */
function played(ship: Ship | null, before: Sighting[], after: Sighting[]): PortCall[] {
  const state: PortCallState = portCall.begin();
  const track = { ...beginTrack('imo:9161003', 273212120), watched: true };
  const said: VesselEvent[] = [];
  const say = (event: PortCall) => said.push(structuredClone(event));
  for (const each of before) hearSighting(state, track, each, rajin, say);
  if (ship) said.push(...watch({ ...portCall, begin: () => state }, ship, { places: [rajin, vostochny] }));
  for (const each of after) hearSighting(state, track, each, rajin, say);
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  return said.filter((event) => event.kind === 'port-call');
}

const newest = (events: PortCall[]) => standing(events).filter((event) => event.kind === 'port-call');

function visit(day: string): Ship {
  return vessel('LADY R', { imo: 9161003 })
    .at(away(rajin, 6), `${day}T06:00Z`)
    .sails({ to: berth, kn: 6 })
    .stops('5 h')
    .sails({ to: away(rajin, 6), kn: 6 });
}

describe('sightings in ports', () => {
  it('make a closed call of confidence 2 with the window of the sighting and neither entry nor exit', () => {
    const call = portCallFromSighting(sighting(), rajin);
    expect(call).toMatchObject({
      basis: 'sighted',
      state: 'closed',
      vesselId: 'imo:9161003',
      mmsi: null,
      beganAt: at('2024-02-01T00:00Z'),
      endedAt: at('2024-02-01T23:59:59Z'),
      knownAt: at('2024-02-09T00:00Z'),
    });
    expect(call.facts).toMatchObject({
      placeId: 'rajin',
      confidence: 2,
      entry: null,
      exit: null,
      sightingIds: ['csis-2024-02-01'],
    });
    expect(call.facts.distanceKm).toBeCloseTo(1, 6);
  });

  it('make one call however often they are told, and the same id on every run', () => {
    const events = played(null, [sighting(), sighting()], [sighting()]);
    expect(events).toHaveLength(1);
    expect(events[0]!.id).toBe(portCallFromSighting(sighting(), rajin).id);
  });

  it('confirm the call that AIS shows at that place and time instead of making a second one', () => {
    const events = played(visit('2024-02-01'), [], [sighting(), sighting()]);
    const [call, ...others] = newest(events);
    expect(others).toEqual([]);
    expect(call).toMatchObject({ basis: 'observed', state: 'closed', facts: { confidence: 4 } });
    expect(call!.facts.sightingIds).toEqual(['csis-2024-02-01']);
    expect(events.filter(({ facts }) => facts.sightingIds.length > 0)).toHaveLength(1);
  });

  it('confirm a call that is still open, at once', () => {
    const ship = vessel('LADY R', { imo: 9161003 }).at(berth, '2024-02-01T06:00Z').stops('5 h');
    const events = played(ship, [], [sighting()]);
    expect(newest(events)).toMatchObject([{ state: 'open', revision: 2, facts: { sightingIds: ['csis-2024-02-01'] } }]);
  });

  it('are taken over by the AIS of the same call when it is heard later, and the sighted call is withdrawn', () => {
    const [sighted, observed, ...others] = newest(played(visit('2024-02-01'), [sighting()], []));
    expect(others).toEqual([]);
    expect(sighted).toMatchObject({ basis: 'sighted', state: 'withdrawn', revision: 2 });
    expect(sighted!.reason).toContain('carries the sighting');
    expect(observed).toMatchObject({ basis: 'observed', facts: { sightingIds: ['csis-2024-02-01'] } });
  });

  it('of another day or at another place make a call of their own', () => {
    const otherDay = played(visit('2024-02-05'), [], [sighting()]);
    expect(newest(otherDay).map(({ basis }) => basis)).toEqual(['observed', 'sighted']);
    const state = portCall.begin();
    const events = watch({ ...portCall, begin: () => state }, visit('2024-02-01'), { places: [rajin] });
    hearSighting(state, beginTrack('imo:9161003', 1), sighting({ placeId: 'vostochny' }), vostochny, (event) =>
      events.push(event),
    );
    expect(standing(events).map(({ basis }) => basis)).toEqual(['observed', 'sighted']);
  });

  it('touch a call at its rim: the day that ends as the ship enters, and not the day before', () => {
    const entryAt = newest(played(visit('2024-02-02'), [], []))[0]!.beganAt;
    const touching = played(visit('2024-02-02'), [], [sighting({ toAt: entryAt })]);
    expect(newest(touching)).toHaveLength(1);
    const apart = played(visit('2024-02-02'), [], [sighting({ toAt: entryAt - 1 })]);
    expect(newest(apart)).toHaveLength(2);
  });
});

describe('a sighting that is taken back', () => {
  const withdrawn = (at_: string, of = sighting()) => [{ sighting: of, reason: 'a sister ship', at: at(at_) }];
  const options = { places: [rajin, vostochny] };
  const calls = (events: VesselEvent[]) => newest(events.filter((event) => event.kind === 'port-call'));

  it('takes the call that rested on it alone with it, and says why', () => {
    const events = watch(portCall, [], {
      ...options,
      sightings: [sighting()],
      takenBack: withdrawn('2024-02-12T00:00Z'),
    });
    expect(calls(events)).toMatchObject([
      {
        state: 'withdrawn',
        revision: 2,
        knownAt: at('2024-02-12T00:00Z'),
        reason: 'the sighting is withdrawn (satellite image): a sister ship',
      },
    ]);
  });

  it('leaves a call that AIS shows, without it', () => {
    const story = { sightings: [sighting()], takenBack: withdrawn('2024-02-12T00:00Z') };
    const [call, ...others] = calls(watch(portCall, visit('2024-02-01'), { ...options, ...story }));
    expect(others).toEqual([]);
    expect(call).toMatchObject({ state: 'closed', basis: 'observed', facts: { sightingIds: [], confidence: 4 } });
    expect(call!.reason).toBe('the sighting is withdrawn (satellite image): a sister ship');
  });

  it('leaves a call that lasts, without it', () => {
    const ship = vessel('LADY R', { imo: 9161003 }).at(berth, '2024-02-01T06:00Z').stops('20 d', { every: '3 h' });
    const story = { sightings: [sighting()], takenBack: withdrawn('2024-02-12T00:00Z') };
    const events = watch(portCall, ship, { ...options, ...story }).filter((event) => event.kind === 'port-call');
    expect(events.at(-1)).toMatchObject({ state: 'open', facts: { sightingIds: [] } });
    expect(events.at(-1)!.reason).toContain('a sister ship');
  });

  it('may be told once more, and makes its call again', () => {
    const again = sighting({ arrivedAt: at('2024-02-20T00:00Z') });
    const events = watch(portCall, [], {
      ...options,
      sightings: [sighting(), again],
      takenBack: withdrawn('2024-02-12T00:00Z'),
    });
    expect(events.map(({ state }) => state)).toEqual(['closed', 'withdrawn', 'closed']);
    expect(events.map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });

  it('changes nothing when it was never told', () => {
    expect(watch(portCall, [], { ...options, takenBack: withdrawn('2024-02-12T00:00Z') })).toEqual([]);
  });
});

describe('a sighting that comes late', () => {
  it('confirms the call before the last one, and no more than twenty calls are remembered for it', () => {
    const ship = visit('2024-02-01');
    for (let day = 5; day < 9; day++) {
      ship
        .at(away(rajin, 6), `2024-02-0${day}T06:00Z`)
        .sails({ to: berth, kn: 6 })
        .stops('2 h')
        .sails({ to: away(rajin, 6), kn: 6 });
    }
    let remembered = 0;
    const events = watch(portCall, ship, {
      places: [rajin],
      sightings: [sighting({ arrivedAt: at('2024-03-09T00:00Z') })],
      after: (state) => {
        remembered = (state as PortCallState).earlier.length;
      },
    });
    const confirmed = standing(events).filter(
      (event) => event.kind === 'port-call' && event.facts.sightingIds.length > 0,
    );
    expect(standing(events)).toHaveLength(5);
    expect(confirmed).toMatchObject([{ basis: 'observed', reason: 'a sighting confirms the call (satellite image)' }]);
    expect(confirmed[0]!.beganAt).toBeLessThan(at('2024-02-02T00:00Z'));
    expect(remembered).toBe(4);
  });
});

describe('a position without a port', () => {
  it('in the circle of a port is a sighting there, and outside it makes no call', () => {
    const seenAt = (km: number) =>
      watch(portCall, [], { places: [rajin], sightings: [sighting({ placeId: null, ...away(rajin, km) })] });
    expect(seenAt(2.9)).toMatchObject([{ basis: 'sighted', facts: { placeId: 'rajin' } }]);
    expect(seenAt(3.1)).toEqual([]);
  });
});

describe('the grade of a sighting', () => {
  it.each(['confirmed', 'probable', 'possible'] as const)('%s is said with the call that rests on it', (grade) => {
    const [call] = watch(portCall, [], { places: [rajin], sightings: [sighting({ grade })] });
    expect(call).toMatchObject({ basis: 'sighted', facts: { grade } });
  });
});

describe('a sighting that AIS speaks against', () => {
  const doubt = (more: Partial<PositionDoubt> = {}): PositionDoubt => ({
    kind: 'position-doubt',
    id: 'doubt',
    vesselId: 'imo:9161003',
    mmsi: 273212120,
    state: 'open',
    revision: 1,
    knownAt: at('2024-02-09T00:00Z'),
    beganAt: at('2024-02-01T00:00Z'),
    endedAt: null,
    basis: 'sighted',
    lon: 0,
    lat: 0,
    reason: null,
    facts: {
      sign: 'sighted-elsewhere',
      signs: ['sighted-elsewhere'],
      grounds: [],
      impliedKn: null,
      apartKm: 900,
      tracks: [],
      interferenceId: null,
      sightingIds: ['csis-2024-02-01'],
    },
    ...more,
  });
  const told = (events: PositionDoubt[]) => watch(portCall, [], { places: [rajin], sightings: [sighting()], events });

  it('is kept, and its call says so', () => {
    const [first, against] = told([doubt()]);
    expect(first).toMatchObject({ state: 'closed', revision: 1 });
    expect(against).toMatchObject({ state: 'closed', revision: 2, facts: { contradictedBy: 'doubt' } });
    expect(against!.reason).toContain('one of the two is wrong');
  });

  it('says it once, and takes it back with the doubt', () => {
    const later = doubt({ state: 'withdrawn', revision: 3, knownAt: at('2024-02-11T00:00Z') });
    const events = told([doubt(), doubt({ revision: 2, knownAt: at('2024-02-10T00:00Z') }), later]);
    expect(events.map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(events[2]!.facts).not.toHaveProperty('contradictedBy');
  });

  it('is not meant by a doubt about another sighting, or about the track alone', () => {
    const { facts } = doubt();
    expect(told([doubt({ facts: { ...facts, sightingIds: ['other'] } })])).toHaveLength(1);
    expect(told([doubt({ facts: { ...facts, signs: ['jump'], sign: 'jump' } })])).toHaveLength(1);
  });
});
