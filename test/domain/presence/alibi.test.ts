// Alibis: who could not have been at a quay, who could, who was; and everything that breaks an alibi.

import { describe, expect, it } from 'vitest';
import { KM_PER_NM } from '../../../server/domain/geo.ts';
import type { HeardVessel } from '../../../server/domain/heard.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { type Alibi, judgeAlibi } from '../../../server/domain/presence/alibi.ts';
import { judgePassages, type Passages, type Stretch } from '../../../server/domain/presence/passages.ts';
import { GREAT_CIRCLE, type SeaDistanceKm } from '../../../server/domain/sea/reach.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { HOUR, sampleCall, sampleSighting, sampleVessel } from '../../contract/samples.ts';
import { at, away, type Ship, vessel } from '../../scenario.ts';

const QUAY = { lon: 130.3, lat: 42.2 };
const RADIUS_KM = 4;
const SPEED_KN = 10;
const FROM = at('2024-03-04T00:00Z');
const TO = at('2024-03-05T00:00Z');
/** A point from whose fix the edge of the quay is so many hours away at the speed assumed. */
const hoursOff = (hours: number, bearing = 135) => away(QUAY, RADIUS_KM + hours * SPEED_KN * KM_PER_NM, bearing);

const fixesOf = (ship: Ship) => ship.reports.map(({ at: time, lon, lat }) => ({ at: time, lon, lat }));
const heard = (...ships: Ship[]): Stretch[] =>
  ships.map((ship) => ({ fixes: fixesOf(ship), onward: 'silent' as const }));

/** As before, and from the last of them on heard far off, until the period is over. */
const heardOn = (...ships: Ship[]): Stretch[] => {
  const stretches = heard(...ships);
  const last = { ...stretches.at(-1)!, onward: 'far' as const };
  const over = { fixes: fixesOf(liesFrom(hoursOff(40), TO)), onward: 'silent' as const };
  return [...stretches.slice(0, -1), last, over];
};

interface Question {
  stayMs?: number;
  sea?: SeaDistanceKm;
}

function passages(
  stretches: readonly Stretch[],
  { stayMs = 0, sea = GREAT_CIRCLE.distanceKm }: Question = {},
): Passages {
  const place = {
    ...QUAY,
    radiusKm: RADIUS_KM,
    holds: (lon: number, lat: number) => GREAT_CIRCLE.distanceKm(QUAY.lon, QUAY.lat, lon, lat) <= RADIUS_KM,
  };
  return judgePassages(stretches, { place, fromAt: FROM, toAt: TO, stayMs, speedKn: SPEED_KN, seaDistanceKm: sea });
}

interface More extends Question {
  events?: VesselEvent[];
  sightings?: Sighting[];
  match?: HeardVessel['match'];
  twins?: string[];
}

function alibi(stretches: readonly Stretch[], more: More = {}): Alibi {
  return judgeAlibi(
    {
      placeId: 'rajin',
      placeName: 'Rajin',
      fromAt: FROM,
      toAt: TO,
      stayMs: more.stayMs ?? 0,
      speedKn: SPEED_KN,
      speedGround: 'cap for its type, 10 kn.',
    },
    {
      passages: passages(stretches, more),
      events: more.events ?? [],
      sightings: more.sightings ?? [],
      match: more.match === undefined ? sampleVessel().match : more.match,
      twins: more.twins ?? [],
    },
  );
}

/** Lies at a point for an hour until then, or from then on. */
const liesUntil = (point: { lon: number; lat: number }, time: number) =>
  vessel('MARIA')
    .at(point, time - HOUR)
    .stops('1 h');
const liesFrom = (point: { lon: number; lat: number }, time: number) => vessel('MARIA').at(point, time).stops('1 h');

