// How are the gaps graded of ships that sail out of the box a recording was cut to? A ship leaves it when an hour of its
// last course and speed ends outside of all positions of the recording: its silence is ours. Counted on the week of the
// Ever Given, every ship watched; and how many of these gaps a port was named for.

import { bearingDeg, impliedSpeedKn, KM_PER_NM } from '../../../server/domain/geo.ts';
import type { Gap } from '../../../server/domain/kinds/gap/facts.ts';
import { type Replayed, replayed } from './replayed.ts';
import { SHARED, type TruthFigure } from './truth.ts';

const BOX = new URL('cases/detection/evergiven-suez-box.csv.gz', SHARED);
const HOUR_MS = 3_600_000;
const UNDER_WAY_KN = 3;
/** A course is taken over so long before the last position, as far as there are positions. */
const COURSE_MS = 20 * 60_000;
/** A ship that leaves is not heard again for so long, or never. */
const AWAY_MS = 12 * HOUR_MS;
const KM_PER_DEGREE = 111.2;

export const rim: TruthFigure = {
  name: 'ships that sail out of the box',
  needs: [BOX],
  async count() {
    const all = await replayed(BOX);
    const leaving = gapsOut(all);
    const told = new Set(
      all.events.flatMap((event) =>
        event.kind === 'possible-dark-call' && event.state !== 'withdrawn' ? [event.facts.gapId] : [],
      ),
    );
    const off = leaving.filter(({ facts }) => facts.grade === 'probably-off' || facts.grade === 'off-near-place');
    const named = leaving.filter(({ id }) => told.has(id));
    return [
      {
        name: 'gap not graded as switched off',
        found: leaving.length - off.length,
        of: leaving.length,
        atLeast: 0.95,
        misses: off.map(inWords),
      },
      {
        name: 'no port named for the gap',
        found: leaving.length - named.length,
        of: leaving.length,
        atLeast: 0.95,
        misses: named.map(inWords),
      },
    ];
  },
};

/** The gaps of ships that were about to leave. */
export function gapsOut({ events, positions }: Replayed): Gap[] {
  const sides = { west: 180, east: -180, south: 90, north: -90 };
  for (const track of positions.values()) {
    for (const { lon, lat } of track) {
      sides.west = Math.min(sides.west, lon);
      sides.east = Math.max(sides.east, lon);
      sides.south = Math.min(sides.south, lat);
      sides.north = Math.max(sides.north, lat);
    }
  }
  return events.filter((event): event is Gap => {
    if (event.kind !== 'gap' || event.mmsi === null) return false;
    if (event.endedAt !== null && event.endedAt - event.beganAt < AWAY_MS) return false;
    const before = (positions.get(event.mmsi) ?? []).filter(
      ({ at }) => at < event.beganAt && at >= event.beganAt - HOUR_MS,
    );
    const from = before.findLast(({ at }) => at <= event.beganAt - COURSE_MS) ?? before[0];
    if (from === undefined) return false;
    const { lon, lat, beganAt } = event;
    const speedKn = impliedSpeedKn(from.lon, from.lat, from.at, lon, lat, beganAt);
    if (!(speedKn >= UNDER_WAY_KN)) return false;
    const course = (bearingDeg(from.lon, from.lat, lon, lat) * Math.PI) / 180;
    const km = speedKn * KM_PER_NM;
    const toLat = lat + (km * Math.cos(course)) / KM_PER_DEGREE;
    const toLon = lon + (km * Math.sin(course)) / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
    return toLon < sides.west || toLon > sides.east || toLat < sides.south || toLat > sides.north;
  });
}

function inWords({ mmsi, beganAt, lon, lat, facts }: Gap): string {
  return `${mmsi} ${new Date(beganAt).toISOString().slice(0, 16)}Z at ${lat.toFixed(2)}, ${lon.toFixed(2)}: ${facts.grade}`;
}
