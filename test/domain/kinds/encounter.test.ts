import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stableId } from '../../../server/domain/hash.ts';
import { encounter } from '../../../server/domain/kinds/encounter/encounter.ts';
import type { Encounter } from '../../../server/domain/kinds/encounter/facts.ts';
import type { EncounterState } from '../../../server/domain/kinds/encounter/pairs.ts';
import { ENCOUNTER_SETTINGS } from '../../../server/domain/kinds/encounter/settings.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { STATION } from '../../../server/domain/report.ts';
import { SPEED_CAPS_KN } from '../../../server/domain/sea/reach.ts';
import { beginTrack, takeFix } from '../../../server/domain/track/track.ts';
import { playFleet, type Scene } from '../../fleet-scene.ts';
import { at, away, ms, type Point, portAt, type Ship, vessel } from '../../scenario.ts';

const START = at('2018-01-20T09:00Z');
const RYE_SONG_GANG = 445_114_000;
const YUK_TUNG = 312_162_000;
/** East China Sea, where Japan saw transfers of early 2018; far from any port. */
const sea: Point = { lon: 124.8, lat: 29.9 };
const HOUR_NM = 1.852;

interface Meeting {
  metres?: number;
  kn?: number;
  every?: string;
  from?: number;
  mmsi?: number;
}

/** Two ships that drift side by side for so long and then part at 10 kn; before, the partner comes up at 10 kn. */
function meeting(
  lasts: string,
  { metres = 300, kn = 1, every = '1 min', from = START, mmsi = YUK_TUNG }: Meeting = {},
) {
  const minutes = ms(lasts) / 60_000;
  const drift = (point: Point) => away(point, (minutes / 60) * kn * HOUR_NM, 180);
  const one = vessel('RYE SONG GANG 1', { mmsi: RYE_SONG_GANG, every })
    .at(away(sea, 20, 0), from - Math.round((20 / 1.852 / 10) * 3_600_000))
    .sails({ to: sea, kn: 10, sentKn: kn });
  const beside = away(sea, metres / 1000, 90);
  const other = vessel('YUK TUNG', { mmsi, every })
    .at(away(beside, 20, 90), from - Math.round((20 / 1.852 / 10) * 3_600_000))
    .sails({ to: beside, kn: 10, sentKn: kn });
  side(one, sea, drift(sea), lasts, kn);
  side(other, beside, drift(beside), lasts, kn);
  one.sails({ to: away(one.here, 30, 270), kn: 10 });
  other.sails({ to: away(other.here, 30, 90), kn: 10 });
  return [one, other];
}

/** From `a` to `b` in exactly this time. */
function side(ship: Ship, a: Point, b: Point, lasts: string, kn: number): void {
  const steps = ms(lasts) / 60_000;
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    ship
      .at({ lon: a.lon + (b.lon - a.lon) * share, lat: a.lat + (b.lat - a.lat) * share }, ship.now + 60_000)
      .sends(kn);
  }
}

function play(ships: Ship[], scene: Scene = {}): Encounter[] {
  const last = Math.max(...ships.map((ship) => ship.now));
  const said = playFleet(ships, { watched: [RYE_SONG_GANG], until: last + ms('5 h'), ...scene });
  return said.filter((event) => event.kind === 'encounter');
}

