// A sighting as a person writes it: words and days in, a sighting out, or one sentence that says what cannot be. It asks
// no store; who the vessel may be and which ports there are comes with the words.

import { CodedError } from '../domain/errors.ts';
import { stableId } from '../domain/hash.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import { mustBeInstant } from '../domain/instant.ts';
import type { Port } from '../domain/places/place.ts';
import { hiddenIn } from '../domain/plain-text.ts';
import {
  SIGHTING_GRADES,
  SIGHTING_MEANS,
  type Sighting,
  type SightingGrade,
  type SightingMeans,
} from '../domain/sighting.ts';
import { DAY_MS, isoDay } from '../domain/time.ts';

/** Every field as text; '' or absent is not given. */
export interface SightingText {
  /** An IMO number, or the id of a vessel or hull. */
  vessel?: string | undefined;
  /** A UTC day, or an instant in RFC 3339. */
  from?: string | undefined;
  /** Absent: the same day or instant. */
  to?: string | undefined;
  /** Id, UN/LOCODE or name of a port. */
  place?: string | undefined;
  lon?: string | undefined;
  lat?: string | undefined;
  what?: string | undefined;
  means?: string | undefined;
  grade?: string | undefined;
  source?: string | undefined;
  link?: string | undefined;
}

export const SIGHTING_FIELDS = [
  'vessel',
  'from',
  'to',
  'place',
  'lon',
  'lat',
  'what',
  'means',
  'grade',
  'source',
  'link',
] as const satisfies readonly (keyof SightingText)[];

export interface EntryKnown {
  ports: readonly Port[];
  /** Is it watched, or was it heard? */
  isKnown(vesselId: string): boolean;
  now: number;
}

/** Longest texts, characters. */
const LONGEST = { what: 500, source: 300, link: 1000 } as const;

/** Throws `invalid` with one sentence about the first field that cannot be. */
export function readSighting(text: SightingText, known: EntryKnown): Sighting {
  for (const field of SIGHTING_FIELDS) {
    const hidden = hiddenIn(text[field] ?? '');
    if (hidden !== null) throw invalid(`field '${field}' holds ${hidden}, a letter that does not show`);
  }
  const vesselId = vesselIdOf(required(text, 'vessel'), known);
  const { fromAt, toAt } = periodOf(required(text, 'from'), given(text.to), known.now);
  const port = given(text.place) === '' ? null : portNamed(given(text.place), known.ports);
  const lon = degreesOf('lon', given(text.lon), 180) ?? port?.lon;
  const lat = degreesOf('lat', given(text.lat), 90) ?? port?.lat;
  if (lon === undefined || lat === undefined) {
    throw invalid("a sighting needs field 'place', or both 'lon' and 'lat'");
  }
  return sightingOf(
    {
      vesselId,
      fromAt,
      toAt,
      placeId: port?.id ?? null,
      lon,
      lat,
      what: bounded('what', required(text, 'what')),
      means: oneOf<SightingMeans>('means', given(text.means), SIGHTING_MEANS, 'other'),
      grade: oneOf<SightingGrade>('grade', given(text.grade), SIGHTING_GRADES, 'possible'),
      source: bounded('source', required(text, 'source')),
      link: linkOf(given(text.link)),
    },
    known.now,
  );
}

/** The same sighting entered twice gets the same id; a corrected one is another. */
export function sightingOf(content: Omit<Sighting, 'id' | 'arrivedAt'>, now: number): Sighting {
  const { vesselId, fromAt, toAt, placeId, lon, lat, what, means, grade, source, link } = content;
  const id = stableId(
    'sighting',
    vesselId,
    fromAt,
    toAt,
    placeId ?? '',
    lon,
    lat,
    what,
    means,
    grade,
    source,
    link ?? '',
  );
  return { id, vesselId, fromAt, toAt, placeId, lon, lat, what, means, grade, source, link, arrivedAt: now };
}

