// A recording beside the repository, replayed once with every ship passed through every detector: what stands in the end,
// and the positions that were read. Kept for the next figure that asks; built-in table, no lists of the data folder.

import { fileURLToPath } from 'node:url';
import { loadReference } from '../../../db/reference/load.ts';
import { loadSea } from '../../../db/reference/sea.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { POSITION, type Report } from '../../../server/domain/report.ts';
import { readTracks } from '../../../server/feeds/read-tracks.ts';
import { createFlow } from '../../../server/run/flow.ts';

export interface Replayed {
  /** The newest revision of each event. */
  events: VesselEvent[];
  /** By MMSI, as they stand in the file. */
  positions: Map<number, { at: number; lon: number; lat: number }[]>;
}

const kept = new Map<string, Promise<Replayed>>();

export function replayed(recording: URL): Promise<Replayed> {
  let answer = kept.get(recording.href);
  if (answer === undefined) {
    answer = replay(fileURLToPath(recording));
    kept.set(recording.href, answer);
  }
  return answer;
}

async function replay(path: string): Promise<Replayed> {
  const { hulls, ports, zones, moorings, rules, mids } = loadReference();
  const events = new Map<string, VesselEvent>();
  const positions: Replayed['positions'] = new Map();
  const flow = createFlow(
    {
      engine: {
        hulls,
        places: createPlaceIndex(ports, zones, moorings),
        rules,
        mids,
        sea: loadSea(),
        asOf: 'then',
        everyShip: true,
      },
      windowMs: Number.POSITIVE_INFINITY,
    },
    {
      fix: () => undefined,
      binding: () => undefined,
      vessel: () => undefined,
      rename: () => undefined,
      event: (event) => void events.set(event.id, event),
      alert: () => undefined,
    },
  );
  await readTracks([path], {
    report(report: Readonly<Report>) {
      keep(positions, report);
      flow.take(report);
    },
  });
  while (!flow.drain(20_000));
  return { events: [...events.values()], positions };
}

function keep(positions: Replayed['positions'], { parts, mmsi, at, lon, lat }: Readonly<Report>): void {
  if ((parts & POSITION) === 0) return;
  const mine = positions.get(mmsi);
  if (mine === undefined) positions.set(mmsi, [{ at, lon, lat }]);
  else mine.push({ at, lon, lat });
}
