// Shuttles: when a rhythm is said to have started, to pause and to go on again, and what keeps no leg.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { type CadenceState, cadence } from '../../../server/domain/kinds/cadence/cadence.ts';
import type { Cadence } from '../../../server/domain/kinds/cadence/facts.ts';
import { CADENCE_SETTINGS } from '../../../server/domain/kinds/cadence/settings.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import type { DarkCall } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import { placePairs } from '../../../server/domain/places/place-pairs.ts';
import { DAY0, HOUR, sampleCall } from '../../contract/samples.ts';
import { at, ms, standing, vessel, watch } from '../../scenario.ts';

const DAY = 24 * HOUR;
const { rules, ports } = loadReference();
const pairs = placePairs(rules);
const places = ports.filter(({ id }) => ['rajin', 'dunay', 'vostochny', 'vladivostok', 'busan'].includes(id));

/** A call of one day, known when it is over. */
function call(placeId: string, day: string, more: Partial<PortCall> = {}): PortCall {
  const beganAt = at(`${day}T00:00Z`);
  const { facts } = sampleCall();
  return sampleCall({
    id: `${placeId} ${day}`,
    basis: 'sighted',
    revision: 1,
    beganAt,
    endedAt: beganAt + DAY - 1,
    knownAt: beganAt + DAY - 1,
    facts: { ...facts, placeId, placeName: placeId },
    ...more,
  });
}

/** What the gap between two calls may hide. */
function possibleCall(placeId: string, day: string, more: Partial<DarkCall> = {}): DarkCall {
  const { kind: _kind, facts: _facts, ...base } = call(placeId, day);
  const reach = {
    placeId,
    placeName: placeId,
    distanceInKm: 100,
    distanceOutKm: 100,
    earliestArrivalAt: base.beganAt + 6 * HOUR,
    latestDepartureAt: base.beganAt + 18 * HOUR,
    slackMs: 12 * HOUR,
    terms: [],
    points: 0,
  };
  return {
    ...base,
    id: `possibly ${placeId} ${day}`,
    kind: 'possible-dark-call',
    basis: 'inferred',
    facts: {
      gapId: 'gap',
      placeId,
      placeName: placeId,
      word: 'possible',
      speedLimitKn: 12,
      ownSpeedKn: 12,
      rank: 1,
      distancesBy: 'great circle',
      minStayMs: 4 * HOUR,
      reach,
      alternatives: [],
      sightingIds: [],
    },
    ...more,
  };
}

const withdrawn = <E extends VesselEvent>(event: E, day: string): E => ({
  ...event,
  state: 'withdrawn',
  revision: event.revision + 1,
  knownAt: at(`${day}T12:00Z`),
});

/** Rounds of fourteen days: Rajin, two days later Vostochny. */
function rounds(from: string, count: number): PortCall[] {
  const first = at(`${from}T00:00Z`);
  const dayOf = (days: number) => new Date(first + days * DAY).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, n) => [
    call('rajin', dayOf(14 * n)),
    call('vostochny', dayOf(14 * n + 2)),
  ]).flat();
}

function hear(events: readonly VesselEvent[], until?: string, restartAfter?: 'every'): Cadence[] {
  const silent = vessel('LADY R').at({ lon: 132, lat: 42 }, DAY0).reports;
  const options = { places, pairs, events, ...(until ? { until: `${until}T00:00Z` } : {}) };
  return watch(cadence, silent, { ...options, ...(restartAfter ? { restartAfter } : {}) }).filter(
    (event) => event.kind === 'cadence',
  );
}

const newest = (said: Cadence[]) => standing(said).filter((event) => event.kind === 'cadence');
const phases = (said: Cadence[]) =>
  newest(said)
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ facts, state }) => `${facts.phase} ${state}`);

