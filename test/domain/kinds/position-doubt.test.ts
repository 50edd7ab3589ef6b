// Position doubt as an event: what opens it, what joins it, when it closes, and that both accounts are kept. The numbers of
// each sign are tried in test/domain/kinds/position-doubt.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../server/domain/engine/engine.ts';
import { distanceKm } from '../../../server/domain/geo.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Interference } from '../../../server/domain/kinds/interference/facts.ts';
import type { PositionDoubt } from '../../../server/domain/kinds/position-doubt/facts.ts';
import { positionDoubt } from '../../../server/domain/kinds/position-doubt/position-doubt.ts';
import { DOUBT_SETTINGS } from '../../../server/domain/kinds/position-doubt/settings.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Report } from '../../../server/domain/report.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { collect, play, referenceOptions } from '../../play.ts';
import {
  at,
  away,
  ms,
  type Point,
  type Ship,
  standing,
  together,
  vessel,
  type WatchOptions,
  watch,
} from '../../scenario.ts';

const START = '2025-09-01T00:00Z';
const BLACK_SEA: Point = { lon: 34, lat: 43.5 };
const FAR: Point = { lon: 38, lat: 43.2 };

function told(story: Ship | readonly Report[], options: Partial<WatchOptions> = {}): PositionDoubt[] {
  return watch(positionDoubt, story, { places: [], ...options }).filter((event) => event.kind === 'position-doubt');
}

function last(events: readonly VesselEvent[]): PositionDoubt {
  const [event, ...more] = standing(events) as PositionDoubt[];
  expect(more).toEqual([]);
  return event!;
}

const ship = (mmsi = 273212120) => vessel('LADY R', { mmsi });

/** Two ships of one MMSI, each under way, heard in turn. */
function twins(lasting: string, apart: Point = FAR, otherMmsi = 273212120): Report[] {
  const sails = (from: Point, offset: number, mmsi: number) => {
    const story = ship(mmsi).at(from, at(START) + offset);
    const km = 12 * 1.852 * (ms(lasting) / 3_600_000);
    return story.sails({ to: away(from, km, 200), kn: 12, every: '2 min' });
  };
  return together(sails(BLACK_SEA, 0, 273212120), sails(apart, 60_000, otherMmsi));
}

describe('positions that jump', () => {
  it('are told when three in a row lie elsewhere, and the track goes on there', () => {
    const story = ship().at(BLACK_SEA, START).stops('2 h').at(FAR, '2025-09-01T02:10Z').stops('1 h');
    const event = last(told(story));
    expect(event).toMatchObject({ state: 'open', revision: 1, basis: 'observed', facts: { signs: ['jump'] } });
    expect(event.knownAt).toBe(at('2025-09-01T02:30Z'));
    expect(event.facts.apartKm).toBeCloseTo(distanceKm(BLACK_SEA.lon, BLACK_SEA.lat, FAR.lon, FAR.lat), 3);
    expect(event.facts.impliedKn).toBeGreaterThan(60);
    expect(event.facts.tracks.map(({ which }) => which)).toEqual(['followed', 'other']);
    expect(event.facts.tracks[0]!.points[0]).toMatchObject(FAR);
    expect(event.facts.tracks[1]!.points[0]).toMatchObject(BLACK_SEA);
  });

  it('are not told where one or two are false, in a row or hours apart', () => {
    const story = ship().at(BLACK_SEA, START).stops('1 h');
    for (let n = 0; n < 8; n++) {
      story.at(away(FAR, 100 * n), story.now + ms('5 min')).sends(3);
      if (n % 2 === 1) story.at(away(FAR, 1000, 10 * n), story.now + ms('1 min')).sends(3);
      story.at(BLACK_SEA, story.now + ms('10 min')).stops('50 min');
    }
    expect(told(story, { until: story.now + ms('1 d') })).toEqual([]);
  });

  it('are told where many lie all over the place within an hour, at three and not at two', () => {
    const noise = (count: number) => {
      const story = ship().at(BLACK_SEA, START).stops('1 h', { every: '1 min' });
      for (let n = 0; n < count; n++) story.at(away(BLACK_SEA, 300, 97 * n), story.now + ms('1 min')).sends(3);
      return story.at(BLACK_SEA, story.now + ms('1 min')).stops('1 h', { every: '1 min' });
    };
    expect(told(noise(2))).toEqual([]);
    expect(last(told(noise(3))).facts.signs).toEqual(['jump']);
  });

  it('are not told of a false first position', () => {
    expect(told(ship().at(FAR, START).sends(0).at(BLACK_SEA, '2025-09-01T00:10Z').stops('3 h'))).toEqual([]);
  });

  it('count from 5 km on', () => {
    const jumps = (km: number) =>
      ship()
        .at(BLACK_SEA, START)
        .stops('10 min', { every: '1 min' })
        .at(away(BLACK_SEA, km), '2025-09-01T00:10:10Z')
        .stops('30 s', { every: '10 s' });
    expect(DOUBT_SETTINGS.offKm.value).toBe(5);
    expect(told(jumps(4.99))).toEqual([]);
    expect(told(jumps(5.01))).toHaveLength(1);
  });

  it('are not told of a ship heard again after a gap, as far off as it can have sailed', () => {
    const story = ship().at(BLACK_SEA, START).stops('1 h').goesSilent('12 h').at(FAR, '2025-09-01T14:00Z').stops('3 h');
    expect(told(story, { until: story.now + ms('1 d') })).toEqual([]);
  });

  it('are told of watched vessels alone', () => {
    const story = ship().at(BLACK_SEA, START).stops('2 h').at(FAR, '2025-09-01T02:10Z').stops('1 h');
    expect(told(story, { watched: false })).toEqual([]);
  });
});

