// The track: which fixes it takes, which it sets aside and for how long, the speed it derives, and what is kept.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyReport, POSITION, type Report } from '../../../server/domain/report.ts';
import { SPEED_CAPS_KN } from '../../../server/domain/sea/reach.ts';
import {
  beginTrack,
  type FixRefusal,
  JUMP_PATIENCE,
  MOTION,
  shouldKeep,
  type Track,
  takeFix,
} from '../../../server/domain/track/track.ts';
import { at, away, ms, type Point, type Ship, vessel } from '../../scenario.ts';

const capOf = () => SPEED_CAPS_KN.unknown;
const START = '2024-02-01T00:00Z';
const sea = { lon: 131, lat: 42 };

function fix(point: Point, time: number, more: Partial<Report> = {}): Report {
  return {
    ...emptyReport(),
    parts: POSITION,
    mmsi: 273212120,
    at: time,
    arrivedAt: time,
    ...point,
    speedKn: 10,
    ...more,
  };
}

function play(reports: readonly Report[], track: Track = beginTrack('imo:9161003', 273212120)) {
  const refusals = reports.map((report): FixRefusal | null => takeFix(track, report, capOf));
  return { track, refusals };
}

const ship = () => vessel('LADY R');
const speeds = (story: Ship) => {
  const track = beginTrack('imo:9161003', 1);
  return story.reports.map((report) => {
    takeFix(track, report, capOf);
    return track.speedKn;
  });
};

