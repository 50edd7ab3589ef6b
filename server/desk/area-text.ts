// An area as somebody writes it: the id of a port or zone, a box "west,south,east,north", a circle "lon,lat,km", or a
// GeoJSON polygon. In comes one text; out goes a shape with a title, or a refusal that says what is wrong with it.

import { CodedError } from '../domain/errors.ts';
import type { PlaceIndex } from '../domain/places/place-index.ts';
import { type AreaShape, boxShape } from '../domain/presence/area.ts';
import { placeArea } from '../domain/presence/place-area.ts';

export interface AskedArea {
  shape: AreaShape;
  title: string;
  /** The port or zone that was named, or null. */
  placeId: string | null;
}

/** Longer texts are no area that can be read on a map. */
export const MOST_AREA_LETTERS = 20_000;
const MOST_CORNERS = 500;
/** Five degrees: the largest area that a question may be about. */
const MOST_RADIUS_KM = 550;
/** Nearer to a pole, degrees are no measure. */
const MOST_LAT = 88;

export function readArea(text: string, places: PlaceIndex): AskedArea {
  const written = text.trim();
  if (written.startsWith('{')) return polygonOf(written);
  if (/^[-+\d.,\s]+$/.test(written)) return numbersOf(written);
  const shape = placeArea(places, written);
  if (shape !== null) return { shape, title: places.port(written)!.name, placeId: written };
  const zone = places.zone(written);
  if (zone !== undefined) return { shape: { kind: 'ring', ring: zone.ring }, title: zone.name, placeId: written };
  throw new CodedError(
    'not_found',
    `There is no port or zone '${written.slice(0, 100)}'; an area may also be west,south,east,north or lon,lat,km or a GeoJSON polygon.`,
  );
}

function numbersOf(written: string): AskedArea {
  const numbers = written.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.some((number) => !Number.isFinite(number)) || (numbers.length !== 3 && numbers.length !== 4)) {
    throw refused(`"${written.slice(0, 100)}" is neither west,south,east,north nor lon,lat,km`);
  }
  if (numbers.length === 3) {
    const [lon, lat, radiusKm] = numbers as [number, number, number];
    mustBePoint(lon, lat);
    if (!(radiusKm > 0 && radiusKm <= MOST_RADIUS_KM)) throw refused(`a circle is of up to ${MOST_RADIUS_KM} km`);
    const centre = { lon, lat };
    return {
      shape: { kind: 'circles', circles: [{ ...centre, radiusKm }], centre },
      title: `${radiusKm} km round ${lat}, ${lon}`,
      placeId: null,
    };
  }
  const [west, south, east, north] = numbers as [number, number, number, number];
  mustBePoint(west, south);
  mustBePoint(east, north);
  if (!(north > south)) throw refused('a box has its south below its north: west,south,east,north');
  if (west === east) throw refused('a box has its west apart from its east: west,south,east,north');
  return {
    shape: boxShape({ west, south, east, north }),
    title: `the box ${south} to ${north} N, ${west} to ${east} E`,
    placeId: null,
  };
}

function polygonOf(written: string): AskedArea {
  let read: unknown;
  try {
    read = JSON.parse(written);
  } catch {
    throw refused('it begins like GeoJSON and is none');
  }
  const given = isObject(read) && read.type === 'Feature' ? read.geometry : read;
  if (!isObject(given) || given.type !== 'Polygon' || !Array.isArray(given.coordinates)) {
    throw refused('of GeoJSON a Polygon is understood, or a Feature with one');
  }
  const rings: unknown[] = given.coordinates;
  if (rings.length !== 1) throw refused('a polygon has one ring and no holes');
  const ring = (Array.isArray(rings[0]) ? rings[0] : []).map((corner: unknown): [number, number] => {
    const [lon, lat] = Array.isArray(corner) ? corner : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') throw refused('a corner is [lon, lat]');
    if (!(Math.abs(lon) <= 540)) throw refused(`longitude ${lon} is out of range`);
    mustBePoint(0, lat);
    return [lon, lat];
  });
  const [first, last] = [ring[0], ring.at(-1)];
  if (first && last && ring.length > 1 && first[0] === last[0] && first[1] === last[1]) ring.pop();
  if (ring.length < 3) throw refused('a polygon has three corners or more');
  if (ring.length > MOST_CORNERS) throw refused(`a polygon has ${MOST_CORNERS} corners at most`);
  const runs = runningOn(ring);
  const lons = runs.map(([lon]) => lon);
  if (Math.max(...lons) - Math.min(...lons) >= 180) throw refused('a polygon spans less than half the world');
  return { shape: { kind: 'ring', ring: runs }, title: `a polygon of ${ring.length} corners`, placeId: null };
}

/** No side is longer than half the world: a side that seems to be crosses the antimeridian. */
function runningOn(ring: readonly [number, number][]): [number, number][] {
  let before = ring[0]![0];
  return ring.map(([lon, lat]) => {
    before = lon - 360 * Math.round((lon - before) / 360);
    return [before, lat];
  });
}

function mustBePoint(lon: number, lat: number): void {
  if (!(Math.abs(lon) <= 180)) throw refused(`longitude ${lon} is out of range`);
  if (!(Math.abs(lat) <= MOST_LAT)) throw refused(`latitude ${lat} is out of range: -${MOST_LAT} to ${MOST_LAT}`);
}

function refused(why: string): CodedError {
  return new CodedError('invalid', `This is no area: ${why}.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