/** A day is the whole day; `to` as a day is its end. */
export function periodOf(from: string, to: string, now: number): { fromAt: number; toAt: number } {
  const fromAt = instantOf('from', from);
  const toAt = to === '' ? endOf(from, fromAt) : endOf(to, instantOf('to', to));
  if (toAt < fromAt) throw invalid(`field 'to' (${to}) lies before 'from' (${from})`);
  if (fromAt > now) throw invalid(`field 'from' (${from}) lies in the future`);
  mustBeInstant("Field 'from'", fromAt, now);
  mustBeInstant("Field 'to'", toAt, now);
  return { fromAt, toAt };
}

function instantOf(field: string, text: string): number {
  const fits = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/i.test(text);
  const at = fits ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  // 30 February would be read as 1 March.
  const isDay = Number.isFinite(at) && isoDay(Date.parse(`${text.slice(0, 10)}T00:00Z`)) === text.slice(0, 10);
  if (!isDay) throw invalid(`field '${field}' is '${text}'; write it as 2024-02-04 or 2024-02-04T06:00:00Z`);
  return at;
}

function endOf(text: string, at: number): number {
  return text.length === 10 ? at + DAY_MS - 1000 : at;
}

function vesselIdOf(text: string, { isKnown }: EntryKnown): string {
  const imo = /^(?:imo)?[\s:]*(\d{7})$/i.exec(text)?.[1];
  if (imo !== undefined && !isShipImo(Number(imo))) throw invalid(`field 'vessel': IMO ${imo} fails its check digit`);
  const id = imo === undefined ? text : `imo:${imo}`;
  if (!isKnown(id)) throw invalid(`field 'vessel' is '${text}': no such vessel is watched or was heard`);
  return id;
}

function portNamed(text: string, ports: readonly Port[]): Port {
  const wanted = text.toLowerCase();
  const found =
    ports.find(({ id }) => id === text) ??
    ports.find(({ locode }) => locode !== null && locode.toLowerCase() === wanted.replace(/\s/g, ''));
  if (found) return found;
  const bearers = ports.filter(
    ({ name }) => name.toLowerCase() === wanted || name.toLowerCase().startsWith(`${wanted} (`),
  );
  // A name on the chart is meant before one that only anchorage points bear.
  const charted = bearers.filter(({ mooringsOnly }) => mooringsOnly !== true);
  const named = charted.length > 0 ? charted : bearers;
  if (named.length === 1) return named[0]!;
  if (named.length > 1) {
    throw invalid(
      `field 'place' is '${text}': ${named.length} ports have that name; give an id, such as ${named[0]!.id}`,
    );
  }
  throw invalid(`field 'place' is '${text}': no port has that id, UN/LOCODE or name`);
}

function degreesOf(field: 'lon' | 'lat', text: string, most: number): number | undefined {
  if (text === '') return undefined;
  const degrees = /^[+-]?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(degrees) <= most))
    throw invalid(`field '${field}' is '${text}'; it is degrees from -${most} to ${most}`);
  return degrees;
}

function oneOf<Word extends string>(field: string, text: string, words: readonly Word[], absent: Word): Word {
  if (text === '') return absent;
  const word = words.find((known) => known === text.toLowerCase());
  if (word === undefined) throw invalid(`field '${field}' is '${text}'; it is one of ${words.join(', ')}`);
  return word;
}

function linkOf(text: string): string | null {
  if (text === '') return null;
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) {
    throw invalid(`field 'link' is '${text}'; it is an address that begins with http:// or https://`);
  }
  return bounded('link', text);
}

function required(text: SightingText, field: keyof SightingText): string {
  const value = given(text[field]);
  if (value === '') throw invalid(`field '${field}' is missing`);
  return value;
}

function given(text: string | undefined): string {
  return text?.trim() ?? '';
}

function bounded(field: keyof typeof LONGEST, text: string): string {
  if (text.length > LONGEST[field]) {
    throw invalid(`field '${field}' has ${text.length} characters; ${LONGEST[field]} is the most`);
  }
  return text;
}

function invalid(sentence: string): CodedError {
  return new CodedError('invalid', `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
}