describe('the time together', () => {
  it('ENC-1: is said at 2 h 00 m and not at 1 h 59 m, 490 m apart at 1.9 kn', () => {
    // The ways in and out pass the 500 m within seconds, between two reports.
    expect(play(meeting('1 h 59 min', { metres: 490, kn: 1.9 }))).toHaveLength(0);
    const said = play(meeting('2 h', { metres: 490, kn: 1.9 }));
    expect(said.map((event) => event.state)).toEqual(['open', 'closed']);
  });

  it('is measured from the first instant near to the last', () => {
    for (const [minutes, many] of [
      [119, 0],
      [120, 2],
    ] as const) {
      // Both lie still; the partner appears at once and is gone at once.
      const one = vessel('ONE', { mmsi: RYE_SONG_GANG, every: '1 min' }).at(sea, START).stops('8 h', { kn: 1.9 });
      const other = vessel('OTHER', { mmsi: YUK_TUNG, every: '1 min' })
        .at(away(sea, 0.6), START)
        .stops('2 h', { kn: 1.9 })
        .at(away(sea, 0.49), START + ms('2 h') + 60_000)
        .stops(`${minutes} min`, { kn: 1.9 });
      other.at(away(sea, 0.6), other.now + 60_000).stops('2 h', { kn: 1.9 });
      const said = play([one, other]);
      expect(said, `${minutes} min`).toHaveLength(many);
      if (many > 0) expect(said[1]!.facts.minutes).toBe(120);
    }
  });

  it('is said at once when the two hours are full, and closed four hours after they parted', () => {
    const [open, closed] = play(meeting('3 h'));
    expect(open!.knownAt - open!.beganAt).toBe(ms('2 h'));
    expect(open).toMatchObject({ state: 'open', revision: 1, endedAt: null, basis: 'observed' });
    expect(closed).toMatchObject({ id: open!.id, state: 'closed', revision: 2 });
    expect(closed!.knownAt - closed!.endedAt!).toBe(ms('4 h'));
    expect(closed!.facts.minutes).toBeGreaterThanOrEqual(180);
    expect(closed!.facts.minutes).toBeLessThan(184);
  });

  it('runs over midnight as one', () => {
    const said = play(meeting('2 h 20 min', { from: at('2018-01-20T23:10Z') }));
    expect(said.map((event) => event.state)).toEqual(['open', 'closed']);
    expect(new Date(said[0]!.beganAt).toISOString()).toMatch(/^2018-01-20T23:10/);
    expect(new Date(said[1]!.endedAt!).toISOString()).toMatch(/^2018-01-21T01:30/);
  });

  it('joins runs less than four hours apart, and only runs of an hour', () => {
    const still = (pause: string, run = '60 min') => {
      const one = vessel('ONE', { mmsi: RYE_SONG_GANG, every: '2 min' }).at(sea, START).stops('16 h', { kn: 0.3 });
      const other = vessel('OTHER', { mmsi: YUK_TUNG, every: '2 min' })
        .at(away(sea, 0.3), START)
        .stops(run, { kn: 0.3 });
      other.at(away(sea, 1.1), other.now + 120_000).stops(`${ms(pause) / 60_000 - 4} min`, { kn: 0.3 });
      other.at(away(sea, 0.3), other.now + 120_000).stops(run, { kn: 0.3 });
      other.at(away(sea, 1.1), other.now + 120_000).stops('1 h', { kn: 0.3 });
      return play([one, other]);
    };
    const joined = still('3 h 58 min');
    expect(joined.map((event) => event.state)).toEqual(['open', 'closed']);
    expect(joined[1]!.facts.minutes).toBe(120);
    expect(joined[1]!.endedAt! - joined[1]!.beganAt).toBe(ms('5 h 58 min'));
    expect(still('4 h')).toHaveLength(0);
    expect(still('3 h', '58 min')).toHaveLength(0);
  });
});

describe('how near and how slow', () => {
  it('fires at 490 m and not at 510 m', () => {
    expect(play(meeting('3 h', { metres: 490 }))).toHaveLength(2);
    expect(play(meeting('3 h', { metres: 510 }))).toHaveLength(0);
  });

  it('fires at a median of 1.9 kn and not at 2.0 kn', () => {
    expect(play(meeting('3 h', { kn: 1.9 }))[0]!.facts.medianSpeedKn).toBe(1.9);
    expect(play(meeting('3 h', { kn: 2 }))).toHaveLength(0);
  });

  it('leaves out tows and convoys', () => {
    const tow = (name: string, mmsi: number, from: Point) =>
      vessel(name, { mmsi, every: '2 min' })
        .at(from, START)
        .sails({ to: away(from, 60, 90), kn: 6 });
    expect(play([tow('TUG', RYE_SONG_GANG, sea), tow('BARGE', YUK_TUNG, away(sea, 0.2, 0))])).toHaveLength(0);
  });

  it('takes the same position for one ship with two radio identities', () => {
    expect(play(meeting('3 h', { metres: 0 }))).toHaveLength(0);
    expect(play(meeting('3 h', { metres: 5 }))).toHaveLength(0);
    expect(play(meeting('3 h', { metres: 25 }))).toHaveLength(2);
  });

  it('needs a watched ship', () => {
    expect(play(meeting('3 h'), { watched: [] })).toHaveLength(0);
    expect(play(meeting('3 h'), { watched: [YUK_TUNG] })[0]!.mmsi).toBe(YUK_TUNG);
  });
});