describe('two places at once', () => {
  it('keeps both tracks and chooses none', () => {
    const event = last(told(twins('3 h')));
    expect(event.facts.signs).toContain('two-places');
    const [followed, other] = event.facts.tracks;
    expect([followed!.which, other!.which]).toEqual(['followed', 'other']);
    for (const point of followed!.points) expect(distanceKm(point.lon, point.lat, 34, 43.5)).toBeLessThan(100);
    for (const point of other!.points) expect(distanceKm(point.lon, point.lat, FAR.lon, FAR.lat)).toBeLessThan(100);
  });

  it('keeps at most 60 points of each, the first and the newest among them', () => {
    const reports = twins('12 h');
    const closed = last(told(reports, { until: '2025-09-02T12:00Z' }));
    expect(closed.state).toBe('closed');
    for (const { points } of closed.facts.tracks) {
      expect(points.length).toBeLessThanOrEqual(60);
      expect(points.length).toBeGreaterThan(25);
      expect(points[0]!.at).toBeLessThan(at(START) + ms('5 min'));
      expect(points.at(-1)!.at).toBeGreaterThanOrEqual(at(START) + ms('12 h'));
      for (let n = 1; n < points.length; n++) expect(points[n]!.at).toBeGreaterThan(points[n - 1]!.at);
    }
  });

  it('is told once the two were heard in turn for ten minutes', () => {
    const signs = (lasting: string) => told(twins(lasting)).flatMap(({ facts }) => facts.signs);
    expect(signs('10 min')).not.toContain('two-places');
    expect(signs('14 min')).toContain('two-places');
  });

  it('names both MMSIs where two units speak for one hull', () => {
    const { facts } = last(told(twins('2 h', FAR, 352001234)));
    expect(facts.tracks.map(({ mmsi }) => mmsi)).toEqual([273212120, 352001234]);
    expect(facts.grounds.join()).toContain('one from MMSI 273212120, one from MMSI 352001234');
  });

  it('is no matter of a tender or a second unit near by', () => {
    expect(told(twins('6 h', away(BLACK_SEA, 4.5)))).toEqual([]);
  });

  it('says no revision per fix but each time they have lasted twice as long, and closes six hours after one falls silent', () => {
    const reports = twins('6 h');
    const alone = ship()
      .at(away(BLACK_SEA, 133, 200), '2025-09-01T06:10Z')
      .stops('20 h');
    const events = told([...reports, ...alone.reports]);
    expect(events.map(({ state }) => state).slice(-2)).toEqual(['open', 'closed']);
    expect(events.map(({ revision }) => revision)).toEqual(events.map((_, n) => n + 1));
    // Opened, the second sign, and told again after half an hour and about 1, 2 and 4 h.
    const lasted = events.slice(2, -1).map(({ knownAt, beganAt }) => (knownAt - beganAt) / ms('30 min'));
    expect(lasted.length).toBeLessThanOrEqual(5);
    lasted.forEach((half, n) => {
      expect(half).toBeGreaterThanOrEqual(2 ** n);
    });
    // So that both ways are on the map while they go on.
    const longest = events
      .slice(0, -1)
      .map(({ facts }) => facts.tracks.find(({ which }) => which === 'other')!.points.length);
    expect(longest.at(-1)!).toBeGreaterThan(2 * longest[0]!);
    const closed = events.at(-1)!;
    expect(closed.endedAt).toBeGreaterThanOrEqual(at('2025-09-01T05:50Z'));
    expect(closed.endedAt).toBeLessThanOrEqual(at('2025-09-01T06:10Z'));
    expect(closed.knownAt).toBe(closed.endedAt! + ms('6 h'));
  });

  it('is said again when the two lie twice as far apart', () => {
    const near = away(BLACK_SEA, 40);
    const stays = ship().at(BLACK_SEA, START).stops('8 h', { every: '2 min' });
    const leaves = ship()
      .at(near, at(START) + 60_000)
      .sails({ to: away(near, 150), kn: 12, every: '2 min' });
    const said = told(together(stays, leaves)).map(({ facts }) => facts.apartKm!);
    expect(said.length).toBeLessThanOrEqual(8);
    // 190 km in the end: what is said is never less than half of it.
    expect(said.at(-1)).toBeGreaterThanOrEqual(95);
  });
});

