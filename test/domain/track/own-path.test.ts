// A ship's own positions that come again late: what is known for late, and what is the ship come back.

import { describe, expect, it } from 'vitest';
import type { Report } from '../../../server/domain/report.ts';
import { SPEED_CAPS_KN } from '../../../server/domain/sea/reach.ts';
import { beginTrack, takeFix } from '../../../server/domain/track/track.ts';
import { away, ms, type Ship, vessel } from '../../scenario.ts';

const START = '2024-02-01T00:00Z';
const sea = { lon: 131, lat: 42 };

function play(reports: readonly Report[], watched = true) {
  const track = { ...beginTrack('imo:9161003', 273212120), watched };
  const refusals = reports.map((report) => takeFix(track, report, () => SPEED_CAPS_KN.unknown));
  return { track, refusals, of: (report: Report) => refusals[reports.indexOf(report)] };
}

/** The story with some of its reports sent again so much later. */
function withLate(story: Ship, late: string, which: (report: Report, index: number) => boolean) {
  const copies = story.reports.filter(which).map((report) => ({ ...report, at: report.at + ms(late) }));
  const reports = [...story.reports, ...copies].sort((a, b) => a.at - b.at);
  return { reports, copies };
}

describe('own positions that come again late', () => {
  const passage = () =>
    vessel('A')
      .at(sea, START)
      .sails({ to: away(sea, 100, 60), kn: 14 })
      .sails({ to: away(away(sea, 100, 60), 200, 100), kn: 14 });

  for (const late of ['37 min', '2 h', '5 h']) {
    it(`by ${late} are known for late, and the track goes on`, () => {
      const story = passage();
      const { reports, copies } = withLate(story, late, (_, index) => index % 5 === 2 && index < 40);
      const { refusals, of, track } = play(reports);
      expect(copies.map(of)).toEqual(copies.map(() => 'repeated late'));
      expect(refusals.filter((refusal) => refusal !== null)).toHaveLength(copies.length);
      expect(track.segment).toBe(0);
    });
  }

  it('are known for late between the positions that came in time, too', () => {
    const story = passage();
    const between = { ...story.reports[12]!, at: story.reports[30]!.at + 61_000 };
    const near = story.reports[13]!;
    between.lon = (between.lon + near.lon) / 2;
    between.lat = (between.lat + near.lat) / 2;
    expect(play([...story.reports, between].sort((a, b) => a.at - b.at)).of(between)).toBe('repeated late');
  });

  it('of the approach make no departure of a ship that lies at its berth', () => {
    const berth = away(sea, 60, 60);
    const story = vessel('A', { every: '5 min' }).at(sea, START).sails({ to: berth, kn: 12 }).stops('5 h', { kn: 0 });
    for (const late of ['40 min', '2 h', '4 h']) {
      const { reports, copies } = withLate(story, late, (report, index) => report.speedKn === 12 && index % 4 === 1);
      const since = story.reports.find(({ speedKn }) => speedKn === 0)!.at;
      // The last half mile before the berth is no step at all.
      const afterBerth = copies.filter(({ at, lon }) => at > since && Math.abs(lon - berth.lon) > 0.02);
      expect(afterBerth.length).toBeGreaterThan(0);
      const { of, track } = play(reports);
      expect(afterBerth.map(of)).toEqual(afterBerth.map(() => 'repeated late'));
      expect(track.segment).toBe(0);
    }
  });

  it('are no ship that comes back the way it went', () => {
    const there = away(sea, 60, 60);
    for (const every of ['2 min', '10 min', '20 min']) {
      const story = vessel('FERRY', { every }).at(sea, START);
      for (let trip = 0; trip < 3; trip++) {
        story.sails({ to: there, kn: 15 }).stops('20 min', { kn: 0 });
        story.sails({ to: sea, kn: 15 }).stops('20 min', { kn: 0 });
      }
      expect(
        play(story.reports).refusals.filter((refusal) => refusal !== null),
        every,
      ).toEqual([]);
    }
  });

  it('are no ship whose track had gone astray: it is found again', () => {
    const story = vessel('A').at(sea, START).stops('6 h', { kn: 0, every: '10 min' });
    const home = story.reports.length;
    // Three false positions that agree, and then home again.
    for (let n = 0; n < 3; n++) story.goesSilent('2 min').arrives(away(sea, 300 + n * 0.1), 0);
    story.at(sea, story.now + 120_000).stops('2 h', { kn: 0, every: '10 min' });
    const { refusals, track } = play(story.reports);
    expect(refusals.slice(home, home + 3)).toEqual(['jump', 'jump', null]);
    expect(refusals.slice(home + 3).filter((refusal) => refusal !== null)).toEqual(['jump', 'jump']);
    expect(track.lon).toBe(sea.lon);
  });

  it('are not asked for of ships that nobody watches, until one of theirs is set aside', () => {
    const story = passage();
    expect(play(story.reports, false).track.path).toBeNull();
    const stray = { ...story.reports[5]!, lat: 50, at: story.reports[5]!.at + 1000 };
    expect(
      play(
        [...story.reports, stray].sort((a, b) => a.at - b.at),
        false,
      ).track.path!.length,
    ).toBeGreaterThan(0);
  });

  it('are kept for twelve hours, in a bounded list', () => {
    const story = vessel('A', { every: '1 min' })
      .at(sea, START)
      .sails({ to: away(sea, 1500), kn: 20 });
    const { track } = play(story.reports);
    expect(track.path!.length / 3).toBeLessThanOrEqual(256);
    expect(track.at / 1000 - track.path![3]!).toBeLessThanOrEqual(12 * 3600 + 180);
    expect(track.at / 1000 - track.path![0]!).toBeGreaterThan(11 * 3600);
  });
});