describe('a ship that could not have been there', () => {
  it('is one heard so far off that it cannot have come before the period was over', () => {
    const said = alibi(heard(liesUntil(hoursOff(30), FROM)));
    expect(said.word).toBe('could-not');
    expect(said.grounds[0]).toMatch(
      /300 nm off by sea: at 10 kn it cannot have been there before 2024-03-05 06:00Z, 6 h too late/,
    );
    expect(said.passage!.slackMs! / HOUR).toBeCloseTo(-6, 2);
  });

  it('is one heard afterwards so far off that it must have left before the period began', () => {
    const said = alibi(heard(liesFrom(hoursOff(30), TO)));
    expect(said.word).toBe('could-not');
    expect(said.grounds[0]).toMatch(/must have left by 2024-03-03 18:00Z at 10 kn, 6 h too early/);
  });

  it('is one whose silence is too short for the way there and on', () => {
    const said = alibi(heardOn(liesUntil(hoursOff(6), FROM + HOUR), liesFrom(hoursOff(6), FROM + 12 * HOUR)));
    expect(said.word).toBe('could-not');
    expect(said.grounds[0]).toMatch(/there and on takes 12 h at 10 kn, and it had 11 h/);
  });

  it('is one heard all through the period far off', () => {
    const far: Stretch[] = [
      { fixes: fixesOf(liesUntil(hoursOff(40), FROM - 60_000)), onward: 'far' },
      { fixes: fixesOf(liesFrom(hoursOff(40), TO)), onward: 'silent' },
    ];
    const said = alibi(far);
    expect(said).toMatchObject({ word: 'could-not', passage: null, doubts: [] });
    expect(said.grounds[0]).toMatch(/heard all through the period/);
  });

  it('is one with no way over water, however near it lies', () => {
    const said = alibi(heard(liesUntil(hoursOff(1), FROM)), { sea: () => Number.POSITIVE_INFINITY });
    expect(said.word).toBe('could-not');
    expect(said.grounds[0]).toMatch(/no way over water/);
  });

  it('is told by the way round land and not across it', () => {
    const silence = heardOn(liesUntil(hoursOff(4), FROM + HOUR), liesFrom(hoursOff(4), FROM + 12 * HOUR));
    expect(alibi(silence).word).toBe('could');
    const round: SeaDistanceKm = (...ends) => 2 * GREAT_CIRCLE.distanceKm(ends[0], ends[1], ends[2], ends[3]);
    expect(alibi(silence, { sea: round }).word).toBe('could-not');
  });
});

describe('a ship that could have been there', () => {
  const silent = (awayHours: number, lastsHours: number) =>
    heardOn(
      liesUntil(hoursOff(awayHours), FROM + HOUR),
      liesFrom(hoursOff(awayHours), FROM + HOUR + lastsHours * HOUR),
    );

  it('is told with its window and what is to spare', () => {
    const said = alibi(silent(4, 11));
    expect(said.word).toBe('could');
    expect(said.grounds[0]).toMatch(/from 2024-03-04 05:00Z to 2024-03-04 08:00Z, with 3 h of the period to spare/);
  });

  it('just can where the silence is just long enough, and cannot with a minute less', () => {
    expect(alibi(silent(4, 8.001)).word).toBe('could');
    expect(alibi(silent(4, 8 - 1 / 60)).word).toBe('could-not');
  });

  it('cannot where a stay is asked for that does not fit', () => {
    expect(alibi(silent(4, 11), { stayMs: 2.9 * HOUR }).word).toBe('could');
    expect(alibi(silent(4, 11), { stayMs: 3.1 * HOUR }).word).toBe('could-not');
  });

  it('is one that came back from the place before the period, and one still to come', () => {
    expect(alibi(heard(liesUntil(hoursOff(100), FROM - 300 * HOUR))).word).toBe('could');
    expect(alibi(heard(liesFrom(hoursOff(10), TO + 300 * HOUR))).word).toBe('could');
  });

  it('is told where a sighting may have been outside the period, whatever its positions say', () => {
    const seen = sampleSighting({ placeId: 'rajin', fromAt: FROM - 5 * HOUR, toAt: FROM + HOUR, grade: 'confirmed' });
    expect(alibi(silent(4, 11), { sightings: [seen] }).grounds[1]).toMatch(/may have been outside the period/);
    const said = alibi(silent(6, 11), { sightings: [seen] });
    expect(said.word).toBe('doubtful');
    expect(said.doubts[0]).toMatch(/may have been outside the period/);
  });
});