describe('a rhythm', () => {
  it('starts with the third leg of one pair, not with the second', () => {
    expect(hear(rounds('2023-09-01', 2).slice(0, 3))).toEqual([]);
    const [started] = hear(rounds('2023-09-01', 2));
    expect(started).toMatchObject({
      state: 'open',
      basis: 'sighted',
      beganAt: at('2023-09-01T00:00Z'),
      knownAt: at('2023-09-18T00:00Z') - 1,
      facts: { phase: 'started', legs: 3, usualDays: 14, placeIds: ['rajin', 'vostochny'], pausedSinceAt: null },
    });
    expect(started!.facts.callIds).toHaveLength(4);
  });

  it('counts ports that a rule names together as one end', () => {
    const calls = rounds('2023-09-01', 2);
    calls.splice(2, 0, call('vladivostok', '2023-09-05'), call('dunay', '2023-09-07'));
    const [started] = hear(calls);
    expect(started!.facts.legs).toBe(3);
  });

  it('is one for arms out, the way back and oil, and none for ports that no rule pairs', () => {
    const both = pairs.filter(
      ({ ends }) => ends.some((end) => end.has('rajin')) && ends.some((end) => end.has('dunay')),
    );
    expect(both.map(({ id }) => id)).toEqual(['dprk-ru-arms']);
    expect(both[0]!.maxDays).toBe(25);
    const elsewhere = rounds('2023-09-01', 3).map((each) =>
      each.facts.placeId === 'rajin' ? { ...each, facts: { ...each.facts, placeId: 'busan' } } : each,
    );
    expect(hear(elsewhere)).toEqual([]);
  });

  it('does not start over a leg longer than the rules allow', () => {
    const slow = (days: number) => [
      call('rajin', '2023-09-01'),
      call('vostochny', '2023-09-03'),
      call('rajin', new Date(at('2023-09-03T00:00Z') + days * DAY).toISOString().slice(0, 10)),
      call('vostochny', new Date(at('2023-09-05T00:00Z') + days * DAY).toISOString().slice(0, 10)),
    ];
    expect(phases(hear(slow(25)))).toEqual(['started open']);
    expect(hear(slow(27))).toEqual([]);
  });

  it('says each further leg under the same id', () => {
    const said = hear(rounds('2023-09-01', 3));
    expect(new Set(said.map(({ id }) => id)).size).toBe(1);
    expect(said.map(({ facts, revision }) => [facts.legs, revision])).toEqual([
      [3, 1],
      [4, 2],
      [5, 3],
    ]);
  });

  it('is as sure as its weakest visit, and a visit as its surest call', () => {
    const calls = rounds('2023-09-01', 2).map((each) => ({ ...each, basis: 'observed' as const }));
    calls[2] = { ...calls[2]!, basis: 'sighted' as never };
    expect(hear(calls)[0]!.basis).toBe('sighted');
    // AIS of the same call came to light, a week later known: the same rhythm, surer.
    const heard = { ...calls[2]!, id: 'heard late', basis: 'observed' as const, knownAt: at('2023-09-25T00:00Z') };
    const said = hear([...calls, heard]);
    expect(newest(said)).toMatchObject([{ basis: 'observed', reason: 'its calls are known better now' }]);
  });

  it('names twenty calls at most', () => {
    const said = hear(rounds('2022-09-01', 15));
    expect(said.at(-1)!.facts).toMatchObject({ legs: 29 });
    expect(said.at(-1)!.facts.callIds).toHaveLength(20);
  });
});

describe('a pause', () => {
  const before = rounds('2023-12-01', 6);
  const lastLeg = at('2024-02-11T00:00Z');

  it('is said once no leg has come for one and a half rounds, and not a second before', () => {
    const due = lastLeg + 1.5 * 14 * DAY;
    const until = (time: number) =>
      watch(cadence, [], { places, pairs, events: before, until: time }).filter(({ kind }) => kind === 'cadence');
    expect(phases(until(due - 1000) as Cadence[])).toEqual(['started open']);
    const said = until(due) as Cadence[];
    expect(phases(said)).toEqual(['started closed', 'paused open']);
    expect(said.at(-1)).toMatchObject({
      knownAt: due,
      beganAt: lastLeg,
      facts: { pausedSinceAt: lastLeg, usualDays: 14, legs: 11 },
    });
  });

  it('of the known length, 13 February to 10 March 2024, ends when the next leg comes', () => {
    const said = hear([...before, call('rajin', '2024-03-10'), call('vostochny', '2024-03-14')]);
    expect(phases(said)).toEqual(['started closed', 'paused closed', 'restarted open']);
    const [, paused, restarted] = newest(said);
    expect(paused!.endedAt).toBe(at('2024-03-10T00:00Z'));
    expect(restarted).toMatchObject({ beganAt: at('2024-03-10T00:00Z'), facts: { legs: 13, usualDays: 14 } });
  });

  it('of two months, August and September 2025, does so too', () => {
    const said = hear([...rounds('2025-05-01', 6), call('rajin', '2025-10-01'), call('vostochny', '2025-10-03')]);
    expect(phases(said)).toEqual(['started closed', 'paused closed', 'restarted open']);
  });

  it('is not ended by a call at the end where the ship lies already', () => {
    const said = hear([...before, call('vladivostok', '2024-03-10')], '2024-03-20');
    expect(phases(said)).toEqual(['started closed', 'paused open']);
  });

  it('of under two weeks is none, however short the rounds', () => {
    const daily = ['01', '02', '03', '04', '05', '06'].map((day, n) =>
      call(n % 2 === 0 ? 'rajin' : 'vostochny', `2024-01-${day}`),
    );
    expect(phases(hear(daily, '2024-01-19'))).toEqual(['started open']);
    expect(phases(hear(daily, '2024-01-21'))).toEqual(['started closed', 'paused open']);
  });

  it('is withdrawn when a call within it comes to light, and said again when that call is withdrawn', () => {
    const late = call('rajin', '2024-02-20', { knownAt: at('2024-03-20T00:00Z') });
    const onward = call('vostochny', '2024-03-08', { knownAt: at('2024-03-20T00:00Z') });
    const said = hear([...before, late, onward]);
    expect(phases(said)).toEqual(['started open']);
    expect(newest(said)[1]).toMatchObject({
      state: 'withdrawn',
      reason: 'the calls that stand show no pause',
      facts: { phase: 'paused' },
    });
    const again = hear([...before, late, onward, withdrawn(late, '2024-03-21'), withdrawn(onward, '2024-03-21')]);
    expect(phases(again)).toEqual(['started closed', 'paused open']);
  });

  it('of half a year ends the rhythm: what comes then must begin anew', () => {
    const said = hear([...before, ...rounds('2024-09-01', 1)]);
    expect(phases(said)).toEqual(['started closed', 'paused closed']);
    expect(newest(said)[1]).toMatchObject({ endedAt: lastLeg + 180 * DAY, reason: 'no further leg came in 180 days' });
    expect(phases(hear([...before, ...rounds('2024-09-01', 2)])).at(-1)).toBe('started open');
  });
});

