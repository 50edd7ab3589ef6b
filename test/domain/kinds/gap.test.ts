import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Gap } from '../../../server/domain/kinds/gap/facts.ts';
import { gapId } from '../../../server/domain/kinds/gap/gap.ts';
import { gapSentence } from '../../../server/domain/kinds/gap/sentence.ts';
import { GAP_SETTINGS } from '../../../server/domain/kinds/gap/settings.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { STATION } from '../../../server/domain/report.ts';
import { playFleet, type Scene, traffic } from '../../fleet-scene.ts';
import { at, away, boxZone, ms, portAt, type Ship, vessel } from '../../scenario.ts';

const START = at('2024-02-01T00:00Z');
const LADY_R = 273212120;
const vostochny = portAt('vostochny', 133.0833, 42.75, { enterKm: 10, leaveKm: 11 });
const places = createPlaceIndex([vostochny], []);
const offVostochny = away(vostochny, 30, 180);
const farOut = away(vostochny, 120, 150);

function ladyR(every = '10 min'): Ship {
  return vessel('LADY R', { mmsi: LADY_R, every });
}

/** Three hours under way, then nothing for a while, then one fix 10 km on. */
function silentFor(gap: string, where = farOut): Ship {
  const begins = away(where, 3 * 10 * 1.852, 0);
  return ladyR().at(begins, START).sails({ to: where, kn: 10 }).goesSilent(gap).arrives(away(where, 10), 10);
}

function gaps(events: readonly VesselEvent[]): Gap[] {
  return events.filter((event) => event.kind === 'gap');
}

/** What was said of the first gap. */
function play(ships: Ship[], scene: Scene = {}): Gap[] {
  const said = gaps(playFleet(ships, { places, watched: [LADY_R], rulePorts: ['vostochny'], ...scene }));
  return said.filter((gap) => gap.id === said[0]!.id);
}

describe('the threshold', () => {
  it('says a gap of six hours at sea, open at once and closed with the next fix', () => {
    const story = silentFor('7 h');
    const [open, closed, ...more] = play([story]);
    const lastAt = START + ms('3 h');
    expect(more).toHaveLength(0);
    expect(open).toMatchObject({ state: 'open', revision: 1, beganAt: lastAt, knownAt: lastAt + ms('6 h') });
    expect(open!.facts).toMatchObject({ next: null, distanceKm: null, thresholdMs: ms('6 h') });
    expect(closed).toMatchObject({ id: open!.id, state: 'closed', revision: 2, endedAt: lastAt + ms('7 h') });
    expect(closed!.facts.distanceKm).toBeCloseTo(10, 3);
    expect(open!.id).toBe(gapId(`mmsi:${LADY_R}`, lastAt));
  });

  it('is met at 6 h 00 m and not at 5 h 59 m', () => {
    expect(play([silentFor('5 h 59 min')])).toHaveLength(0);
    const said = play([silentFor('6 h')]);
    expect(said.map((gap) => gap.state)).toEqual(['open', 'closed']);
  });

  it('is 12 h for class B', () => {
    const particulars = () => ({ station: STATION.classB });
    expect(play([silentFor('11 h 59 min')], { particulars })).toHaveLength(0);
    expect(play([silentFor('12 h')], { particulars })).toHaveLength(2);
  });

  it('says nothing of ships that nobody watches', () => {
    expect(play([silentFor('30 h')], { watched: [] })).toHaveLength(0);
  });

  it('leaves an open gap open while time passes, and says it once more when it can be anywhere', () => {
    const story = ladyR().at(farOut, START).sends(10).goesSilent('10 min').sends(10);
    const said = play([story], { until: START + ms('90 d') });
    expect(said.map(({ state, facts }) => [state, facts.anywhereNm !== undefined])).toEqual([
      ['open', false],
      ['open', true],
    ]);
  });
});

describe('in port', () => {
  it('leaves a gap of a ship that lay in one place all through to the port call', () => {
    const lay = (km: number) =>
      ladyR().at(vostochny, START).stops('3 h').goesSilent('40 h').arrives(away(vostochny, km));
    const told = (story: Ship) => play([story], { until: story.now + ms('1 h') }).map(({ state }) => state);
    expect(told(lay(1.4))).toEqual([]);
    expect(told(lay(1.6))).toEqual(['closed']);
  });

  it('tells one of a ship under way at either end, though both ends are in one port', () => {
    const inPort = (before: number, after: number) =>
      ladyR()
        .at(vostochny, START)
        .stops('3 h')
        .goesSilent('10 min')
        .sends(before)
        .goesSilent('6 d')
        .arrives(vostochny, after);
    const told = (story: Ship) => play([story]).map(({ state }) => state);
    expect(told(inPort(0, 0))).toEqual([]);
    // At rest before: that it has been under way shows when it is heard again.
    expect(told(inPort(0, 6))).toEqual(['closed']);
    expect(told(inPort(6, 0))).toEqual(['open', 'closed']);
    expect(told(inPort(6, 6))).toEqual(['open', 'closed']);
  });

  it('says a gap that began in port once the ship is heard elsewhere', () => {
    const story = ladyR().at(vostochny, START).stops('3 h').goesSilent('40 h').arrives(farOut, 10);
    const said = play([story]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ state: 'closed', revision: 1, beganAt: START + ms('3 h') });
  });
});

