// Ships that leave the waters in which anybody is heard: over the side of a subscribed box, out of a receiver's range, at
// the antimeridian, far north. The gap is our deafness, and no port is named for it. Ships that fall silent where others
// go on being heard are another matter, at the rim too.

import { describe, expect, it } from 'vitest';
import { beginFootprint, hearCell, noteAnew, rimAhead } from '../../../server/domain/fleet/footprint.ts';
import { distanceKm, KM_PER_NM } from '../../../server/domain/geo.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Report } from '../../../server/domain/report.ts';
import { playFleet, traffic } from '../../fleet-scene.ts';
import { at, away, ms, type Point, portAt, together, vessel } from '../../scenario.ts';

const START = at('2024-02-01T00:00Z');
const WATCHED = 273212120;
const NM = KM_PER_NM;

interface Window {
  name: string;
  centre: Point;
  hears: (point: Point, centre: Point) => boolean;
  every: string;
}

const within = (nm: number) => (point: Point, centre: Point) =>
  distanceKm(point.lon, point.lat, centre.lon, centre.lat) <= nm * NM;
const east = (from: number, to: number) => ((to - from + 540) % 360) - 180;
const box = (wide: number, high: number) => (point: Point, centre: Point) =>
  Math.abs(east(centre.lon, point.lon)) <= wide && Math.abs(point.lat - centre.lat) <= high;

const WINDOWS: Window[] = [
  { name: 'a subscribed box', centre: { lon: 30, lat: 33 }, hears: box(0.6, 0.5), every: '5 min' },
  { name: 'the range of a receiver', centre: { lon: -20, lat: -41 }, hears: within(35), every: '3 min' },
  { name: 'an archive that is thinned', centre: { lon: 100, lat: 4 }, hears: box(0.8, 0.8), every: '12 min' },
  { name: 'a box across the antimeridian', centre: { lon: 179.9, lat: 52 }, hears: box(1, 0.6), every: '5 min' },
  { name: 'a receiver far north', centre: { lon: 40, lat: 74 }, hears: within(40), every: '5 min' },
];

/** Ships that pass through on a lane from west to east and back, one an hour for three days, and some that lie at anchor. */
function others({ centre, every }: Window): Report[] {
  const passers = Array.from({ length: 72 }, (_, i) => {
    const [from, to] = i % 2 === 0 ? [270, 90] : [90, 270];
    const middle = away(centre, (i % 3) * 2, 0);
    return vessel(`PASSER ${i}`, { mmsi: 636_000_001 + i * 37, every })
      .at(away(middle, 90 * NM, from), START + i * ms('1 h'))
      .sails({ to: away(middle, 90 * NM, to), kn: 12 });
  });
  const lying = [-16, 0, 16].flatMap((nm, i) =>
    traffic(away(centre, nm * NM, 90), START, '3 d', 4).map(({ reports }, k) =>
      reports.map((report) => ({ ...report, mmsi: 440_000_101 + i * 1009 + k * 7 })),
    ),
  );
  return [...together(...passers), ...lying.flat()];
}

/** What is heard of the others, and of what the watched ship sends. */
function heard(window: Window, own: readonly Report[]): Report[] {
  const { hears, centre } = window;
  return [...others(window), ...own]
    .filter((report) => hears(report, centre))
    .sort((a, b) => a.at - b.at || a.mmsi - b.mmsi);
}

const leaver = ({ centre, every }: Window) => vessel('LEAVER', { mmsi: WATCHED, every }).at(centre, START + ms('36 h'));

function said(window: Window, own: readonly Report[], more: { restartEvery?: number; bare?: boolean } = {}) {
  const reports = heard(window, own).map((report) =>
    more.bare ? { ...report, courseDeg: Number.NaN, speedKn: Number.NaN } : report,
  );
  const port = portAt('named', away(window.centre, 70 * NM, 90).lon, away(window.centre, 70 * NM, 90).lat);
  return playFleet(reports, {
    places: createPlaceIndex([port], []),
    rulePorts: ['named'],
    watched: [WATCHED],
    until: START + ms('60 h'),
    ...(more.restartEvery ? { restartEvery: more.restartEvery } : {}),
  });
}

function standing(events: readonly VesselEvent[]) {
  const newest = [...new Map(events.map((event) => [event.id, event])).values()];
  const gaps = newest.flatMap((event) => (event.kind === 'gap' ? [event] : []));
  const calls = newest.filter(({ kind, state }) => kind === 'possible-dark-call' && state !== 'withdrawn');
  return { gaps, calls };
}

