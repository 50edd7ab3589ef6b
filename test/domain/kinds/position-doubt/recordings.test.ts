// Real traffic, every unit watched: what the recordings that lie beside the repository raise, looked at one by one.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kindOfMmsi } from '../../../../server/domain/identity/mmsi.ts';
import { positionDoubt } from '../../../../server/domain/kinds/position-doubt/position-doubt.ts';
import { createPlaceIndex } from '../../../../server/domain/places/place-index.ts';
import { copyReport, emptyReport, type Report } from '../../../../server/domain/report.ts';
import { type ReadOptions, readTracks } from '../../../../server/feeds/read-tracks.ts';
import { places, play, referenceOptions } from '../../../play.ts';
import { standing, watch } from '../../../scenario.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/ais/', import.meta.url));

async function read(file: string, options: ReadOptions = {}): Promise<Report[]> {
  const reports: Report[] = [];
  const sink = {
    report(report: Readonly<Report>) {
      const copy = emptyReport();
      copyReport(report, copy);
      reports.push(copy);
    },
  };
  await readTracks([folder + file], sink, options);
  return reports.sort((a, b) => a.at - b.at);
}

/** Signs by MMSI, of units that are ships. */
function doubtsOf(reports: readonly Report[]): Record<number, string> {
  const ofShips = reports.filter(({ mmsi }) => kindOfMmsi(mmsi) === 'ship');
  const byMmsi = Map.groupBy(ofShips, ({ mmsi }) => mmsi);
  const found: Record<number, string> = {};
  for (const [mmsi, own] of byMmsi) {
    const options = {
      places,
      sea: referenceOptions.sea!,
      vesselId: `mmsi:${mmsi}`,
      until: own.at(-1)!.at + 86_400_000,
    };
    for (const event of standing(watch(positionDoubt, own, options))) {
      if (event.kind === 'position-doubt') found[mmsi] = event.facts.signs.join(' ');
    }
  }
  return found;
}

describe.skipIf(!existsSync(folder))('real traffic (skipped where ../shared is absent)', () => {
  it.each([
    ['two hours of ferries, yachts and ships at anchor in the Solent', 'solent/SolentAIS_20160112_130211.csv.gz'],
    ['a day in the English Channel', 'opencpn/go-to-guernesey.log.gz'],
    ['a world-wide feed for half a minute', 'aislib/stream_example.txt.gz'],
  ])('%s raises nothing', async (_, file) => {
    const reports = await read(file);
    expect(reports.length).toBeGreaterThan(3000);
    expect(doubtsOf(reports)).toEqual({});
  });

  it('a world-wide sample raises the numbers that several ships share, and no area of interference', async () => {
    const reports = await read('nmea-sample/nmea-sample-85194.nmea.gz', { startAt: Date.UTC(2026, 0, 1) });
    expect(doubtsOf(reports)).toEqual(SHARED);
    const { events } = play(reports, { hulls: [], places: createPlaceIndex([], []) });
    expect(events.filter(({ kind }) => kind === 'interference')).toEqual([]);
  });
});

/**
 * Three made-up numbers of China and Russia, each heard from ships a thousand kilometres apart, and two Dutch ones heard
 * in three places at once.
 */
const SHARED = {
  244645890: 'jump',
  244711426: 'jump',
  273000000: 'jump',
  412000000: 'jump',
  412123456: 'jump two-places',
};