describe('a ship that was there', () => {
  const far = heard(liesUntil(hoursOff(30), FROM));

  it('is one whose positions say so, two that agree', () => {
    const said = alibi(
      heard(
        vessel('MARIA')
          .at(QUAY, FROM + 5 * HOUR)
          .stops('3 h'),
      ),
    );
    expect(said).toMatchObject({ word: 'was', basis: 'observed' });
    expect(said.grounds[0]).toMatch(/heard at Rajin from 2024-03-04 05:00Z to 2024-03-04 08:00Z/);
  });

  it('is not told of one position in the port: one fix is no fact', () => {
    const alone = heard(
      liesUntil(hoursOff(3), FROM + HOUR),
      vessel('MARIA')
        .at(QUAY, FROM + 12 * HOUR)
        .sends(0),
      liesFrom(hoursOff(3), FROM + 20 * HOUR),
    );
    const said = alibi(alone);
    expect(said.word).toBe('could');
    expect(said.grounds.at(-1)).toMatch(/stands alone and does not count/);
  });

  it('is not told of positions there before or after the period', () => {
    expect(
      alibi(
        heard(
          vessel('MARIA')
            .at(QUAY, FROM - 5 * HOUR)
            .stops('4 h 59 min'),
        ),
      ).word,
    ).toBe('could');
    expect(alibi(heard(vessel('MARIA').at(QUAY, TO).stops('4 h'))).word).toBe('could');
  });

  it('is one with an observed call that lasted into the period, and not one that only may have', () => {
    const call = sampleCall();
    const facts = { ...call.facts, placeId: 'rajin', placeName: 'Rajin' };
    const inside = (fromAt: number, toAt: number) => ({
      ...call,
      beganAt: fromAt,
      endedAt: toAt,
      facts: { ...facts, entry: { fromAt, toAt: fromAt }, exit: { fromAt: toAt, toAt } },
    });
    expect(alibi(far, { events: [inside(FROM - 40 * HOUR, FROM + HOUR)] })).toMatchObject({
      word: 'was',
      basis: 'observed',
    });
    expect(alibi(far, { events: [inside(FROM - 40 * HOUR, FROM - HOUR)] }).word).toBe('could-not');
    expect(alibi(far, { events: [{ ...inside(FROM, TO), state: 'withdrawn' }] }).word).toBe('could-not');
    const passing = { ...inside(FROM, TO), facts: { ...inside(FROM, TO).facts, confidence: 1 as const } };
    expect(alibi(far, { events: [passing] }).word).toBe('could-not');
  });

  it('is one that was sighted, and what its positions say against it stands beside', () => {
    const seen = sampleSighting({ placeId: 'rajin', fromAt: FROM, toAt: TO - 1, grade: 'probable' });
    const said = alibi(far, { sightings: [seen] });
    expect(said).toMatchObject({ word: 'was', basis: 'sighted', sightingIds: [seen.id] });
    expect(said.doubts[0]).toMatch(/^Its positions do not allow it/);
    const possible = alibi(far, { sightings: [{ ...seen, grade: 'possible' }] });
    expect(possible.word).toBe('doubtful');
  });
});

describe('an alibi is broken', () => {
  const far = heard(liesUntil(hoursOff(30), FROM));

  it('by positions in doubt, and not by a doubt that was taken back or is over', () => {
    const doubt = positionDoubt();
    const said = alibi(far, { events: [doubt] });
    expect(said).toMatchObject({ word: 'doubtful', eventIds: [doubt.id] });
    expect(said.doubts[0]).toMatch(/in doubt .* two tracks/);
    expect(alibi(far, { events: [{ ...doubt, state: 'withdrawn' }] }).word).toBe('could-not');
    expect(alibi(far, { events: [{ ...doubt, beganAt: FROM - 90 * HOUR, endedAt: FROM - 80 * HOUR }] }).word).toBe(
      'could-not',
    );
  });

  it('by two positions that ask for more speed than is assumed: two ships under one number', () => {
    const said = alibi(heard(liesUntil(hoursOff(30), FROM), liesFrom(hoursOff(60, 100), FROM + 2 * HOUR)));
    expect(said.word).toBe('doubtful');
    expect(said.doubts[0]).toMatch(/ask for .* kn, more than the 10 kn assumed: they may be of two ships/);
  });

  it('by a hull that the unit is not surely taken for', () => {
    const match = { rule: 'P1', level: 'probable' as const, witnesses: ['MMSI 273212120'], contradictions: [] };
    const said = alibi(far, { match });
    expect(said.word).toBe('doubtful');
    expect(said.doubts[0]).toBe('That the unit heard is this ship is probable only (MMSI 273212120).');
    expect(alibi(far, { match: { ...match, level: 'confident', contradictions: ['its size differs'] } }).word).toBe(
      'doubtful',
    );
  });

  it('by another unit that is taken for the same hull', () => {
    const said = alibi(far, { twins: ['MARIA 2'] });
    expect(said.word).toBe('doubtful');
    expect(said.doubts[0]).toBe('Another unit is taken for the same hull: MARIA 2.');
  });

  it('by nothing where it rests on a stray position alone: that was never heard', () => {
    const said = alibi(heard(vessel('MARIA').at(hoursOff(30), FROM).sends(10)));
    expect(said.word).toBe('never-heard');
    expect(said.grounds[0]).toMatch(/stands alone/);
  });

  it('is none where nothing was heard at all', () => {
    const said = alibi([]);
    expect(said.word).toBe('never-heard');
    expect(said.grounds[0]).toBe('No position of it is known: a ship that was not heard has no alibi.');
  });
});

function positionDoubt(): VesselEvent {
  const { facts: _, kind: __, ...common } = sampleCall();
  return {
    ...common,
    kind: 'position-doubt',
    id: 'doubt-1',
    state: 'open',
    beganAt: FROM + HOUR,
    endedAt: null,
    facts: {
      sign: 'two-places',
      signs: ['two-places'],
      grounds: ['two tracks 200 km apart at once.'],
      impliedKn: null,
      apartKm: 200,
      tracks: [],
      interferenceId: null,
      sightingIds: [],
    },
  };
}