describe('track', () => {
  it('holds the current and the previous accepted fix', () => {
    const { track } = play([fix(sea, at(START)), fix(away(sea, 3), at(START) + ms('10 min'), { line: 7 })]);
    expect(track).toMatchObject({
      at: at(START) + ms('10 min'),
      previousAt: at(START),
      previousLon: 131,
      fixes: 2,
      line: 7,
    });
  });

  it('hygiene 3: takes several fixes of one second in the order they come, and loses none', () => {
    const points = [0, 0.1, 0.2, 0.3].map((km) => away(sea, km));
    const { track, refusals } = play(points.map((point) => fix(point, at(START))));
    expect(refusals).toEqual([null, null, null, null]);
    expect(track).toMatchObject({ fixes: 4, lon: points[3]!.lon, previousLon: points[2]!.lon });
  });

  it('refuses an older fix as older and a place that is none as nowhere', () => {
    const { track, refusals } = play([
      fix(sea, at(START)),
      fix(sea, at(START) - 1),
      fix({ lon: 181, lat: 91 }, at(START)),
      fix({ lon: Number.NaN, lat: 42 }, at(START)),
      fix(sea, Number.NaN),
    ]);
    expect(refusals).toEqual([null, 'older', 'nowhere', 'nowhere', 'nowhere']);
    expect(track.fixes).toBe(1);
  });

  it('hygiene 5: sets a fix aside that is farther than the class of the ship sails, and than any ship sails', () => {
    const covering = (nm: number) =>
      play([fix(sea, at(START)), fix(away(sea, nm * 1.852), at(START) + ms('1 h'))]).refusals[1];
    // One and a half times the 18 kn of an unknown class, and half a mile for the clocks.
    expect(covering(27.49)).toBe('against its speed');
    expect(covering(27.51)).toBe('too fast');
    expect(covering(60.49)).toBe('too fast');
    expect(covering(60.51)).toBe('jump');
  });

  it('takes a fix as fast as both ends send, whatever the class', () => {
    const covering = (nm: number, speedKn: number) =>
      play([fix(sea, at(START), { speedKn }), fix(away(sea, nm * 1.852), at(START) + ms('1 h'), { speedKn })])
        .refusals[1];
    expect(covering(38, 38)).toBeNull();
    expect(covering(38, 20)).toBe('too fast');
    expect(covering(61, 61)).toBe('jump');
  });

  it('follows a fast craft that sends no speed once three fixes in a row go on as fast', () => {
    const story = ship()
      .at(sea, START)
      .sails({ to: away(sea, 200), kn: 38, sentKn: Number.NaN });
    const { track, refusals } = play(story.reports);
    expect(refusals.slice(0, 4)).toEqual([null, 'too fast', 'too fast', null]);
    expect(refusals.slice(4).every((refusal) => refusal === null)).toBe(true);
    expect(track.segment).toBe(0);
  });

  const lies = (km: number, minutes: number) => fix(away(sea, km), at(START) + minutes * 60_000, { speedKn: 0 });

  it('sets a single fix aside that its own speeds speak against, and takes a second one near it', () => {
    // 9.5 km in 43 min at rest at both ends, and back in five.
    const stray = play([lies(0, 0), lies(9.5, 43), lies(0, 48), lies(0, 60)]);
    expect(stray.refusals).toEqual([null, 'against its speed', null, null]);
    const shifted = play([lies(0, 0), lies(9.5, 43), lies(9.5, 53), lies(9.5, 60)]);
    expect(shifted.refusals).toEqual([null, 'against its speed', null, null]);
    expect(shifted.track).toMatchObject({ segment: 0, belied: false, speedKn: 0 });
    // Two strays that lie nowhere near each other bear nothing out.
    const third = play([lies(0, 0), lies(9.5, 43), lies(-40, 48), lies(0, 60)]);
    expect(third.refusals).toEqual([null, 'against its speed', 'against its speed', null]);
  });

  it('goes by no speed that the way made good belies, however often it is heard', () => {
    for (const every of ['10 s', '2 min', '10 min', '30 min']) {
      const story = ship()
        .at(sea, START)
        .sails({ to: away(sea, 120), kn: 12, every, sentKn: 0 });
      const { track } = play(story.reports);
      expect(track.belied, every).toBe(true);
      expect(track.speedKn, every).toBeCloseTo(12, 0);
    }
  });

  it('believes the speed again once the ship says that it sails', () => {
    const story = ship()
      .at(sea, START)
      .sails({ to: away(sea, 40), kn: 12, sentKn: 0 })
      .sails({ to: away(sea, 60), kn: 12 })
      .stops('1 h', { kn: 0 });
    const { track } = play(story.reports);
    expect(track).toMatchObject({ belied: false, speedKn: 0, motion: MOTION.stopped });
  });

  it('starts again elsewhere after two fixes where this ship does not sail so fast, and goes on where it has', () => {
    const { track, refusals } = play([
      fix(sea, at(START), { speedKn: 0 }),
      fix(away(sea, 235), at(START) + ms('3 h'), { speedKn: 0 }),
      fix(away(sea, 235), at(START) + ms('3 h 10 min'), { speedKn: 0 }),
    ]);
    expect(refusals).toEqual([null, 'too fast', null]);
    expect(track).toMatchObject({ segment: 1, segmentFixes: 1 });
  });

  it('takes a ship over the antimeridian and by the pole without calling it a jump', () => {
    const over = ship()
      .at({ lon: 179.9, lat: -17 }, START)
      .sails({ to: { lon: -179.9, lat: -17 }, kn: 14 });
    const polar = ship()
      .at({ lon: 0, lat: 89.95 }, START)
      .sails({ to: { lon: 180, lat: 89.95 }, kn: 14, every: '1 min' });
    for (const story of [over, polar])
      expect(play(story.reports).refusals.every((refusal) => refusal === null)).toBe(true);
  });

  it('sets one false fix aside and goes on with the true ones', () => {
    const { track, refusals } = play([
      fix(sea, at(START)),
      fix(away(sea, 500), at(START) + ms('1 min')),
      fix(away(sea, 0.6), at(START) + ms('2 min')),
    ]);
    expect(refusals).toEqual([null, 'jump', null]);
    expect(track).toMatchObject({ jumps: 0, segment: 0, fixes: 2 });
  });

  it('starts again when three fixes set aside agree: the first one was false', () => {
    const there = away(sea, 500);
    const { track, refusals } = play([
      fix(sea, at(START)),
      ...[1, 2, 3, 4].map((minute) => fix(away(there, minute * 0.3), at(START) + minute * 60_000)),
    ]);
    expect(JUMP_PATIENCE).toBe(3);
    expect(refusals).toEqual([null, 'jump', 'jump', null, null]);
    expect(track).toMatchObject({ segment: 1, segmentFixes: 2, jumps: 0 });
  });

  it('does not start again for false fixes that agree with nothing', () => {
    const scattered = [1, 2, 3, 4, 5, 6].map((minute) =>
      fix(away(sea, 300 + minute * 200, minute * 60), at(START) + minute * 60_000),
    );
    const { track, refusals } = play([fix(sea, at(START)), ...scattered]);
    expect(refusals.slice(1).every((refusal) => refusal === 'jump')).toBe(true);
    expect(track.segment).toBe(0);
  });

  it('stays with the ship it knows when two ships send in turn under one MMSI', () => {
    const reports: Report[] = [];
    for (let minute = 0; minute < 60; minute++) {
      reports.push(fix(away(sea, minute * 0.3), at(START) + minute * 60_000));
      reports.push(fix(away({ lon: -70, lat: 40 }, minute * 0.3), at(START) + minute * 60_000 + 30_000));
    }
    const { track, refusals } = play(reports);
    expect(track).toMatchObject({ segment: 0, fixes: 60 });
    expect(refusals.filter((refusal) => refusal === 'jump')).toHaveLength(60);
  });

  it('is never blocked for ever: even noise that never agrees comes within reach in time', () => {
    const { refusals } = play([fix(sea, at(START)), fix({ lon: -49, lat: -42 }, at(START) + ms('403 h'))]);
    expect(refusals[1]).toBeNull();
  });

  it('derives a missing speed from displacement over three minutes, not less', () => {
    const story = ship()
      .at(sea, START)
      .sails({ to: away(sea, 2), kn: 6, every: '1 min', sentKn: Number.NaN });
    const [first, second, third, fourth] = speeds(story);
    expect([first, second, third]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(fourth).toBeCloseTo(6, 3);
  });

  it('derives the speed of coarse positions over an hour: 185 m in three minutes would be 2 kn', () => {
    const story = vessel('A', { coarse: true }).at(sea, START).sends(Number.NaN);
    story.goesSilent('30 min').arrives(away(sea, 0.185), Number.NaN).goesSilent('30 min').arrives(sea, Number.NaN);
    expect(speeds(story)).toEqual([Number.NaN, Number.NaN, 0]);
  });

  it('keeps the last known speed while a missing one is not yet derived', () => {
    const story = ship().at(sea, START).sends(0.1).goesSilent('1 min').sends(Number.NaN);
    expect(speeds(story)).toEqual([0.1, 0.1]);
  });

  it('keeps every fix of a watched vessel, and of others one in ten minutes or on a change of motion', () => {
    const story = ship()
      .at(sea, START)
      .stops('30 min', { kn: 0, every: '1 min' })
      .sends(7)
      .goesSilent('1 min')
      .sends(0.3);
    const keptOf = (watched: boolean) => {
      const track = { ...beginTrack('imo:9161003', 1), watched };
      return story.reports.filter((report) => takeFix(track, report, capOf) === null && shouldKeep(track)).length;
    };
    expect(keptOf(true)).toBe(story.reports.length);
    // At 0, 10, 20 and 30 min, and on starting to move; 0.3 kn afterwards is no change.
    expect(keptOf(false)).toBe(5);
    expect(play(story.reports).track.motion).toBe(MOTION.moving);
  });

  it('goes through JSON packed and comes back whole, at any point', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            dtMs: fc.integer({ min: 0, max: 5 * 3_600_000 }),
            km: fc.double({ min: 0, max: 100, noNaN: true }),
            bearing: fc.integer({ min: 0, max: 359 }),
            speedKn: fc.constantFrom(Number.NaN, 0, 0.3, 8),
          }),
          { maxLength: 30 },
        ),
        (steps) => {
          let now = at(START);
          let live = beginTrack('imo:9161003', 273212120);
          const steady = beginTrack('imo:9161003', 273212120);
          for (const { dtMs, km, bearing, speedKn } of steps) {
            now += dtMs;
            const report = fix(away(sea, km, bearing), now, { speedKn });
            expect(takeFix(live, report, capOf)).toBe(takeFix(steady, report, capOf));
            shouldKeep(live);
            shouldKeep(steady);
            live = structuredClone(live);
            expect(live).toEqual(steady);
          }
        },
      ),
    );
  });

  it('takes any numbers without throwing and never goes back in time', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double(), fc.double(), fc.double(), fc.double()), { maxLength: 30 }), (rows) => {
        const track = beginTrack('mmsi:1', 1);
        for (const [lon, lat, time, speedKn] of rows) {
          const before = track.at;
          takeFix(track, fix({ lon, lat }, time, { speedKn }), capOf);
          if (!Number.isNaN(before)) expect(track.at).toBeGreaterThanOrEqual(before);
          if (track.fixes > 0) expect(Math.abs(track.lat) <= 90 && Math.abs(track.lon) <= 180).toBe(true);
        }
      }),
    );
  });
});