describe('the grade', () => {
  const busy = traffic(farOut, START - ms('3 h'), '40 h');

  it('is probably off where three other ships go on being heard', () => {
    const said = play([...busy, silentFor('7 h')]);
    expect(said.map((gap) => gap.facts.grade)).toEqual(['probably-off', 'probably-off']);
    expect(said[0]!.facts.grounds.join(' ')).toMatch(/feed was up .* other ships were heard within 20 nm .* at once/);
  });

  it('is probably coverage where fewer than three are heard near', () => {
    const elsewhere = traffic(away(farOut, 400), START - ms('3 h'), '40 h');
    const two = traffic(farOut, START - ms('3 h'), '40 h', 2).map((ship) => ship);
    expect(play([...elsewhere, silentFor('7 h')])[0]!.facts.grade).toBe('probably-coverage');
    const renumbered = two.map((ship, index) =>
      vessel('OTHER', { mmsi: 431_000_001 + index, every: '2 min' })
        .at(ship.reports[0]!, START)
        .stops('20 h'),
    );
    expect(play([...elsewhere, ...renumbered, silentFor('7 h')])[0]!.facts.grade).toBe('probably-coverage');
  });

  it('is probably coverage when its reports grew rare before they ended', () => {
    const fading = ladyR('1 min')
      .at(farOut, START)
      .sails({ to: away(farOut, 50), kn: 12 });
    for (const pause of ['8 min', '15 min', '25 min', '40 min']) fading.goesSilent(pause).sends(12);
    fading.goesSilent('8 h').sends(12);
    const said = play([...traffic(away(farOut, 50), START - ms('3 h'), '40 h'), fading]);
    expect(said[0]!.facts.grade).toBe('probably-coverage');
    expect(said[0]!.facts.grounds.join(' ')).toMatch(/grew rare/);
  });

  it('is off near a place of interest within 50 km of a port that a rule names', () => {
    const near = traffic(offVostochny, START - ms('3 h'), '40 h');
    const [said] = play([...near, silentFor('7 h', offVostochny)]);
    expect(said!.facts.grade).toBe('off-near-place');
    expect(said!.facts.grounds.at(-1)).toBe('Its last fix is 30 km from vostochny.');
    const unnamed = play([...near, silentFor('7 h', offVostochny)], { rulePorts: [] });
    expect(unnamed[0]!.facts.grade).toBe('probably-off');
  });

  it('draws the line of "near a place" at 50 km, and counts a transfer zone', () => {
    for (const [km, grade] of [
      [49.9, 'off-near-place'],
      [50.1, 'probably-off'],
    ] as const) {
      const point = away(vostochny, km, 180);
      const [said] = play([...traffic(point, START - ms('3 h'), '40 h'), silentFor('7 h', point)]);
      expect(said!.facts.grade, `${km} km`).toBe(grade);
    }
    const zone = boxZone('sts-test', farOut.lon - 0.2, farOut.lat - 0.2, farOut.lon + 0.2, farOut.lat + 0.2);
    const [said] = play([...busy, silentFor('7 h')], { places: createPlaceIndex([vostochny], [zone]) });
    expect(said!.facts.grade).toBe('off-near-place');
    expect(said!.facts.grounds.at(-1)).toMatch(/transfer zone sts-test/);
    const [queue] = play([...busy, silentFor('7 h')], {
      places: createPlaceIndex([vostochny], [{ ...zone, ordinary: true }]),
    });
    expect(queue!.facts.grade).toBe('probably-off');
  });

  it('gives grounds that agree with one another', () => {
    const thin = { lon: 130.2, lat: 42 };
    const few = traffic(thin, START, '3 d', 4, '20 min');
    const [said] = play([...few, silentFor('7 h', thin)]);
    const grounds = said!.facts.grounds.join(' ');
    expect(said!.facts.grade).toBe('unknown');
    expect(grounds).toMatch(/reception was there then/);
    expect(grounds).toMatch(/up after the first hour cannot be told/);
    expect(grounds).not.toMatch(/known to be thin/);
  });

  it('GAP-3: is unknown when our own feed was down for 2 h inside 8 h of gap', () => {
    const downAt = START + ms('3 h') + ms('2 h');
    const deaf = (now: number) => now >= downAt && now < downAt + ms('2 h');
    const said = play([...busy, silentFor('8 h')], { deaf });
    expect(said.map((gap) => gap.facts.grade)).toEqual(['unknown', 'unknown']);
    expect(said[1]!.facts.grounds[0]).toBe('Our own feed was down for 2 h of the silence.');
  });

  it('is regraded to unknown when the feed fails while the ship is silent', () => {
    const downAt = START + ms('3 h') + ms('8 h');
    const deaf = (now: number) => now >= downAt && now < downAt + ms('2 h');
    const said = play([...busy, silentFor('24 h')], { deaf });
    expect(said.map((gap) => [gap.state, gap.facts.grade])).toEqual([
      ['open', 'probably-off'],
      ['open', 'unknown'],
      ['closed', 'unknown'],
    ]);
    expect(said[1]!.reason).toBe('regraded from probably-off to unknown');
  });

  it('is unknown in a sparse replay: neither off nor an outage', () => {
    const said = play([silentFor('20 h')]);
    expect(said.every((gap) => gap.facts.grade === 'unknown')).toBe(true);
    expect(said[0]!.facts.grounds[0]).toMatch(/cannot be told/);
  });

  it('names waters of thin reception', () => {
    const offRajin = { lon: 130.6, lat: 41.9 };
    const [said] = play([silentFor('8 h', offRajin)]);
    expect(said!.facts.grounds.join(' ')).toMatch(/thin off the DPRK east coast/);
  });
});

