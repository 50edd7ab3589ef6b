// A sighting as it is typed on the page, and what is sent for it. Pure: text in, a request or one sentence out. The server
// checks everything again; what is caught here is what a person can put right at the field.

import type { Port } from '../../server/http/wire/place.ts';
import type { Sighting, SightingRequest } from '../../server/http/wire/sighting.ts';

export interface SightingDraft {
  /** UTC days; times are "HH:MM", or '' where only the day is known. */
  fromDay: string;
  fromTime: string;
  toDay: string;
  toTime: string;
  /** Name, id or UN/LOCODE of a port. */
  place: string;
  lon: string;
  lat: string;
  what: string;
  means: Sighting['means'];
  grade: Sighting['grade'];
  source: string;
  link: string;
}

export const NO_SIGHTING: SightingDraft = {
  fromDay: '',
  fromTime: '',
  toDay: '',
  toTime: '',
  place: '',
  lon: '',
  lat: '',
  what: '',
  means: 'satellite',
  grade: 'possible',
  source: '',
  link: '',
};

export const MEANS_WORDS: Record<Sighting['means'], string> = {
  satellite: 'Satellite image',
  photograph: 'Photograph',
  witness: 'Witness',
  document: 'Document',
  other: 'Other',
};

export const SIGHTING_GRADE_WORDS: Record<Sighting['grade'], string> = {
  confirmed: 'Confirmed: ship, place and day are certain',
  probable: 'Probable: one of them is likely, not certain',
  possible: 'Possible: a lead',
};

export type SightingReading = { request: SightingRequest } | { problem: string };

export function readSightingDraft(draft: SightingDraft, vesselId: string, ports: readonly Port[]): SightingReading {
  if (draft.fromDay === '') return { problem: 'Give the day on which it was seen.' };
  if (draft.toDay === '' && draft.toTime !== '') return { problem: 'Give the last day to the last time.' };
  const place = draft.place.trim();
  const port = place === '' ? null : portOf(place, ports);
  if (port === undefined)
    return { problem: `No port is called “${place}”. Choose one of the list, or give a position.` };
  const lon = degreesOf(draft.lon);
  const lat = degreesOf(draft.lat);
  if (Number.isNaN(lon) || Number.isNaN(lat)) return { problem: 'Degrees are numbers such as 130.30 or -34.19.' };
  if ((lon === undefined) !== (lat === undefined)) return { problem: 'A position needs both longitude and latitude.' };
  if (port === null && lon === undefined) return { problem: 'Say where: a port, or a position.' };
  return {
    request: {
      vesselId,
      from: momentOf(draft.fromDay, draft.fromTime),
      ...(draft.toDay === '' ? {} : { to: momentOf(draft.toDay, draft.toTime) }),
      placeId: port?.id ?? null,
      ...(lon === undefined || lat === undefined ? {} : { lon, lat }),
      what: draft.what.trim(),
      means: draft.means,
      grade: draft.grade,
      source: draft.source.trim(),
      link: draft.link.trim() === '' ? null : draft.link.trim(),
    },
  };
}

/** The port that a text names, undefined where none does. */
export function portOf(text: string, ports: readonly Port[]): Port | undefined {
  const wanted = text.trim().toLowerCase();
  return (
    ports.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted) ??
    ports.find(({ locode }) => locode !== null && locode.toLowerCase() === wanted.replace(/\s/g, '')) ??
    ports.find(({ name }) => name.toLowerCase().startsWith(`${wanted} (`))
  );
}

function momentOf(day: string, time: string): string {
  return time === '' ? day : `${day}T${time}:00Z`;
}

function degreesOf(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  return /^[+-]?\d{1,3}(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Newest first, as far as they were known at an instant; one withdrawn later still stood then. */
export function sightingsAt(sightings: readonly Sighting[], at: number): Sighting[] {
  return sightings
    .filter((sighting) => sighting.arrivedAt <= at)
    .map(({ withdrawn, ...sighting }) => (withdrawn && withdrawn.at <= at ? { ...sighting, withdrawn } : sighting))
    .sort((a, b) => b.fromAt - a.fromAt || (a.id < b.id ? -1 : 1));
}
