import { describe, expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { destinationClaim } from '../../../server/domain/kinds/destination-claim/destination-claim.ts';
import type { DestinationClaim } from '../../../server/domain/kinds/destination-claim/facts.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { ms, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';
import { call, DAY, DAY0, day, sighted } from '../rules/happened.ts';

const { ports, zones } = loadReference();
const places = createPlaceIndex(ports, zones);
const HIGH_SEA = { lon: 131.5, lat: 41.5 };

/** Texts at days from DAY0; each is said again every six minutes for an hour, as class A does, and fixes with it. */
function declaring(...texts: [text: string, atDay: number][]): Ship {
  const ship = vessel('LADY R');
  for (const [text, atDay] of texts) {
    ship.at(HIGH_SEA, day(atDay)).sends(10);
    for (let sent = 0; sent <= 10; sent++)
      ship.at(HIGH_SEA, day(atDay) + sent * ms('6 min')).says({ destination: text });
  }
  return ship;
}

function said(ship: Ship, options: Partial<WatchOptions> = {}): DestinationClaim[] {
  return watch(destinationClaim, ship, { places, ...options }) as DestinationClaim[];
}

function told(ship: Ship, options: Partial<WatchOptions> = {}) {
  return (standing(said(ship, options)) as DestinationClaim[]).map(({ state, facts }) => [
    facts.text,
    facts.placeId,
    state,
    facts.outcome,
    facts.outcomePlaceId,
  ]);
}

function sighting(placeId: string | null, fromDay: number, toDay = fromDay, more: Partial<Sighting> = {}): Sighting {
  const place = places.port(placeId ?? '');
  return {
    id: `sighting ${placeId} ${fromDay}`,
    vesselId: 'imo:9161003',
    fromAt: day(fromDay),
    toAt: day(toDay),
    placeId,
    lon: place?.lon ?? 0,
    lat: place?.lat ?? 0,
    what: 'at the pier',
    means: 'satellite',
    grade: 'confirmed',
    source: 'test imagery',
    link: null,
    arrivedAt: day(toDay) + ms('12 h'),
    ...more,
  };
}

describe('a destination claim', () => {
  it('begins with the first message that carries it, and says what it was read as', () => {
    const [claim, ...others] = said(declaring(['RUVYP>KPRJN', 1]));
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      kind: 'destination-claim',
      state: 'open',
      basis: 'claimed',
      beganAt: day(1),
      ...HIGH_SEA,
    });
    expect(claim!.facts).toEqual({
      text: 'RUVYP>KPRJN',
      placeId: 'rajin',
      placeName: 'Rajin (Najin, Rason)',
      by: 'LOCODE',
      fromPlaceId: 'vostochny',
      alsoPlaceIds: [],
      none: false,
      outcome: 'open',
      outcomePlaceId: null,
      outcomePlaceName: null,
      outcomeGround: null,
    });
  });

  it('is told after the text has stood for 15 min, not before, and also when it was heard once only', () => {
    const once = vessel('LADY R').at(HIGH_SEA, DAY0).sends(10).says({ destination: 'RAJIN' });
    expect(said(once, { until: DAY0 + ms('14 min 59 s') })).toEqual([]);
    expect(said(once, { until: DAY0 + ms('15 min') })).toMatchObject([{ knownAt: DAY0 + ms('15 min'), beganAt: DAY0 }]);
  });

  it('is none of a text that flickers for less than 15 min', () => {
    const flicker = (minutes: number) =>
      declaring(['RAJIN', 1])
        .at(HIGH_SEA, day(2))
        .says({ destination: 'RAJIM' })
        .at(HIGH_SEA, day(2) + ms(`${minutes} min`))
        .says({ destination: 'RAJIN' })
        .at(HIGH_SEA, day(3))
        .sends(10);
    expect(told(flicker(14))).toEqual([['RAJIN', 'rajin', 'open', 'open', null]]);
    expect(told(flicker(16)).map(([text]) => text)).toEqual(['RAJIN', 'RAJIM', 'RAJIN']);
  });

  it('is none where two transmitters of one ship differ all the time', () => {
    const ship = vessel('LADY R').at(HIGH_SEA, DAY0).sends(10);
    for (let n = 0; n < 100; n++) {
      ship.at(HIGH_SEA, DAY0 + n * ms('3 min')).says({ destination: n % 2 ? 'RAJIN' : 'VOSTOCHNY' });
    }
    expect(said(ship)).toEqual([]);
  });

  it('goes on while the same port is spelt otherwise', () => {
    expect(told(declaring(['VOSTOCHNY', 1], ['RU VYP', 2], ['VOSTOCHNIY', 3]))).toEqual([
      ['VOSTOCHNY', 'vostochny', 'open', 'open', null],
    ]);
  });

  it('needs a place to be told at: none before the first fix', () => {
    const ship = vessel('LADY R').at(HIGH_SEA, DAY0).says({ destination: 'RAJIN' });
    expect(said(ship, { until: day(1) })).toEqual([]);
    const heard = ship.at(HIGH_SEA, DAY0 + ms('1 h')).sends(10);
    expect(said(heard)).toMatchObject([{ beganAt: DAY0, knownAt: DAY0 + ms('1 h'), ...HIGH_SEA }]);
  });

  it('of FOR ORDERS names no destination, and says so', () => {
    expect(said(declaring(['FOR ORDERS', 1]))[0]!.facts).toMatchObject({ none: true, placeId: null, by: null });
    expect(said(declaring(['METROPOLIS', 1]))[0]!.facts).toMatchObject({ none: false, placeId: null, by: null });
  });

  it('of an empty text is none: absent is not another destination', () => {
    const ship = declaring(['RAJIN', 1]).at(HIGH_SEA, day(2)).says({ destination: '' }).says({ destination: '@@@@' });
    expect(told(ship, { until: day(3) })).toEqual([['RAJIN', 'rajin', 'open', 'open', null]]);
  });

  it('of a name with several ports takes the nearest to the ship and names the others', () => {
    const nearUk = vessel('LADY R').at({ lon: 1, lat: 53.5 }, DAY0).sends(10).says({ destination: 'BOSTON' });
    const [claim] = said(nearUk, { until: day(1) });
    expect(places.port(claim!.facts.placeId!)!.country).toBe('GB');
    expect(claim!.facts.alsoPlaceIds).toHaveLength(1);
  });

  it('is not followed for ships that are not watched', () => {
    expect(said(declaring(['RAJIN', 1]), { watched: false })).toEqual([]);
  });
});