/** A ship that reports from a place all day, while somebody sees it elsewhere. */
const SEVASTOPOL: Point = { lon: 33.52, lat: 44.62 };
const KAVKAZ: Point = { lon: 36.53, lat: 45.0 };

function seen(from: string, to: string, arrived: string, more: Partial<Sighting> = {}): Sighting {
  return {
    id: `seen ${from}`,
    vesselId: 'imo:9161003',
    fromAt: at(from),
    toAt: at(to),
    placeId: null,
    ...SEVASTOPOL,
    what: 'at berth 21',
    means: 'photograph',
    grade: 'probable',
    source: 'a newspaper',
    link: null,
    arrivedAt: at(arrived),
    ...more,
  };
}

describe('sighted elsewhere', () => {
  const claims = () => ship().at(KAVKAZ, '2025-09-06T00:00Z').stops('12 d', { every: '30 min' });
  const photographed = seen('2025-09-14T00:00Z', '2025-09-14T23:59:59Z', '2025-09-17T00:00Z');

  it('SPOOF-1: sends from Kavkaz while it is photographed at Sevastopol', () => {
    const event = last(told(claims(), { sightings: [photographed] }));
    expect(event).toMatchObject({
      state: 'closed',
      basis: 'sighted',
      beganAt: photographed.fromAt,
      endedAt: photographed.toAt,
      knownAt: photographed.arrivedAt,
      facts: { signs: ['sighted-elsewhere'], sightingIds: [photographed.id] },
    });
    expect(event.facts.apartKm).toBeCloseTo(distanceKm(KAVKAZ.lon, KAVKAZ.lat, SEVASTOPOL.lon, SEVASTOPOL.lat), 0);
    expect(event.facts.grounds[0]).toContain('photograph, probable, a newspaper');
    expect(event.facts.tracks[0]!.points.length).toBeGreaterThan(3);
  });

  it('is not told of a ship that was silent for long enough to have been there', () => {
    const km = distanceKm(KAVKAZ.lon, KAVKAZ.lat, SEVASTOPOL.lon, SEVASTOPOL.lat) - DOUBT_SETTINGS.sightedKm.value;
    const legMs = (km / (DOUBT_SETTINGS.sightedKn.value * 1.852)) * 3_600_000;
    const silent = (gapMs: number) =>
      ship()
        .at(KAVKAZ, '2025-09-13T00:00Z')
        .stops('1 d', { every: '30 min' })
        .at(KAVKAZ, at('2025-09-14T00:00Z') + gapMs)
        .stops('4 d', { every: '30 min' });
    expect(told(silent(2 * legMs + 60_000), { sightings: [photographed] })).toEqual([]);
    expect(told(silent(2 * legMs - 120_000), { sightings: [photographed] })).toHaveLength(1);
  });

  it('is judged again with the fixes that come while its window lasts', () => {
    const early = seen('2025-09-14T10:00Z', '2025-09-14T12:00Z', '2025-09-14T10:05Z');
    const story = ship().at(KAVKAZ, '2025-09-13T00:00Z').stops('12 h').goesSilent('23 h').stops('4 h');
    const event = last(told(story, { sightings: [early] }));
    expect(event.knownAt).toBe(at('2025-09-14T11:00Z'));
  });

  it('joins what was seen of the same days, and is gone when it is taken back', () => {
    const second = seen('2025-09-15T00:00Z', '2025-09-15T12:00Z', '2025-09-17T01:00Z');
    const event = last(told(claims(), { sightings: [photographed, second] }));
    expect(event.facts.sightingIds).toEqual([photographed.id, second.id]);
    expect(event.revision).toBe(2);
  });

  it('joins an event of doubt that is open at the time', () => {
    const story = ship().at(KAVKAZ, '2025-09-14T00:00Z').stops('2 h').at(FAR, '2025-09-14T02:05Z').stops('2 h');
    const now = seen('2025-09-14T01:00Z', '2025-09-14T01:30Z', '2025-09-14T03:00Z');
    const event = last(told(story, { sightings: [now] }));
    expect(event).toMatchObject({ basis: 'observed', facts: { signs: ['jump', 'sighted-elsewhere'] } });
  });
});