it('GAP-2: says no gap once a late message fills the middle', () => {
  const story = ladyR()
    .at(farOut, START)
    .sends(10)
    .goesSilent('3 h 30 min')
    .sends(10)
    .goesSilent('3 h 30 min')
    .sends(10);
  const late = story.reports[1]!;
  expect(play([story])).toHaveLength(0);
  const without = playFleet(
    story.reports.filter((report) => report !== late),
    { places, watched: [LADY_R] },
  );
  expect(gaps(without)).toHaveLength(2);
});

it('says the same when it is stopped and resumed at every seventh message', () => {
  const busy = traffic(farOut, START - ms('3 h'), '30 h');
  const story = silentFor('13 h');
  expect(play([...busy, story], { restartEvery: 7 })).toEqual(play([...busy, story]));
});

it('has a ground for every setting', () => {
  for (const setting of Object.values(GAP_SETTINGS)) expect(setting.ground.length).toBeGreaterThan(10);
});

it('takes any track without throwing, and says each gap open before closed under one id', () => {
  const fix = fc.record({
    pause: fc.integer({ min: 0, max: 30 * 3_600_000 }),
    lon: fc.double({ min: 130, max: 136, noNaN: true }),
    lat: fc.double({ min: 40, max: 44, noNaN: true }),
    kn: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 102.2, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(fix, { maxLength: 30 }), (fixes) => {
      const story = ladyR().at(farOut, START);
      for (const { pause, lon, lat, kn } of fixes) story.at({ lon, lat }, story.now + pause).sends(kn);
      const scene = { places, watched: [LADY_R], until: story.now + ms('3 d') };
      const said = gaps(playFleet(story.reports, scene));
      const open = new Map<string, number>();
      for (const event of said) {
        expect(event.revision).toBe((open.get(event.id) ?? 0) + 1);
        open.set(event.id, event.revision);
        expect(event.knownAt - event.beganAt).toBeGreaterThanOrEqual(ms('6 h'));
      }
    }),
    { numRuns: 150 },
  );
});

describe('a silence of more than ten days', () => {
  const long = (days: string) => silentFor(days);

  it('says in its own sentence that the ship can be anywhere, from the tenth day on and not before', () => {
    const said = play([long('12 d')]);
    const told = said.map((gap) => [gap.state, gap.facts.anywhereNm ?? null, gapSentence(gap, 'LADY R')] as const);
    expect(told[0]![1]).toBeNull();
    expect(told[0]![2]).not.toMatch(/anywhere/);
    const open = told.find(([state, nm]) => state === 'open' && nm !== null)!;
    // At the 18 kn of a ship of unknown type.
    expect(open[1]).toBe(4300);
    expect(open[2]).toMatch(/; by 2024-02-11 03:00Z it could be anywhere within 4300 nm\.$/);
    expect(told.at(-1)!.slice(0, 2)).toEqual(['closed', 2600]);
    expect(told.at(-1)![2]).toMatch(/; meanwhile it could be anywhere within 2600 nm\.$/);
  });

  it('says nothing of it at ten days', () => {
    expect(play([long('10 d')]).map(({ facts }) => facts.anywhereNm ?? null)).toEqual([null, null]);
  });
});