describe('where', () => {
  const portOff = (km: number, confidence: 'ok' | 'unverified' = 'ok') =>
    createPlaceIndex([portAt('p', away(sea, km, 0).lon, away(sea, km, 0).lat, { confidence })], []);

  it('is 10 km or more from a port or anchorage point', () => {
    expect(play(meeting('3 h'), { places: portOff(10.1) })).toHaveLength(2);
    expect(play(meeting('3 h'), { places: portOff(9.4) })).toHaveLength(0);
    expect(play(meeting('3 h'), { places: portOff(10.1) })[0]!.facts.offPlaceKm).toBeCloseTo(10.1, 0);
  });

  it('does not count a point that is a guess', () => {
    expect(play(meeting('3 h'), { places: portOff(9.4, 'unverified') })).toHaveLength(2);
  });
});

describe('the partner', () => {
  it('is named, with its number and where nothing is known of it by its number', () => {
    const named = play(meeting('3 h'), { particulars: () => ({ name: 'YUK TUNG' }) });
    expect(named[0]!.facts).toMatchObject({ partnerName: 'YUK TUNG', partnerMmsi: YUK_TUNG });
    expect(play(meeting('3 h'))[0]!.facts.partnerName).toBe('MMSI 312162000');
    expect(named[0]!.id).toBe(stableId('encounter', `mmsi:${YUK_TUNG}`, `mmsi:${RYE_SONG_GANG}`, named[0]!.beganAt));
  });

  it('is no buoy, no net and no aid to navigation', () => {
    expect(play(meeting('3 h', { mmsi: 992_731_001 }))).toHaveLength(0);
    const net = (mmsi: number) => (mmsi === YUK_TUNG ? { station: STATION.classB, name: 'NET 7-85%' } : {});
    expect(play(meeting('3 h'), { particulars: net })).toHaveLength(0);
    const trawler = () => ({ station: STATION.classB, name: 'LU RONG YU 2345', shipType: 30 });
    expect(play(meeting('3 h'), { particulars: trawler })).toHaveLength(2);
  });

  it('may be one of several at once: each pair is told, and tells who else lay there', () => {
    const [one, other] = meeting('3 h') as [Ship, Ship];
    const [, third] = meeting('3 h', { metres: 200, mmsi: 412_000_077 }) as [Ship, Ship];
    const said = play([one, other, third]);
    const last = new Map(said.map((event) => [event.facts.partnerMmsi, event]));
    expect([...last.keys()].sort()).toEqual([YUK_TUNG, 412_000_077].sort());
    expect(last.get(YUK_TUNG)!.facts.others.map(({ mmsi }) => mmsi)).toEqual([412_000_077]);
    expect(last.get(412_000_077)!.facts.others.map(({ mmsi }) => mmsi)).toEqual([YUK_TUNG]);
    for (const event of said) expect(event.revision).toBeLessThanOrEqual(3);
    expect([...last.values()].every(({ state }) => state === 'closed')).toBe(true);
  });
});