describe('a sighting that is taken back', () => {
  const sighting = seen('2025-09-14T00:00Z', '2025-09-14T12:00Z', '2025-09-16T00:00Z');

  function take(story: Ship, sightings: readonly Sighting[], back: Sighting): PositionDoubt[] {
    const said = told(story, {
      sightings,
      takenBack: [
        { sighting: back, at: sightings.at(-1)!.arrivedAt + ms('1 h'), reason: 'the source corrects itself' },
      ],
    });
    return standing(said) as PositionDoubt[];
  }

  it('takes the event with it that rested on it alone', () => {
    const story = ship().at(KAVKAZ, '2025-09-12T00:00Z').stops('6 d', { every: '30 min' });
    const [event] = take(story, [sighting], sighting);
    expect(event).toMatchObject({ state: 'withdrawn', revision: 2, reason: 'the source corrects itself' });
  });

  it('leaves what else there is', () => {
    const story = ship().at(KAVKAZ, '2025-09-12T00:00Z').stops('6 d', { every: '30 min' });
    const second = seen('2025-09-14T13:00Z', '2025-09-14T15:00Z', '2025-09-16T01:00Z');
    const [event] = take(story, [sighting, second], sighting);
    expect(event).toMatchObject({ state: 'closed', facts: { sightingIds: [second.id] } });
    expect(event!.facts.grounds).toHaveLength(1);
  });
});

it('carries the area event in which other ships jumped, whichever comes first', () => {
  const area: Interference = {
    kind: 'interference',
    id: 'area event',
    vesselId: 'area:43.5,34.0',
    mmsi: null,
    state: 'open',
    revision: 1,
    knownAt: at('2025-09-01T02:05Z'),
    beganAt: at('2025-09-01T02:00Z'),
    endedAt: null,
    basis: 'observed',
    lon: 34,
    lat: 43.5,
    reason: null,
    facts: { mmsis: [1, 2, 3, 4, 5, 273212120], radiusKm: 20, grounds: [] },
  };
  const story = ship().at(BLACK_SEA, START).stops('2 h').at(FAR, '2025-09-01T02:10Z').stops('2 h');
  for (const knownAt of ['2025-09-01T02:05Z', '2025-09-01T03:05Z']) {
    const event = last(told(story, { events: [{ ...area, knownAt: at(knownAt) }] }));
    expect(event.facts.interferenceId).toBe('area event');
    expect(event.facts.grounds.at(-1)).toBe('so did the positions of 5 other ships in the same area');
  }
  const later = { ...area, beganAt: at('2025-09-01T05:00Z'), knownAt: at('2025-09-01T03:50Z') };
  expect(last(told(story, { events: [later] })).facts.interferenceId).toBeNull();
});