/** State, outcome and place of each claim as it stands. */
function outcomes(ship: Ship, options: Partial<WatchOptions> = {}) {
  return told(ship, options).map(([, , ...outcome]) => outcome);
}

describe('what came of a claim', () => {
  const rajin = declaring(['RAJIN', 1]);

  it('is kept by the next call at that port', () => {
    expect(told(rajin, { events: [call('rajin', 2, null)] })).toEqual([['RAJIN', 'rajin', 'closed', 'kept', 'rajin']]);
    expect(said(rajin, { events: [call('rajin', 2, null)] })[1]).toMatchObject({ revision: 2, endedAt: day(2) });
  });

  it('is kept at a sister place, and the ground names the distance', () => {
    const [, kept] = said(declaring(['VOSTOCHNY', 1]), { events: [call('kozmino', 2, null)] });
    expect(kept!.facts.outcome).toBe('kept');
    expect(kept!.facts.outcomeGround).toMatch(/^it called at Kozmino oil terminal, 6\.6 km from Vostochny/);
    expect(outcomes(rajin, { events: [call('sonbong', 2, null)] }), '13.8 km').toEqual([
      ['closed', 'called elsewhere', 'sonbong'],
    ]);
  });

  it('is a call elsewhere when that comes first', () => {
    const [, ended] = said(rajin, { events: [call('vostochny', 2, 3), call('rajin', 4, 5)] });
    expect(ended!.facts).toMatchObject({ outcome: 'called elsewhere', outcomePlaceId: 'vostochny' });
    expect(ended!.facts.outcomeGround).toMatch(/^its next call was at vostochny, \d+ km from Rajin/);
  });

  it('is not decided by a ship passing (confidence 1), and is from confidence 2 on', () => {
    const passing = (confidence: 1 | 2) =>
      outcomes(rajin, { events: [call('vostochny', 2, 3, { facts: { confidence } })] });
    expect(passing(1)).toEqual([['open', 'open', null]]);
    expect(passing(2)).toEqual([['closed', 'called elsewhere', 'vostochny']]);
  });

  it('is not decided by a ship that waits for a strait', () => {
    const events = [call('kavkaz', 2, 2.5, { facts: { waiting: true } })];
    expect(outcomes(rajin, { events })).toEqual([['open', 'open', null]]);
  });

  it('is not decided by the call during which it was typed', () => {
    const events = [
      call('vostochny', 0.5, null, { knownAt: day(0.6) }),
      call('vostochny', 0.5, 1.5),
      call('rajin', 2, null),
    ];
    expect(outcomes(rajin, { events })).toEqual([['closed', 'kept', 'rajin']]);
  });

  it('is not decided by the port in which the ship lay when it was first heard', () => {
    const events = [call('vostochny', 1.1, 2, { facts: { entry: null } }), call('rajin', 3, null)];
    expect(outcomes(rajin, { events })).toEqual([['closed', 'kept', 'rajin']]);
  });

  it('is kept at once where the ship still lies at the port it declares', () => {
    expect(outcomes(rajin, { events: [call('rajin', 0.5, 1.5)] })).toEqual([['closed', 'kept', 'rajin']]);
  });

  it('is a replacement when another text follows before any call', () => {
    expect(told(declaring(['RAJIN', 1], ['VOSTOCHNY', 2]))).toEqual([
      ['RAJIN', 'rajin', 'closed', 'replaced', null],
      ['VOSTOCHNY', 'vostochny', 'open', 'open', null],
    ]);
  });

  it('follows the call that settled it when that does not stand', () => {
    const waits = call('vostochny', 2, null);
    const events: VesselEvent[] = [waits, { ...waits, state: 'withdrawn', revision: 2, knownAt: day(3) }];
    expect(outcomes(rajin, { events })).toEqual([['open', 'open', null]]);
  });

  it('says no more of a text that names no port when the ship calls', () => {
    expect(outcomes(declaring(['FOR ORDERS', 1]), { events: [call('rajin', 2, null)] })).toEqual([
      ['open', 'open', null],
    ]);
  });
});

