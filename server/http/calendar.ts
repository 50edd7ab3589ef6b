// Expected arrivals as a calendar (iCalendar, RFC 5545). An entry is an event under its own id for as long as that id lives: a
// revision counts up its sequence, and what was withdrawn or did not come about is cancelled rather than left out, since a
// calendar keeps what it was once given. An arrival that nobody has seen is tentative and says what it rests on.

import { Buffer } from 'node:buffer';
import type { Approach } from '../domain/kinds/approach/facts.ts';
import { summarise } from '../domain/kinds/index.ts';
import type { DarkCall } from '../domain/kinds/possible-dark-call/facts.ts';
import { plainLine } from '../domain/plain-text.ts';
import { HOUR_MS, isoMoment } from '../domain/time.ts';

export type Arrival = Approach | DarkCall;

export interface Calendar {
  /** Scheme and host of this server. */
  base: string;
  scope: string;
  /** What a replay must be marked with; null for the live monitor. */
  label: string | null;
  now: number;
  arrivals: readonly { event: Arrival; name: string }[];
}

/** An instant has no length; so long it is shown. */
const SHOWN_MS = HOUR_MS;
/** Octets of a line without its end (RFC 5545, 3.1). */
const LINE_BYTES = 75;

export function writeCalendar({ base, scope, label, now, arrivals }: Calendar): string {
  const name = label === null ? 'keelwatch: expected arrivals' : `keelwatch: expected arrivals (${label})`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//keelwatch//expected arrivals//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${text(name)}`,
    ...arrivals.flatMap(({ event, name: ship }) => entry(event, ship, { base, scope, label, now })),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function entry(event: Arrival, ship: string, about: Omit<Calendar, 'arrivals'>): string[] {
  const { id, revision, knownAt, vesselId, lon, lat } = event;
  const { placeName } = event.facts;
  const earliestAt = earliestOf(event);
  const cancelled = isCancelled(event);
  const mark = about.label === null ? '' : `[${about.label}] `;
  const words = `${mark}${cancelled ? 'Cancelled: ' : ''}${plainLine(ship)} can have reached ${plainLine(placeName)} (inferred)`;
  const page = `${about.base}/?${new URLSearchParams({ scope: about.scope, vessel: vesselId })}`;
  const grounds = [
    summarise(event, ship),
    'The time is the earliest at which the ship can be there. It is reckoned, and not a plan that anybody has told.',
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${text(`${about.scope}-${id}@keelwatch`)}`,
    `DTSTAMP:${stamp(about.now)}`,
    `LAST-MODIFIED:${stamp(knownAt)}`,
    `SEQUENCE:${revision - 1}`,
    `DTSTART:${stamp(earliestAt)}`,
    `DTEND:${stamp(earliestAt + SHOWN_MS)}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'TENTATIVE'}`,
    'TRANSP:TRANSPARENT',
    'CATEGORIES:INFERRED',
    `SUMMARY:${text(words)}`,
    `DESCRIPTION:${text(grounds.map(plainLine).join('\n'))}`,
    `LOCATION:${text(plainLine(placeName))}`,
    ...(Number.isFinite(lat) && Number.isFinite(lon) ? [`GEO:${lat.toFixed(5)};${lon.toFixed(5)}`] : []),
    `URL:${page}`,
    'END:VEVENT',
  ];
}

function earliestOf(event: Arrival): number {
  return event.kind === 'approach' ? event.facts.earliestArrivalAt : event.facts.reach.earliestArrivalAt;
}

/** Withdrawn, or it turned out that the ship did not come: an approach tells so in its outcome. */
function isCancelled(event: Arrival): boolean {
  if (event.state === 'withdrawn') return true;
  return event.kind === 'approach' && ['turned away', 'stopped short'].includes(event.facts.outcome);
}

/** "20260912T060000Z" */
function stamp(at: number): string {
  return `${isoMoment(at).slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function text(words: string): string {
  return words.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}

/** At most 75 octets a line, never within a letter. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LINE_BYTES) return line;
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    // A line that goes on begins with a blank, which counts.
    const most = parts.length === 0 ? LINE_BYTES : LINE_BYTES - 1;
    if (Buffer.byteLength(part) + Buffer.byteLength(letter) > most) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  parts.push(part);
  return parts.join('\r\n ');
}