describe('what keeps no leg', () => {
  const three = rounds('2023-09-01', 2);

  it('a call that is withdrawn: the rhythm goes with it, and comes back with it', () => {
    const said = hear([...three, withdrawn(three[3]!, '2023-10-01')]);
    expect(newest(said)).toMatchObject([
      { state: 'withdrawn', revision: 2, reason: 'the calls that stand make fewer than 3 legs in a row' },
    ]);
    const back = hear([
      ...three,
      withdrawn(three[3]!, '2023-10-01'),
      { ...three[3]!, revision: 3, knownAt: at('2023-10-02T00:00Z') },
    ]);
    expect(newest(back)).toMatchObject([{ state: 'open', revision: 3 }]);
  });

  it('a call that is inferred: neither a possible call in a gap nor one that positions do not show', () => {
    const guessed = three.map((each) => possibleCall(each.facts.placeId, each.id.slice(-10)));
    expect(hear(guessed)).toEqual([]);
    for (const [i, guess] of guessed.entries()) {
      const inferred = { ...three[i]!, basis: 'inferred' as const };
      expect(hear(three.with(i, inferred)), `leg ${i}`).toEqual([]);
      expect(hear([...three.slice(0, i), guess, ...three.slice(i + 1)]), `leg ${i}`).toEqual([]);
    }
  });

  it('a passage, and a wait in the roads', () => {
    const passage = call('vostochny', '2023-09-17', { basis: 'observed' });
    const passed = { ...passage, facts: { ...passage.facts, confidence: 1 as const } };
    const waits = { ...passage, facts: { ...passage.facts, waiting: true } };
    expect(hear([...three.slice(0, 3), passed])).toEqual([]);
    expect(hear([...three.slice(0, 3), waits])).toEqual([]);
    expect(phases(hear([...three.slice(0, 3), passage]))).toEqual(['started open']);
  });
});

it('says the same when it is stopped and resumed after every input', () => {
  const events = [...rounds('2023-12-01', 6), call('rajin', '2024-03-10'), call('vostochny', '2024-03-14')];
  expect(hear(events, '2024-06-01', 'every')).toEqual(hear(events, '2024-06-01'));
});

it('keeps a bounded state, and its count of legs, over years', () => {
  let most = 0;
  const events = rounds('2020-01-01', 100);
  const said = watch(cadence, [], {
    places,
    pairs,
    events,
    after: (state) => {
      most = Math.max(most, JSON.stringify(state as CadenceState).length);
    },
  });
  expect(said.at(-1)).toMatchObject({ facts: { phase: 'started', legs: 199 } });
  expect(standing(said)).toHaveLength(1);
  expect(most).toBeLessThan(40_000);
});

it('goes on with its wish to be woken when the ship that was only sighted is heard', () => {
  const sighted = cadence.begin();
  const heard = cadence.begin();
  const context = { places: null, pairs } as never;
  const wishes: number[] = [];
  const asked = {
    ...(context as object),
    wakeAt: (dueAt: number) => void wishes.push(dueAt),
    say() {},
    places: { port: () => undefined },
  };
  for (const event of rounds('2023-09-01', 2)) {
    cadence.hearEvent!(sighted, { vesselId: 'imo:1', mmsi: 0 } as never, event, event.knownAt, asked as never);
  }
  cadence.join!(heard, sighted);
  const before = wishes.length;
  cadence.fix(heard, {} as never, asked as never);
  cadence.fix(heard, {} as never, asked as never);
  expect(wishes.slice(before)).toEqual([at('2023-09-17T00:00Z') + 1.5 * ms('14 d')]);
});

it('has a ground for every setting', () => {
  for (const setting of Object.values(CADENCE_SETTINGS)) expect(setting.ground.length).toBeGreaterThan(10);
});
