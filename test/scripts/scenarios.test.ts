// The committed scenarios, as they come out of the decoder: labelled, whole, at sea, and the same on every build.

import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { listScenarios, loadScenario } from '../../db/scenarios/load.ts';
import { imoHolds } from '../../scripts/reference/facts.ts';
import { STORIES } from '../../scripts/scenarios/index.ts';
import { crossesLand, isLand } from '../../scripts/scenarios/land.ts';
import { contentHash, describe as describeStory, recordingOf } from '../../scripts/scenarios/story.ts';
import { distanceKm, impliedSpeedKn } from '../../server/domain/geo.ts';
import { day, decoded, type Fix, fixesOf, kmTo } from './decoded.ts';

const { hulls, ports } = loadReference();
const scenarios = listScenarios();

/** No cargo ship of these passages is faster; the reconstruction sails at 3 to 18 kn. */
const FASTEST_KN = 25;
/** Two fixes this near tell nothing of speed: a berth's swing and the rounding to whole seconds. */
const SWING_KM = 0.5;
/** Longer gaps are not drawn as a line. */
const DRAWN_MS = 90 * 60_000;
/** How far from a hand-drawn waterway its track may lie on the land of the 1:10m coast. */
const CHANNEL_KM = 2.5;

describe('scenarios on disk', () => {
  it('are the nine of the published chronology, the sea bridge first', () => {
    expect(scenarios.map((scenario) => scenario.id)).toEqual([
      'sea-bridge',
      'a-li',
      'bella-1',
      'cathay-phoenix',
      'chon-ma-san',
      'heng-yang-9',
      'marinera',
      'port-olya-3',
      'simons-town',
    ]);
    expect(STORIES.map((story) => story.id).sort()).toEqual(scenarios.map((scenario) => scenario.id).sort());
  });

  it('take less than 3 MB together', () => {
    const bytes = scenarios.reduce((sum, scenario) => sum + statSync(scenario.track.path).size, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });

  it('are told apart from a name that no scenario has', () => {
    expect(loadScenario('atlantis')).toBeNull();
  });
});

describe.each(scenarios)('scenario $id', (scenario) => {
  const { fixes, statics, messages, rejects } = decoded.get(scenario.id)!;

  it('carries the label, its sources and its chronology', () => {
    expect(scenario.label).toBe('reconstructed: sightings are as published, positions and their days invented');
    // What of its days nobody published, it says before anything else is read.
    expect(scenario.about).toContain('invented');
    expect(scenario.sources.length).toBeGreaterThan(0);
    for (const row of scenario.chronology) expect(row.source, row.what).not.toBe('');
    expect(scenario.opensAt).toBeGreaterThanOrEqual(scenario.fromAt);
    expect(scenario.opensAt).toBeLessThan(scenario.toAt);
  });

  it('holds the recording that its description was written for', () => {
    const recording = gunzipSync(readFileSync(scenario.track.path)).toString('latin1');
    expect(contentHash(recording)).toBe(scenario.track.sha256);
    expect(recording.split('\r\n').length - 1).toBe(scenario.track.lines);
    expect(recording.startsWith('\\s:reconstructed,c:')).toBe(true);
  });

  it('decodes without a rejected line, in the time it says', () => {
    expect(rejects).toEqual([]);
    expect(messages).toBeGreaterThan(1000);
    const times = [...fixes.values()].flat().map((fix) => fix.at);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(scenario.fromAt);
    expect(Math.max(...times)).toBeLessThanOrEqual(scenario.toAt);
  });

  it('lets every ship say its name and IMO number, and no other ship speak', () => {
    expect([...fixes.keys()].sort()).toEqual(scenario.ships.map((ship) => ship.mmsi).sort());
    for (const ship of scenario.ships) {
      const imo = ship.imo === 0 ? Number.NaN : ship.imo;
      expect(statics.get(ship.mmsi)?.at(-1), ship.name).toMatchObject({ imo, name: ship.name });
    }
  });

  it('says of every ship what of it is invented', () => {
    for (const ship of scenario.ships) {
      // A LI sends a number that fails the check digit, as the case was published; two ships send none.
      expect(imoHolds(String(ship.imo)) || ship.imo === 8814881 || ship.imo === 0, ship.name).toBe(true);
      const hull = hulls.find((row) => row.imo === ship.imo);
      if (ship.invented.startsWith('invented ship')) {
        expect(String(ship.imo), ship.name).toMatch(/^2/);
        expect(hull, ship.name).toBeUndefined();
        expect(
          hulls.some((row) => row.mmsis.some((m) => m.mmsi === ship.mmsi)),
          ship.name,
        ).toBe(false);
      } else expect(ship.invented, ship.name).toMatch(/^real/);
    }
  });

  it('keeps every fix, and every line between two, off the land', () => {
    const inChannel = (fix: Fix): boolean =>
      scenario.channels.some(({ points }) =>
        points.some((p, i) => i > 0 && kmToLine(fix, points[i - 1]!, p) <= CHANNEL_KM),
      );
    for (const ship of scenario.ships) {
      let before: Fix | null = null;
      for (const fix of fixes.get(ship.mmsi) ?? []) {
        if (!inChannel(fix)) {
          if (isLand(fix.lon, fix.lat)) throw new Error(`${ship.name} on land at ${fix.lon}, ${fix.lat}`);
          if (before && fix.at - before.at < DRAWN_MS && !inChannel(before) && crossesLand(before, fix)) {
            throw new Error(`${ship.name} across land between ${JSON.stringify(before)} and ${JSON.stringify(fix)}`);
          }
        }
        before = fix;
      }
    }
  });

  it(`never sails faster than ${FASTEST_KN} kn, gaps included`, () => {
    for (const ship of scenario.ships) {
      const track = fixes.get(ship.mmsi) ?? [];
      for (let i = 1; i < track.length; i++) {
        const a = track[i - 1]!;
        const b = track[i]!;
        if (distanceKm(a.lon, a.lat, b.lon, b.lat) < SWING_KM) continue;
        expect(impliedSpeedKn(a.lon, a.lat, a.at, b.lon, b.lat, b.at), `${ship.name} at ${b.at}`).toBeLessThan(
          FASTEST_KN,
        );
      }
    }
  });

  it('tells sightings of known hulls in known ports, none known before it was seen', () => {
    const ids = new Set(scenario.sightings.map((sighting) => sighting.id));
    expect(ids.size).toBe(scenario.sightings.length);
    for (const sighting of scenario.sightings) {
      expect(
        hulls.some((hull) => hull.id === sighting.vesselId),
        sighting.id,
      ).toBe(true);
      expect(sighting.toAt, sighting.id).toBeGreaterThanOrEqual(sighting.fromAt);
      expect(sighting.arrivedAt, sighting.id).toBeGreaterThanOrEqual(sighting.fromAt);
      expect(sighting.source, sighting.id).not.toBe('');
      if (sighting.placeId === null) continue;
      const port = ports.find((row) => row.id === sighting.placeId);
      expect(port, sighting.id).toBeDefined();
      expect(distanceKm(sighting.lon, sighting.lat, port!.lon, port!.lat), sighting.id).toBeLessThan(port!.enterKm);
    }
  });
});

describe('bindings by hand', () => {
  const rows = scenarios.flatMap(({ id, ships, bindings }) => bindings.map((row) => ({ id, ships, ...row })));

  it('are there for the two ships whose number nobody published, and say why', () => {
    expect(rows.map((row) => `${row.id} ${row.hullId}`)).toEqual([
      'cathay-phoenix hull:cathay-phoenix',
      'heng-yang-9 hull:heng-yang-9',
    ]);
    for (const { ships, mmsi, hullId, why } of rows) {
      expect(hulls.find((hull) => hull.id === hullId)?.imo).toBeNull();
      expect(ships.find((ship) => ship.mmsi === mmsi)).toMatchObject({ imo: 0 });
      expect(why).not.toBe('');
    }
  });
});

describe('the sea bridge', () => {
  const LADY_R = 9161003;

  it("has LADY R's published calls as sightings", () => {
    const told = loadScenario('sea-bridge')!
      .sightings.filter((sighting) => sighting.vesselId === `imo:${LADY_R}` && sighting.placeId !== null)
      .map((sighting) => `${new Date(sighting.fromAt).toISOString().slice(0, 10)} ${sighting.placeId}`);
    expect(told).toEqual([
      '2023-10-19 rajin',
      '2024-02-04 rajin',
      '2024-02-08 vostochny',
      '2024-02-10 vladivostok',
      '2024-03-10 rajin',
      '2024-03-12 rajin',
      '2024-03-14 vostochny',
      '2024-04-02 vostochny',
      '2024-04-14 rajin',
    ]);
  });

  it('pauses from 13 February to 10 March 2024, and goes on', () => {
    const calls = loadScenario('sea-bridge')!
      .sightings.filter((sighting) => sighting.placeId === 'rajin')
      .map((sighting) => sighting.fromAt)
      .sort((a, b) => a - b);
    const pause = [Date.UTC(2024, 1, 13), Date.UTC(2024, 2, 10)] as const;
    expect(calls.filter((at) => at >= pause[0] && at < pause[1])).toEqual([]);
    expect(day(calls.findLast((at) => at < pause[0])!)).toBe('2024-02-12');
    expect(day(calls.find((at) => at >= pause[1])!)).toBe('2024-03-10');
  });

  it.each([
    ['LADY R', LADY_R],
    ['ANGARA', 9179842],
    ['MARIA', 8517839],
    ['MAIA-1', 9358010],
  ])('never hears %s in the circle of Rajin, Dunay or Vostochny, yet hears her between', (_, imo) => {
    const track = fixesOf('sea-bridge', imo);
    for (const port of ['rajin', 'dunay', 'vostochny']) {
      expect(Math.min(...track.map((fix) => kmTo(fix, port))), port).toBeGreaterThan(11);
    }
    expect(track.filter((fix) => kmTo(fix, 'rajin') < 130 && kmTo(fix, 'rajin') > 60).length).toBeGreaterThan(5);
  });

  it('brings up 8 February within 15 seconds of play', () => {
    const { opensAt, speed } = loadScenario('sea-bridge')!;
    expect((Date.UTC(2024, 1, 9) - opensAt) / 1000 / speed).toBeLessThanOrEqual(15);
  });
});

describe('the other scenarios', () => {
  it('last hear LADY R south of Agulhas at 14:41 South African time on 5 December 2022, and never in Simon’s Town', () => {
    const track = fixesOf('simons-town', 9161003);
    const last = track.findLast((fix) => fix.at < Date.UTC(2022, 11, 9))!;
    expect(new Date(last.at).toISOString()).toBe('2022-12-05T12:41:00.000Z');
    expect(last.lat).toBeLessThan(-34.83);
    expect(Math.min(...track.map((fix) => kmTo(fix, 'simonstown')))).toBeGreaterThan(30);
  });

  it('last hear PORT OLYA-3 off Amirabad on 29 August 2024, just out of the port', () => {
    const last = fixesOf('port-olya-3', 9481910).at(-1)!;
    expect(day(last.at)).toBe('2024-08-29');
    const port = ports.find((row) => row.id === 'amirabad')!;
    expect(kmTo(last, 'amirabad')).toBeGreaterThan(port.leaveKm);
    expect(kmTo(last, 'amirabad')).toBeLessThan(port.leaveKm + 8);
  });

  it('hear LADY RANIA, MARIA E and the tanker MARIA to the end: they are no silent ships', () => {
    for (const [id, imo] of [
      ['simons-town', 9784893],
      ['sea-bridge', 9617923],
      ['sea-bridge', 9198783],
    ] as const) {
      const fixes = fixesOf(id, imo);
      expect(loadScenario(id)!.toAt - fixes.at(-1)!.at, `${imo}`).toBeLessThan(6 * 3_600_000);
      for (let i = 1; i < fixes.length; i++) {
        expect(fixes[i]!.at - fixes[i - 1]!.at, `${imo}`).toBeLessThan(6 * 3_600_000);
      }
    }
  });

  it('hear CHON MA SAN at Vostochny on 19 October 2024, not at the berth, and last in the Yellow Sea', () => {
    const track = fixesOf('chon-ma-san', 8660313);
    const near = track.filter((fix) => kmTo(fix, 'vostochny') < 10);
    expect(new Date(near[0]!.at).toISOString().slice(0, 10)).toBe('2024-10-19');
    expect(Math.min(...near.map((fix) => kmTo(fix, 'vostochny')))).toBeGreaterThan(3);
    expect(kmTo(track.at(-1)!, 'nampo')).toBeGreaterThan(150);
    expect(track.at(-1)!.lat).toBeGreaterThan(36);
  });
});

describe('the scenario script', () => {
  it.each(['port-olya-3', 'chon-ma-san', 'heng-yang-9', 'a-li', 'cathay-phoenix', 'bella-1', 'marinera'])(
    'builds %s again to the byte',
    (id) => {
      const story = STORIES.find((entry) => entry.id === id)!.build();
      const recording = recordingOf(story);
      expect(contentHash(recording)).toBe(loadScenario(id)!.track.sha256);
      const file = readFileSync(new URL(`../../db/scenarios/${id}/scenario.json`, import.meta.url), 'utf8');
      expect(JSON.parse(JSON.stringify(describeStory(story, recording)))).toEqual(JSON.parse(file));
    },
  );
});

function kmToLine(fix: Fix, a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const squeeze = Math.cos((fix.lat * Math.PI) / 180);
  const dx = (b.lon - a.lon) * squeeze;
  const dy = b.lat - a.lat;
  const px = (fix.lon - a.lon) * squeeze;
  const py = fix.lat - a.lat;
  const along = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
  return Math.hypot(px - along * dx, py - along * dy) * 111.2;
}