describe('one that falls silent beside the other', () => {
  /** Two that lie together from START on; one stops sending after `together`, the other stays for `stays` and leaves. */
  function beside(together: string, stays: string, { silent = 'partner', metres = 300 } = {}) {
    const one = vessel('ONE', { mmsi: RYE_SONG_GANG, every: '5 min' }).at(sea, START);
    const other = vessel('OTHER', { mmsi: YUK_TUNG, every: '5 min' }).at(away(sea, metres / 1000), START);
    const [goes, lies] = silent === 'partner' ? [other, one] : [one, other];
    goes.stops(together, { kn: 0.3 });
    lies
      .stops(together, { kn: 0.3 })
      .at(lies.here, lies.now + 300_000)
      .stops(stays, { kn: 0.3 });
    lies.sails({ to: away(lies.here, 30, 200), kn: 10 });
    return play([one, other], { until: START + ms('24 h') });
  }

  it('is told once both times together make two hours, as inferred', () => {
    const [open, closed, ...more] = beside('30 min', '4 h');
    expect(more).toEqual([]);
    expect(open).toMatchObject({ state: 'open', basis: 'inferred', beganAt: START });
    expect(open!.knownAt - START).toBe(ms('2 h'));
    expect(open!.facts).toMatchObject({
      minutes: 30,
      alone: { silentId: `mmsi:${YUK_TUNG}`, fromAt: START + ms('30 min') },
    });
    expect(closed).toMatchObject({ state: 'closed', revision: 2, basis: 'inferred' });
    expect(closed!.facts.alone!.untilAt).toBe(START + ms('4 h 35 min'));
    expect(closed!.endedAt).toBe(closed!.facts.alone!.untilAt);
  });

  it('may be the watched ship itself', () => {
    const said = beside('30 min', '4 h', { silent: 'watched' });
    expect(said.at(-1)!.facts.alone!.silentId).toBe(`mmsi:${RYE_SONG_GANG}`);
  });

  it('counts from ten minutes together on', () => {
    expect(beside('10 min', '4 h')).toHaveLength(2);
    expect(beside('5 min', '4 h')).toEqual([]);
  });

  it('needs the two hours, and the 500 m', () => {
    expect(beside('30 min', '1 h 20 min')).toEqual([]);
    expect(beside('30 min', '1 h 25 min')).toHaveLength(2);
    expect(beside('30 min', '4 h', { metres: 510 })).toEqual([]);
  });

  it('is observed where the time together alone is enough, and says how long the other stayed', () => {
    const [open, closed] = beside('2 h 30 min', '3 h');
    expect(open).toMatchObject({ basis: 'observed' });
    expect(open!.facts.alone).toBeNull();
    expect(closed).toMatchObject({ basis: 'observed' });
    expect(closed!.facts.alone!.untilAt - closed!.facts.alone!.fromAt).toBe(ms('3 h 5 min'));
  });

  it('that is silent for less than an hour has not fallen silent', () => {
    const [one, other] = meeting('3 h') as [Ship, Ship];
    const reports = [...one.reports, ...other.reports.filter((report) => report.at <= START + ms('2 h 30 min'))];
    reports.sort((a, b) => a.at - b.at);
    const scene = { watched: [RYE_SONG_GANG], until: START + ms('12 h') };
    const said = playFleet(reports, scene).filter((event) => event.kind === 'encounter');
    expect(said.map((event) => event.state)).toEqual(['open', 'closed']);
    expect(said[1]!.facts.alone).toBeNull();
    expect(said[1]!.endedAt).toBeGreaterThanOrEqual(START + ms('2 h 29 min'));
    expect(said[1]!.endedAt).toBeLessThanOrEqual(START + ms('2 h 30 min'));
  });
});

it('sees ships that report half an hour apart, but draws nothing across more than an hour', () => {
  const sparse = (every: string) => {
    const one = vessel('ONE', { mmsi: RYE_SONG_GANG, every }).at(sea, START).stops('10 h', { kn: 0.2 });
    const other = vessel('OTHER', { mmsi: YUK_TUNG, every }).at(away(sea, 0.2), START + 660_000);
    return play([one, other.stops('10 h', { kn: 0.2 })]);
  };
  expect(sparse('30 min')).toHaveLength(2);
  expect(sparse('61 min')).toHaveLength(0);
});

it('says the same whichever ship of an instant is heard first', () => {
  const [one, other] = meeting('3 h') as [Ship, Ship];
  expect(play([other, one])).toEqual(play([one, other]));
});

it('ENC-2: a meeting from 23:10 to 01:30 UTC is one', () => {
  expect(new Set(play(meeting('2 h 20 min', { from: at('2018-01-20T23:10Z') })).map(({ id }) => id)).size).toBe(1);
});

it('says the same when it is stopped and resumed at every third message', () => {
  expect(play(meeting('3 h'), { restartEvery: 3 })).toEqual(play(meeting('3 h')));
});

it('meets across the antimeridian', () => {
  const line: Point = { lon: 179.999, lat: 52 };
  const one = vessel('ONE', { mmsi: RYE_SONG_GANG }).at(line, START).stops('4 h', { kn: 0.2 });
  const other = vessel('OTHER', { mmsi: YUK_TUNG }).at(away(line, 0.3), START).stops('4 h', { kn: 0.2 });
  expect(other.here.lon).toBeLessThan(0);
  expect(play([one, other])[0]!.facts.closestM).toBeCloseTo(300, 0);
});

