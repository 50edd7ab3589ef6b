// Who was in an area, for the wire; and what the answer does and does not say, in sentences: that nobody was heard is never
// that nobody was there.

import type { Hearing, TimeSpan } from '../../desk/heard-area.ts';
import type { Presence, PresenceRow } from '../../desk/presence.ts';
import { EARTH_RADIUS_KM } from '../../domain/geo.ts';
import { type AreaShape, createArea } from '../../domain/presence/area.ts';
import { utcMinute } from '../../domain/time.ts';
import type { Kept } from '../../seams/keep-store.ts';
import type * as wire from '../wire/index.ts';
import { authoritiesOf, type Known, nameOf } from './vessel.ts';

/** Spans of hours in one answer. */
const MOST_SPANS = 200;
const CIRCLE_CORNERS = 48;

/** `listedAt`: null is now. */
export function presentPresenceRow(
  row: PresenceRow,
  known: Known | null,
  day: { now: number; listedAt: number | null },
): wire.PresenceVessel {
  const { vesselId, mmsi, fixes, firstAt, lastAt, closest, crossing } = row;
  const hull = known?.hull ?? null;
  return {
    vesselId,
    vesselName: known === null ? `MMSI ${mmsi}` : nameOf(known),
    mmsi,
    imo: known?.heard?.imo ?? hull?.imo ?? null,
    watched: hull !== null,
    authorities: hull === null ? [] : authoritiesOf(hull, day),
    word: fixes > 0 ? 'heard' : 'may-have-crossed',
    thinned: hull === null,
    fixes,
    firstAt,
    lastAt,
    closest: { ...closest, km: Math.round(closest.km * 100) / 100 },
    crossing,
  };
}

export function presentHearing(hearing: Hearing): wire.Presence['hearing'] {
  const { deaf, silent } = hearing;
  return {
    ...hearing,
    deaf: deaf.slice(0, MOST_SPANS),
    silent: silent.slice(0, MOST_SPANS),
    more: deaf.length > MOST_SPANS || silent.length > MOST_SPANS,
  };
}

export function presenceSays({ rows, next, hearing, candidates }: Presence): string[] {
  const { hours, thereHours, nearHours, deafHours, silentHours } = hearing;
  const says: string[] = [];
  if (rows.length === 0 && next === null) {
    const nobody = candidates === 0 ? 'Nobody was heard there or within 20 nm' : 'Nobody was heard there';
    says.push(`${nobody} within the period; that says of no ship that it was not there.`);
  }
  const of = `of ${hours} h`;
  if (silentHours > 0) {
    says.push(
      `In ${silentHours} ${of} nothing was heard anywhere: the feeds brought nothing${spansText(hearing.silent)}.`,
    );
  }
  if (deafHours > 0) {
    says.push(
      `In ${deafHours} ${of} nobody was heard within 20 nm: nothing shows that anybody could have been heard there${spansText(hearing.deaf)}.`,
    );
  }
  if (nearHours > 0) says.push(`In ${nearHours} ${of} nobody was heard there, while others were within 20 nm.`);
  if (thereHours > 0)
    says.push(`In ${thereHours} ${of} somebody was heard in the quarter degrees that the area touches.`);
  if (rows.some(({ fixes }) => fixes === 0)) {
    says.push('"May have crossed": no kept position lies in the area, and the line between two of them crosses it.');
  }
  says.push(
    'Positions of ships that are not watched are kept one in ten minutes, and a ship without AIS, or with AIS off, is not heard at all.',
  );
  return says;
}

/** What a question about the past must be told where positions were let go of. */
export function letGoSays(since: Partial<Record<Kept, number>>, fromAt: number, whose: readonly Kept[]): string[] {
  return whose.flatMap((what) => {
    const keptAt = since[what];
    if (keptAt === undefined || keptAt <= fromAt) return [];
    const ships = what === 'tracks' ? 'ships that are not watched' : 'watched ships';
    return [
      `Positions of ${ships} from before ${utcMinute(keptAt)} have been let go of: that no more is told of that time says nothing.`,
    ];
  });
}

/** The first three of them. */
function spansText(spans: readonly TimeSpan[]): string {
  const told = spans.slice(0, 3).map(({ fromAt, toAt }) => `${utcMinute(fromAt)} to ${utcMinute(toAt)}`);
  const more = spans.length > 3 ? ` and ${spans.length - 3} more spans` : '';
  return spans.length === 0 ? '' : ` (${told.join(', ')}${more})`;
}

export function presentArea(
  shape: AreaShape,
  { title, placeId }: { title: string; placeId: string | null },
): wire.Presence['area'] {
  const { lon, lat } = createArea(shape).centre;
  const rings: [number, number][][] =
    shape.kind === 'ring'
      ? [shape.ring.map(([x, y]): [number, number] => [x, y])]
      : shape.circles.map((circle) => circleRing(circle.lon, circle.lat, circle.radiusKm));
  const coordinates = rings.map((ring) => [[...ring, ring[0]!]]);
  return { title, placeId, lon, lat, outline: { type: 'MultiPolygon', coordinates } };
}

/** On the flat round its middle: no circle here is larger than five degrees. */
function circleRing(lon: number, lat: number, radiusKm: number): [number, number][] {
  const high = (radiusKm / EARTH_RADIUS_KM) * (180 / Math.PI);
  const wide = high / Math.max(0.02, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: CIRCLE_CORNERS }, (_, i): [number, number] => {
    const turn = (2 * Math.PI * i) / CIRCLE_CORNERS;
    return [rounded(lon + wide * Math.cos(turn)), rounded(lat + high * Math.sin(turn))];
  });
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