describe('a sighting and a claim', () => {
  it('LADY R declared Dar es Salaam and was seen at Simon’s Town', () => {
    const [, ended] = said(declaring(['DAR ES SALAAM', 1]), { sightings: [sighting('simonstown', 7, 9)] });
    expect(ended).toMatchObject({ state: 'closed', knownAt: day(9.5), endedAt: day(7) });
    expect(ended!.facts).toMatchObject({ outcome: 'sighted elsewhere', outcomePlaceId: 'simonstown' });
    expect(ended!.facts.outcomeGround).toMatch(/Simon's Town .*\d+ km from Dar es Salaam \(test imagery\)$/);
  });

  it('HENG YANG 9 claims Kavkaz, shows a call there, and was sighted at Sevastopol meanwhile', () => {
    const claimed = declaring(['PORT KAVKAZ', 1]);
    const events = [call('kavkaz', 2, 9)];
    expect(outcomes(claimed, { events })).toEqual([['closed', 'kept', 'kavkaz']]);
    const seen = outcomes(claimed, { events, sightings: [sighting('sevastopol', 5)] });
    expect(seen).toEqual([['closed', 'sighted elsewhere', 'sevastopol']]);
  });

  it('keeps the claim when it is at that port', () => {
    const options = { sightings: [sighting('rajin', 3)], events: [sighted('rajin', 3, 3)] };
    expect(outcomes(declaring(['RAJIN', 1]), options)).toEqual([['closed', 'kept', 'rajin']]);
  });

  it('of a time before the claim, or after the call that settled it, says nothing of it', () => {
    const claimed = declaring(['RAJIN', 1]);
    expect(outcomes(claimed, { sightings: [sighting('simonstown', 0.9, 0.9, { arrivedAt: day(2) })] })).toEqual([
      ['open', 'open', null],
    ]);
    const after = { events: [call('rajin', 2, 3)], sightings: [sighting('simonstown', 3.1)] };
    expect(outcomes(claimed, after)).toEqual([['closed', 'kept', 'rajin']]);
  });

  it('of a position alone counts where a port holds it, and nowhere else', () => {
    const at = (lon: number, lat: number) =>
      outcomes(declaring(['RAJIN', 1]), { sightings: [sighting(null, 3, 3, { lon, lat })] });
    expect(at(18.4333, -34.1833)).toEqual([['closed', 'sighted elsewhere', 'simonstown']]);
    expect(at(10, -30)).toEqual([['open', 'open', null]]);
  });

  it('that is taken back leaves what stood before', () => {
    const state = destinationClaim.begin();
    const spoken: DestinationClaim[] = [];
    const ship = declaring(['RAJIN', 1]);
    const options: WatchOptions = { places, sightings: [sighting('simonstown', 3)] };
    watch({ ...destinationClaim, begin: () => state }, ship, options);
    const context = { places, say: (event: VesselEvent) => spoken.push(event as DestinationClaim) };
    const take = destinationClaim.unsighted!;
    take(state, {} as never, sighting('simonstown', 3), 'a sister ship', day(5), context as never);
    expect(spoken).toMatchObject([{ state: 'open', revision: 3, endedAt: null, reason: 'a sister ship' }]);
    expect(spoken[0]!.facts).toMatchObject({ outcome: 'open', outcomePlaceId: null, outcomeGround: null });
    expect(state.open?.said).toEqual(spoken[0]);
  });
});

describe('a restart', () => {
  it('after every input says the same', () => {
    const ship = declaring(['PORT KAVKAZ', 1], ['RAJIN', 10], ['FOR ORDERS', 12], ['VOSTOCHNY', 14]);
    const options = {
      events: [call('kavkaz', 2, 9), call('busan', 15, 16)],
      sightings: [sighting('sevastopol', 5)],
      until: DAY0 + 20 * DAY,
    };
    const through = said(ship, options);
    expect(through).toHaveLength(8);
    expect(said(ship, { ...options, restartAfter: 'every' })).toEqual(through);
  });
});
