// The facts of the published cases of false positions and changed identities, in the recordings that tell them.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { loadScenario } from '../../db/scenarios/load.ts';
import { distanceKm } from '../../server/domain/geo.ts';
import { identify } from '../../server/domain/identity/identify.ts';
import { beginUnit, hearStatic } from '../../server/domain/identity/unit.ts';
import { indexHulls } from '../../server/domain/identity/watch-index.ts';
import { emptyReport, STATIC, STATION } from '../../server/domain/report.ts';
import { day, decoded, during, extent, type Fix, kmTo, track, turning, turns } from './decoded.ts';

const { hulls, ports, mids } = loadReference();

function isBox(fixes: readonly Fix[], days: number): void {
  expect((fixes.at(-1)!.at - fixes[0]!.at) / 86_400_000).toBeGreaterThan(days);
  const all = extent(fixes);
  // Wider than any ship swings at anchor, and no sea area either.
  expect(Math.min(all.eastKm, all.northKm)).toBeGreaterThan(1.5);
  expect(Math.max(all.eastKm, all.northKm)).toBeLessThan(3);
  // No drift: the first day and the last have one middle. No tide: the bow turns anywhere within ten minutes.
  const first = extent(fixes.slice(0, 144));
  const last = extent(fixes.slice(-144));
  expect(distanceKm(first.lon, first.lat, last.lon, last.lat)).toBeLessThan(0.1);
  expect(turning(fixes)).toBeGreaterThan(60);
}

describe('HENG YANG 9', () => {
  const ID = 'heng-yang-9';
  const MMSI = 352_999_181;
  const fixes = track(ID, MMSI);
  const box = during(fixes, '2025-09-06T17:00:00', '2025-09-15T06:00:00');

  it('leaves Istanbul on 2 September 2025 and is at Novorossiysk on the 6th, declared for Kavkaz from there', () => {
    const left = fixes.find((fix) => kmTo(fix, 'wpi:43420') > 4)!;
    expect(day(left.at)).toBe('2025-09-02');
    const berthed = fixes.filter((fix) => kmTo(fix, 'novorossiysk') < 10 && fix.navStatus === 5);
    expect([...new Set(berthed.map((fix) => day(fix.at)))]).toEqual(['2025-09-06']);
    expect(turns(ID, MMSI, 'destination')).toEqual([
      ['RU NVS', '2025-08-31'],
      ['PORT KAVKAZ', '2025-09-06'],
      ['TR IST', '2025-09-16'],
    ]);
  });

  it('sends a box off Kavkaz until the 15th, in no port circle, with draughts that no berth explains', () => {
    isBox(box, 8);
    for (const port of ports.filter((row) => row.watch)) {
      expect(Math.min(...box.map((fix) => kmTo(fix, port.id))), port.id).toBeGreaterThan(port.leaveKm);
    }
    expect(turns(ID, MMSI, 'draughtM')).toEqual([
      [6.9, '2025-08-31'],
      [4.6, '2025-09-10'],
      [7.8, '2025-09-13'],
    ]);
  });

  it('lies at a true anchor before, and there swings with the tide', () => {
    const waiting = during(fixes, '2025-09-03T00:00:00', '2025-09-04T06:00:00');
    expect(waiting.every((fix) => fix.navStatus === 1)).toBe(true);
    expect(turning(waiting)).toBeLessThan(25);
  });

  it('is seen at Sevastopol on the 14th and never heard near it; after a gap it is heard for Istanbul again', () => {
    const { sightings } = loadScenario(ID)!;
    expect(sightings).toMatchObject([
      { vesselId: 'hull:heng-yang-9', placeId: 'sevastopol', means: 'photograph', grade: 'confirmed' },
    ]);
    expect(day(sightings[0]!.fromAt)).toBe('2025-09-14');
    expect(Math.min(...fixes.map((fix) => kmTo(fix, 'sevastopol')))).toBeGreaterThan(100);
    const next = fixes.find((fix) => fix.at > box.at(-1)!.at)!;
    expect((next.at - box.at(-1)!.at) / 3_600_000).toBeGreaterThan(36);
    expect(kmTo(fixes.at(-1)!, 'wpi:43420')).toBeLessThan(3);
  });
});