it('follows nobody for long where nothing is near: ordinary traffic leaves no trace', () => {
  const state: EncounterState = encounter.begin();
  const context = {
    places: createPlaceIndex([], []),
    particulars: () => {
      throw new Error('asked');
    },
    say: () => {},
  };
  for (let ship = 0; ship < 200; ship++) {
    const story = vessel('PASSER-BY', { mmsi: 440_000_000 + ship }).at(away(sea, ship), START);
    const track = beginTrack(`mmsi:${story.mmsi}`, story.mmsi);
    track.watched = ship === 0;
    for (const report of story.sails({ to: away(sea, ship + 30), kn: 12 }).reports) {
      if (takeFix(track, report, () => SPEED_CAPS_KN.unknown) === null) encounter.fix(state, track, context);
    }
  }
  expect([state.ships.size, state.pairs.size, state.refused]).toEqual([0, 0, 0]);
  expect(state.dueAt).toBe(Number.POSITIVE_INFINITY);
  expect([...state.heat, ...state.followed].some((count) => count !== 0)).toBe(false);
});

it('goes on under the new id when a ship turns out to be another vessel', () => {
  const state: EncounterState = encounter.begin();
  const said: Encounter[] = [];
  const known = { name: 'X', station: STATION.classA, hullType: null, shipType: 70, destination: '', draughtM: 5 };
  const context = {
    places: createPlaceIndex([], []),
    particulars: () => known,
    say: (event: unknown) => void said.push(event as Encounter),
  };
  const tracks = [beginTrack('imo:1', RYE_SONG_GANG), beginTrack('mmsi:2', YUK_TUNG)] as const;
  tracks[0].watched = true;
  const ships = meeting('3 h');
  const reports = ships.flatMap((ship) => ship.reports).sort((a, b) => a.at - b.at);
  reports.forEach((report, index) => {
    const track = tracks[report.mmsi === RYE_SONG_GANG ? 0 : 1];
    if (index === 300) {
      tracks[1].vesselId = 'imo:2';
      encounter.rename(state, 'mmsi:2', 'imo:2');
    }
    if (takeFix(track, report, () => SPEED_CAPS_KN.unknown) === null) encounter.fix(state, track, context);
  });
  encounter.tick(state, START + ms('24 h'), context);
  expect(said.map((event) => event.state)).toEqual(['open', 'closed']);
  expect(said[1]!.facts.partnerId).toBe('imo:2');
  expect(state.ships.size).toBe(0);
});

it('has a ground for every setting', () => {
  for (const setting of Object.values(ENCOUNTER_SETTINGS)) expect(setting.ground.length).toBeGreaterThan(3);
});

it('takes any tracks without throwing, restarted or not, and closes what it opened', () => {
  const fix = fc.record({
    pause: fc.oneof(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 0, max: 3 * 3_600_000 })),
    ship: fc.integer({ min: 0, max: 4 }),
    km: fc.double({ min: 0, max: 3, noNaN: true }),
    bearing: fc.double({ min: 0, max: 360, noNaN: true }),
    kn: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 6, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(fix, { maxLength: 120 }), fc.integer({ min: 1, max: 20 }), (fixes, restartEvery) => {
      const ships = [0, 1, 2, 3, 4].map((index) => vessel(`S${index}`, { mmsi: 445_000_001 + index }).at(sea, START));
      let now = START;
      for (const { pause, ship, km, bearing, kn } of fixes) {
        now += pause;
        ships[ship]!.at(away(sea, km, bearing), now).sends(kn);
      }
      const scene = { watched: [445_000_001, 445_000_003], until: now + ms('9 h') };
      const said = playFleet(ships, scene).filter((event) => event.kind === 'encounter');
      const again = playFleet(ships, { ...scene, restartEvery }).filter((event) => event.kind === 'encounter');
      expect(again).toEqual(said);
      const open = new Set<string>();
      for (const event of said) {
        if (event.state === 'open') open.add(event.id);
        else expect(open.delete(event.id)).toBe(true);
      }
      expect(open.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});