describe('for any track', () => {
  const step = fc.record({
    pause: fc.integer({ min: 0, max: 3 * 3_600_000 }),
    lon: fc.double({ min: 33, max: 39, noNaN: true }),
    lat: fc.double({ min: 42, max: 45, noNaN: true }),
    kn: fc.oneof(fc.constant(Number.NaN), fc.constant(0), fc.double({ min: 0, max: 102.2, noNaN: true })),
    courseDeg: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 359.9, noNaN: true })),
    coarse: fc.boolean(),
  });
  const stories = fc.array(step, { maxLength: 60 }).map((steps) => {
    const story = ship().at(BLACK_SEA, START).says({ lengthM: 180 });
    for (const { pause, lon, lat, kn, courseDeg, coarse } of steps) {
      story.at({ lon, lat }, story.now + pause).sends(kn, { courseDeg, headingDeg: courseDeg, coarse });
    }
    return story;
  });

  it('a restart after every input gives the same events', () => {
    const sightings = [seen('2025-09-01T06:00Z', '2025-09-01T12:00Z', '2025-09-01T09:00Z')];
    fc.assert(
      fc.property(stories, (story) => {
        const until = story.now + ms('1 d');
        const plain = told(story, { until, sightings });
        expect(told(story, { until, sightings, restartAfter: 'every' })).toEqual(plain);
      }),
      { numRuns: 100, seed: 20250901 },
    );
  });

  it('revisions count up, every event closes, and nothing is known before it happened', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const events = told(story, { until: story.now + ms('2 d') });
        const revisions = new Map<string, number>();
        for (const event of events) {
          expect(event.revision).toBe((revisions.get(event.id) ?? 0) + 1);
          revisions.set(event.id, event.revision);
          expect(event.knownAt).toBeGreaterThanOrEqual(event.beganAt);
          for (const { points } of event.facts.tracks) expect(points.length).toBeLessThanOrEqual(60);
        }
        for (const event of standing(events)) expect(event.state).toBe('closed');
      }),
      { numRuns: 150, seed: 20250902 },
    );
  });
});

describe('in the whole engine', () => {
  const hull = {
    ...referenceOptions.hulls[0]!,
    id: 'imo:9030591',
    imo: 9030591,
    name: 'YUK TUNG',
    aliases: [],
    mmsis: [],
    callSigns: [],
    endedAt: null,
  };
  const options = { hulls: [hull], places: createPlaceIndex([], []), until: at('2025-09-03T00:00Z') };
  const unit = (mmsi: number, from: Point) => {
    const story = vessel('YUK TUNG', { mmsi, imo: 9030591 })
      .at(from, at(START) + (mmsi % 7) * 1000)
      .says({});
    return story.sails({ to: away(from, 60, 200), kn: 12, every: '2 min' });
  };
  const both = () => together(unit(273212120, BLACK_SEA), unit(352001234, { lon: 103, lat: 2 }));

  it('two units that speak for one hull from two seas are told as two places', () => {
    const events = play(both(), options).events.filter(({ kind }) => kind === 'position-doubt');
    const event = last(events);
    expect(event).toMatchObject({ vesselId: 'imo:9030591', state: 'closed' });
    expect(event.facts.signs).toContain('two-places');
    expect(event.facts.tracks.map(({ mmsi }) => mmsi).sort()).toEqual([273212120, 352001234]);
    expect(event.facts.apartKm).toBeGreaterThan(7000);
  });

  it('keeps the fixes of each under its own MMSI', () => {
    for (const { mmsi, lon } of play(both(), options).fixes) expect(lon > 90).toBe(mmsi === 352001234);
  });

  it('says the same when it is stopped and resumed', () => {
    const plain = play(both(), options).events;
    for (const restartAfter of [1, 2, 7, 50, 101]) {
      expect(play(both(), { ...options, restartAfter }).events).toEqual(plain);
    }
  });

  it('takes a sighting of a ship that was never heard, and judges it when it is', () => {
    const reports = unit(273212120, BLACK_SEA).reports;
    const sighting = seen('2025-08-31T23:00Z', '2025-09-01T01:00Z', '2025-08-31T23:30Z', {
      vesselId: 'imo:9030591',
      lon: 103,
      lat: 2,
    });
    const said = (back: boolean) => {
      const { sink, ...heard } = collect();
      const engine = createEngine({ ...referenceOptions, ...options }, sink);
      engine.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
      for (const report of reports) engine.take(report);
      if (back)
        engine.take({
          kind: 'withdrawal',
          at: at('2025-09-02T00:00Z'),
          sighting,
          reason: 'it was another ship',
        });
      engine.take({ kind: 'time', at: options.until });
      return last(heard.events.filter(({ kind }) => kind === 'position-doubt'));
    };
    expect(said(false)).toMatchObject({ state: 'closed', vesselId: 'imo:9030591', basis: 'sighted' });
    expect(said(true)).toMatchObject({ state: 'withdrawn', reason: 'it was another ship' });
  });
});
