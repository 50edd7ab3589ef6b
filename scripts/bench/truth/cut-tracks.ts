// Real tracks with a piece cut out: what a ship sent from well before a stay in a port until well after it is left out, so
// that the port it was in is known and the track does not tell. In comes a recording; out go its ships and their cuts.

import { fileURLToPath } from 'node:url';
import { distanceKm } from '../../../server/domain/geo.ts';
import type { PlaceIndex } from '../../../server/domain/places/place-index.ts';
import { POSITION, type Report } from '../../../server/domain/report.ts';
import { readTracks } from '../../../server/feeds/read-tracks.ts';

const HOUR_MS = 3_600_000;
const STAY_MS = 4 * HOUR_MS;
const STAY_KM = 1;
/** Both ends of a cut lie so far from the port, km: outside its roads. */
const OFF_KM = 40;
/** A port of the table so near to the stay is where it was, km. */
const PORT_KM = 15;
const SHORTEST_MS = 8 * HOUR_MS;
const LONGEST_MS = 9 * 24 * HOUR_MS;
/** Heard before the cut for so long, so that something is known of the ship. */
const KNOWN_MS = 6 * HOUR_MS;

export interface ShipTrack {
  mmsi: number;
  /** In order of time. */
  reports: Report[];
}

export interface Cut {
  leg: string;
  reports: readonly Report[];
  /** The last position before the cut and the first after it. */
  fromAt: number;
  toAt: number;
  /** Where it lay in between. */
  lon: number;
  lat: number;
}

export async function readShips(recording: URL): Promise<ShipTrack[]> {
  const byMmsi = new Map<number, Report[]>();
  await readTracks([fileURLToPath(recording)], {
    report(report: Readonly<Report>) {
      if ((report.parts & POSITION) === 0) return;
      const mine = byMmsi.get(report.mmsi);
      if (mine === undefined) byMmsi.set(report.mmsi, [{ ...report }]);
      else mine.push({ ...report });
    },
  });
  return [...byMmsi]
    .sort(([a], [b]) => a - b)
    .map(([mmsi, reports]) => ({ mmsi, reports: reports.sort((a, b) => a.at - b.at) }));
}

/** One cut for each stay of four hours or more near a known port that the track comes to and leaves, and none over two ports. */
export function cutsOf({ mmsi, reports }: ShipTrack, places: PlaceIndex): Cut[] {
  const stays = staysOf(reports);
  const cuts: Cut[] = [];
  for (const stay of stays) {
    const near = (lon: number, lat: number, km: number) => distanceKm(lon, lat, stay.lon, stay.lat) <= km;
    const from = reports.findLast(({ at, lon, lat }) => at < stay.fromAt && !near(lon, lat, OFF_KM));
    const to = reports.find(({ at, lon, lat }) => at > stay.toAt && !near(lon, lat, OFF_KM));
    if (from === undefined || to === undefined || from.at - reports[0]!.at < KNOWN_MS) continue;
    if (to.at - from.at < SHORTEST_MS || to.at - from.at > LONGEST_MS) continue;
    if (cuts.some((cut) => cut.fromAt === from.at)) continue;
    const within = stays.filter((other) => other.fromAt > from.at && other.toAt < to.at);
    if (within.some(({ lon, lat }) => !near(lon, lat, PORT_KM))) continue;
    if (!places.ports.some((port) => near(port.lon, port.lat, PORT_KM))) continue;
    const leg = `${mmsi} ${new Date(stay.fromAt).toISOString().slice(0, 16)}Z at ${stay.lat.toFixed(2)}, ${stay.lon.toFixed(2)}`;
    cuts.push({ leg, reports, fromAt: from.at, toAt: to.at, lon: stay.lon, lat: stay.lat });
  }
  return cuts;
}

interface Stay {
  fromAt: number;
  toAt: number;
  lon: number;
  lat: number;
}

function staysOf(reports: readonly Report[]): Stay[] {
  const found: Stay[] = [];
  let i = 0;
  while (i < reports.length) {
    const { at, lon, lat } = reports[i]!;
    let last = i;
    while (last + 1 < reports.length && distanceKm(lon, lat, reports[last + 1]!.lon, reports[last + 1]!.lat) <= STAY_KM)
      last++;
    if (reports[last]!.at - at >= STAY_MS) {
      found.push({ fromAt: at, toAt: reports[last]!.at, lon, lat });
      i = last + 1;
    } else i++;
  }
  return found;
}