describe('A LI', () => {
  const ID = 'a-li';
  const MMSI = 520_999_101;

  it('sends one number one digit from that of YON PUNG 3, from a Fijian MMSI, 146 m long: near, and no match', () => {
    const said = decoded.get(ID)!.statics.get(MMSI)!;
    expect(mids.get(Math.floor(MMSI / 1e6))?.iso2).toEqual(['FJ']);
    const unit = beginUnit(MMSI, said[0]!.at, ID);
    for (const words of said) {
      hearStatic(unit, { ...emptyReport(), mmsi: MMSI, parts: STATIC, station: STATION.classA, ...words });
    }
    const verdict = identify(unit, indexHulls(hulls, { mids }), said.at(-1)!.at);
    expect(verdict).toMatchObject({ hull: null, candidates: [] });
    expect(verdict.notes.map((note) => `${note.kind} ${note.hullId}`)).toEqual(['near number imo:8314881']);
  });

  it('calls at Yantai, Dalian and Qingdao, heard all the way, and at no port that a rule speaks of as an origin', () => {
    const fixes = track(ID, MMSI);
    for (const port of ['yantai', 'dalian', 'qingdao']) {
      expect(fixes.filter((fix) => kmTo(fix, port) < 10 && fix.navStatus === 5).length, port).toBeGreaterThan(20);
    }
    for (let i = 1; i < fixes.length; i++) expect(fixes[i]!.at - fixes[i - 1]!.at).toBeLessThan(2 * 3_600_000);
  });
});

describe('CATHAY PHOENIX', () => {
  const ID = 'cathay-phoenix';
  const MMSI = 352_999_121;
  const box = during(track(ID, MMSI), '2023-03-12T07:00:00', '2023-03-19T04:00:00');

  it('sends a box west of Japan, 250 miles from Kozmino, long enough to go there and back; no day is published, so none is a sighting', () => {
    isBox(box, 6);
    const middle = { ...box[0]!, ...extent(box) };
    expect(kmTo(middle, 'kozmino')).toBeGreaterThan(450);
    expect(kmTo(middle, 'kozmino')).toBeLessThan(470);
    expect(loadScenario(ID)!.sightings).toEqual([]);
    // There and back at sea speed, and a day at the terminal, fit into the box.
    const awayHours = (2 * 460) / 1.852 / 12;
    expect((box.at(-1)!.at - box[0]!.at) / 3_600_000).toBeGreaterThan(awayHours + 24);
  });

  it('sinks deeper by almost six metres without a port call', () => {
    expect(turns(ID, MMSI, 'draughtM').map(([draughtM]) => draughtM)).toEqual([7.6, 13.4]);
    for (const port of ports.filter((row) => row.watch)) {
      expect(Math.min(...track(ID, MMSI).map((fix) => kmTo(fix, port.id))), port.id).toBeGreaterThan(port.leaveKm);
    }
  });
});

describe('BELLA 1, later MARINERA', () => {
  const OLD = 352_002_277;
  const NEW = 273_276_460;

  it('sends a box near Hormuz on 3 September 2025, some 700 km from Kharg, where it is seen that day', () => {
    const box = during(track('bella-1', OLD), '2025-09-01T09:00:00', '2025-09-06T04:00:00');
    isBox(box, 4);
    const middle = { ...box[0]!, ...extent(box) };
    expect(kmTo(middle, 'kharg')).toBeGreaterThan(685);
    expect(kmTo(middle, 'kharg')).toBeLessThan(715);
    const [seen] = loadScenario('bella-1')!.sightings;
    expect(seen).toMatchObject({ vesselId: 'imo:9230880', placeId: 'kharg' });
    expect(day(seen!.fromAt)).toBe('2025-09-03');
    expect(turns('bella-1', OLD, 'draughtM').map(([draughtM]) => draughtM)).toEqual([10.2, 20.4]);
  });

  it('changes name, MMSI and call sign at sea in December 2025, within an hour and a mile, and keeps number and size', () => {
    const before = decoded.get('marinera')!.statics.get(OLD)!.at(-1)!;
    const after = decoded.get('marinera')!.statics.get(NEW)![0]!;
    expect(before).toMatchObject({ name: 'BELLA 1', imo: 9230880, lengthM: 333 });
    expect(after).toMatchObject({ name: 'MARINERA', imo: 9230880, lengthM: 333, callSign: 'UAZE5' });
    expect(after.callSign).not.toBe(before.callSign);
    const last = track('marinera', OLD).at(-1)!;
    const first = track('marinera', NEW)[0]!;
    expect(first.at - last.at).toBeGreaterThan(0);
    expect(first.at - last.at).toBeLessThan(3_600_000);
    expect(distanceKm(first.lon, first.lat, last.lon, last.lat)).toBeLessThan(1.852);
    expect(day(first.at).slice(0, 7)).toBe('2025-12');
    const nearestKm = Math.min(...ports.map((port) => distanceKm(first.lon, first.lat, port.lon, port.lat)));
    expect(nearestKm).toBeGreaterThan(500);
  });

  it('is heard until the day it was seized, 7 January 2026', () => {
    expect(day(track('marinera', NEW).at(-1)!.at)).toBe('2026-01-07');
  });
});