describe.each(WINDOWS.map((window) => [window.name, window] as const))('%s', (_, window) => {
  const out = (deg: number) => leaver(window).sails({ to: away(window.centre, 100 * NM, deg), kn: 12 }).reports;

  it.each([90, 270])('is left on course %i: the gap is coverage, and no port is named', (deg) => {
    const { gaps, calls } = standing(said(window, out(deg)));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.facts.grade).toBe('probably-coverage');
    expect(gaps[0]!.facts.grounds.join(' ')).toMatch(/leaving the waters in which anybody is heard/);
    expect(calls).toEqual([]);
  });

  it('says the same where the feed sends neither course nor speed, and over restarts', () => {
    const plain = said(window, out(90));
    expect(said(window, out(90), { restartEvery: 1997 })).toEqual(plain);
    expect(standing(said(window, out(90), { bare: true })).gaps[0]!.facts.grade).toBe('probably-coverage');
  });

  it('does not explain a ship that falls silent in its middle, where others are heard on its way', () => {
    const own = leaver(window).sails({ to: away(window.centre, 5 * NM, 90), kn: 12 }).reports;
    const [gap] = standing(said(window, own)).gaps;
    expect(gap!.facts.grade).toMatch(/^(probably-off|off-near-place)$/);
    expect(gap!.facts.grounds.join(' ')).not.toMatch(/leaving the waters/);
  });

  it('does not explain a ship that falls silent inbound at the rim', () => {
    const rim = [...out(90)].filter((report) => window.hears(report, window.centre)).at(-1)!;
    const own = vessel('COMER', { mmsi: WATCHED, every: window.every })
      .at(away(rim, 12 * NM, 90), START + ms('36 h'))
      .sails({ to: away(rim, 3 * NM, 270), kn: 12 }).reports;
    const [gap] = standing(said(window, own)).gaps;
    expect(gap!.facts.grounds.join(' ')).not.toMatch(/leaving the waters/);
  });
});

it('needs more than that nobody sails ahead: a ship that turns off the lane is not at a rim', () => {
  const window = { ...WINDOWS[0]!, hears: within(60) };
  const own = leaver(window).sails({ to: away(window.centre, 6 * NM, 180), kn: 12 }).reports;
  const [gap] = standing(said(window, own)).gaps;
  expect(gap!.facts.grade).toMatch(/^(probably-off|off-near-place)$/);
});

const NOWHERE_BEFORE = { previousAt: Number.NaN, previousLon: Number.NaN, previousLat: Number.NaN };

describe('the footprint', () => {
  const here = { lon: 20, lat: 40 };
  const way = { mmsi: WATCHED, ...here, courseDeg: 90, speedKn: 12, intervalMs: 60_000 };
  const learnt = (fromAt: number) => {
    const footprint = beginFootprint();
    hearCell(footprint, { at: fromAt - ms('1 d'), lon: here.lon, lat: here.lat, ...NOWHERE_BEFORE });
    for (let nm = 0; nm < 40; nm++) {
      const { lon, lat } = away(here, nm * NM, 270);
      hearCell(footprint, { at: fromAt, lon, lat, ...NOWHERE_BEFORE });
    }
    for (let i = 1; i <= 4; i++) noteAnew(footprint, fromAt, 200_000_000 + i * 101, here.lon, here.lat, null);
    return footprint;
  };

  it('takes one odd cell ahead for a freak of the air, and a row of them for water that is heard', () => {
    const footprint = learnt(START);
    expect(rimAhead(footprint, way)).not.toBeNull();
    const far = away(here, 15 * NM, 90);
    hearCell(footprint, { at: START, lon: far.lon, lat: far.lat, ...NOWHERE_BEFORE });
    expect(rimAhead(footprint, way)).not.toBeNull();
    for (let nm = 8; nm < 28; nm++) {
      const { lon, lat } = away(here, nm * NM, 90);
      hearCell(footprint, { at: START, lon, lat, ...NOWHERE_BEFORE });
    }
    expect(rimAhead(footprint, way)).toBeNull();
  });

  it('forgets what nobody has sent from for two weeks', () => {
    const footprint = learnt(START);
    hearCell(footprint, { at: START + ms('15 d'), lon: 0, lat: 0, ...NOWHERE_BEFORE });
    expect(rimAhead(footprint, way)).toBeNull();
  });

  it('is no rim for a ship at rest, nor where no more than two others came or went', () => {
    expect(rimAhead(learnt(START), { ...way, speedKn: 1 })).toBeNull();
    const few = beginFootprint();
    hearCell(few, { at: START - ms('1 d'), lon: here.lon, lat: here.lat, ...NOWHERE_BEFORE });
    noteAnew(few, START, 200_000_101, here.lon, here.lat, null);
    expect(rimAhead(few, way)).toBeNull();
  });
});
