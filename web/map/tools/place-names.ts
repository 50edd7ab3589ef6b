// Ports and zones by a name as somebody writes it: whole names first, then those that begin so, then those that hold it. Pure.

import type { Port, Zone } from '../../../server/http/wire/place.ts';
import type { Place } from '../bounds.ts';

/** Names offered where several fit. */
const MOST_NAMED = 12;

export interface NamedPlace {
  id: string;
  name: string;
  place: Place;
}

export function namedPlaces(
  text: string,
  ports: readonly Port[],
  others: readonly Port[],
  zones: readonly Zone[],
): NamedPlace[] {
  const asked = folded(text);
  if (asked === '') return [];
  const known = new Set(ports.map(({ id }) => id));
  const all = [
    ...ports.map(portPlace),
    ...zones.map(({ id, name, ring }) => ({ id, name, place: middleOf(ring) })),
    ...others.filter(({ id }) => !known.has(id)).map(portPlace),
  ];
  for (const fits of [
    (name: string) => name === asked || name.replace(/\s*\(.*\)$/, '') === asked,
    (name: string) => name.startsWith(asked),
    (name: string) => name.includes(asked),
  ]) {
    const found = all.filter(({ name }) => fits(folded(name)));
    if (found.length > 0) return found.slice(0, MOST_NAMED);
  }
  return [];
}

function portPlace({ id, name, country, lon, lat }: Port): NamedPlace {
  return { id, name: country === '' ? name : `${name}, ${country}`, place: { lon, lat } };
}

/** The middle of the box of a ring: a place to look at, no more. */
export function middleOf(ring: readonly (readonly [number, number])[]): Place {
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  return {
    lon: (Math.min(...lons) + Math.max(...lons)) / 2,
    lat: (Math.min(...lats) + Math.max(...lats)) / 2,
  };
}

function folded(text: string): string {
  return text
    .trim()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/,\s*[a-z]{2}$/, '');
}
