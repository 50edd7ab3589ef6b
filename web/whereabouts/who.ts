// What the panel "Who was here?" keeps for the map, and how its form becomes a question: a place by its name or an area as
// written, and a period in UTC. Pure.

import type { Alibis, ShipAlibi } from '../../server/http/wire/alibi.ts';
import type { Port, Zone } from '../../server/http/wire/place.ts';
import type { Presence, PresenceVessel } from '../../server/http/wire/presence.ts';
import { plainName } from '../words/alert-words.ts';
import { DAY_MS, HOUR_MS } from '../words/time.ts';

/** Of the panel, what the map draws. Null in the state while the panel is closed. */
export interface Who {
  /** The area as the form writes it. */
  area: string;
  outline: [number, number][][][];
  marks: Mark[];
}

export interface Mark {
  id: string;
  title: string;
  note: string;
  lon: number;
  lat: number;
  /** Drawn lighter: it may have crossed, or is a place where it was heard before or after. */
  faint: boolean;
}

export const NOBODY_ASKED: Who = { area: '', outline: [], marks: [] };

export type Tab = 'presence' | 'alibis';

export interface Question {
  tab: Tab;
  area: string;
  from: number;
  to: number;
}

export interface Form {
  area: string;
  from: string;
  to: string;
}

/** The day of the playhead. */
export function formAt(at: number, area: string): Form {
  const from = Math.floor(at / DAY_MS) * DAY_MS;
  return { area, from: momentText(from), to: momentText(from + DAY_MS) };
}

/** The instant that an answer is as of: while it plays it moves in hours, so that a passing playhead does not ask each frame. */
export function steppedAt(at: number, playing: boolean): number {
  return playing ? Math.floor(at / HOUR_MS) * HOUR_MS : Math.round(at);
}

/** As a field of date and time holds it; UTC. */
export function momentText(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

/** The question that a form asks, or why it asks none. */
export function questionOf(
  { area, from, to }: Form,
  tab: Tab,
  places: { ports: readonly Port[]; zones: readonly Zone[] },
): Question | string {
  const written = area.trim();
  if (written === '') return 'Name a place, or draw a box on the map.';
  const fromAt = Date.parse(`${from}Z`);
  const toAt = Date.parse(`${to}Z`);
  if (Number.isNaN(fromAt) || Number.isNaN(toAt)) return 'Give both ends of the period.';
  if (toAt <= fromAt) return 'The period ends before it begins.';
  const asked = tab === 'alibis' ? places.ports : [...places.ports, ...places.zones];
  const [place, ...others] = named(asked, written);
  if (others.length > 0) {
    const names = [place!, ...others].slice(0, MOST_NAMED).map(({ id, name }) => `${id} (${name})`);
    const more = others.length + 1 - names.length;
    return `Several places are called so. Write ${names.join(', or ')}${more > 0 ? `, or one of ${more} more` : ''}.`;
  }
  if (tab === 'alibis' && place === undefined) return 'An alibi is asked for a port: choose one by its name.';
  return { tab, area: place?.id ?? written, from: fromAt, to: toAt };
}

const MOST_NAMED = 4;
type Named = Pick<Port | Zone, 'id' | 'name'>;

/** Places of that name; else those of that name without what stands in brackets; else those whose names begin so. */
function named(places: readonly Named[], written: string): Named[] {
  const asked = written.toLowerCase();
  const whole = places.filter(({ id, name }) => id === asked || name.toLowerCase() === asked);
  if (whole.length > 0) return whole.some(({ id }) => id === asked) ? whole.filter(({ id }) => id === asked) : whole;
  const plain = places.filter(({ name }) => plainName(name).toLowerCase() === asked);
  return plain.length > 0 ? plain : places.filter(({ name }) => name.toLowerCase().startsWith(asked));
}

/** A box as the form writes it: from one corner to the other, across the antimeridian where that is the way dragged. */
export function boxText(a: { lon: number; lat: number }, b: { lon: number; lat: number }): string {
  const [west, east] = [Math.min(a.lon, b.lon), Math.max(a.lon, b.lon)].map(wrapped);
  const [south, north] = [Math.min(a.lat, b.lat), Math.max(a.lat, b.lat)];
  return [west!, south, east!, north].map((degrees) => degrees.toFixed(3)).join(',');
}

function wrapped(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

/** The ring of a box, run on past 180. */
export function boxRing(a: { lon: number; lat: number }, b: { lon: number; lat: number }): [number, number][][][] {
  return [
    [
      [
        [a.lon, a.lat],
        [b.lon, a.lat],
        [b.lon, b.lat],
        [a.lon, b.lat],
        [a.lon, a.lat],
      ],
    ],
  ];
}

export function marksOfPresence({ rows }: Presence): Mark[] {
  return rows.map((row) => ({
    id: row.vesselId,
    title: row.vesselName,
    note: presenceNote(row),
    lon: row.closest.lon,
    lat: row.closest.lat,
    faint: row.word === 'may-have-crossed',
  }));
}

export function presenceNote({ word, fixes, thinned }: PresenceVessel): string {
  if (word === 'may-have-crossed') return 'may have crossed';
  return `${fixes} kept ${fixes === 1 ? 'position' : 'positions'}${thinned ? ', one in ten minutes' : ''}`;
}

export const ALIBI_TITLES: Record<ShipAlibi['word'], string> = {
  was: 'Was there',
  could: 'Could have been there',
  doubtful: 'No alibi that holds',
  'could-not': 'Could not have been there',
  'never-heard': 'Never heard: no alibi',
};

export function marksOfAlibis({ rows }: Alibis): Mark[] {
  return rows.flatMap(({ vesselId, vesselName, word, passage }) => {
    const end = passage?.before ?? passage?.after ?? null;
    if (end === null) return [];
    return [
      {
        id: vesselId,
        title: vesselName,
        note: ALIBI_TITLES[word],
        lon: end.lon,
        lat: end.lat,
        faint: word === 'could-not',
      },
    ];
  });
}
