// What a scenario is made of, and how it is written to disk: the recording as tagged NMEA lines, and beside it what is
// published, what is invented, and the sightings. The label is the same for every scenario and is never left out.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { encodeSentences } from '../../server/ais/write/encode.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import { berth, type Channel, type Chart } from './chart.ts';
import type { Point } from './land.ts';
import { PUBLISHED } from './published.ts';
import type { Message } from './sending.ts';
import type { Ship } from './ships.ts';
import { iso } from './voyage.ts';

export const LABEL = 'reconstructed: sightings are as published, positions and their days invented';

/** What a story tells of itself before its ships are added. */
export type Plot = Pick<
  Story,
  'id' | 'title' | 'about' | 'fromAt' | 'toAt' | 'opensAt' | 'speed' | 'sources' | 'chronology'
>;

export function openStory(plot: Plot): Story {
  return { ...plot, ships: [], messages: [], channels: [], sightings: [], bindings: [] };
}

export interface Story {
  id: string;
  title: string;
  about: string;
  fromAt: number;
  toAt: number;
  opensAt: number;
  /** Seconds of event time per second of play. */
  speed: number;
  ships: Ship[];
  messages: Message[];
  /** Waterways that the 1:10m coast does not hold; only in them may a track lie on its land. */
  channels: Channel[];
  sightings: Sighting[];
  /** Which hull an MMSI is, where only an analyst can say. */
  bindings: { mmsi: number; hullId: string; why: string }[];
  sources: string[];
  chronology: { when: string; what: string; source: string }[];
}

/** One line each, in time order; within a second by ship, static before position. */
export function recordingOf(story: Story): string {
  const sorted = story.messages
    .filter((m) => m.at >= story.fromAt && m.at <= story.toAt)
    .sort((a, b) => a.at - b.at || a.message.mmsi - b.message.mmsi || b.message.type - a.message.type);
  let sequence = 0;
  const lines: string[] = [];
  for (const [n, { at, message }] of sorted.entries()) {
    if (message.type === 5) sequence = (sequence + 1) % 10;
    // The station's name travels with every line: a cut of this file still says what it is.
    lines.push(
      ...encodeSentences(message, { sequence, channel: n % 2 === 0 ? 'A' : 'B', at, station: 'reconstructed' }),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

export function contentHash(recording: string): string {
  return createHash('sha256').update(recording).digest('hex');
}

/** Everything of the scenario but the recording, as it is written to scenario.json. */
export function describe(story: Story, recording: string): object {
  return {
    id: story.id,
    title: story.title,
    about: story.about,
    label: LABEL,
    from: iso(story.fromAt),
    to: iso(story.toAt),
    opensAt: iso(story.opensAt),
    speed: story.speed,
    track: { file: 'track.nmea.gz', lines: recording.split('\r\n').length - 1, sha256: contentHash(recording) },
    sources: story.sources,
    chronology: story.chronology,
    ships: story.ships.map(({ mmsi, imo, name, invented }) => ({ mmsi, imo, name, invented })),
    channels: story.channels,
    sightings: story.sightings,
    bindings: story.bindings,
  };
}

export function writeStory(story: Story, folder: URL): { lines: number; bytes: number } {
  const recording = recordingOf(story);
  const packed = gzipSync(recording, { level: 9 });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('track.nmea.gz', folder), packed);
  writeFileSync(new URL('scenario.json', folder), `${JSON.stringify(describe(story, recording), null, 1)}\n`);
  return { lines: recording.split('\r\n').length - 1, bytes: packed.length };
}

/**
 * Puts into the story what is published of its ships in the table, each at the berth of its port or, where no port is
 * named, at the point given. When an image became known is not published (it is told of days or weeks later): it is set
 * to the end of the time seen, so that a replay tells it on the day.
 */
export function tellPublished(chart: Chart, story: Story, elsewhere?: Point): void {
  for (const row of PUBLISHED.filter(({ story: id }) => id === story.id)) {
    const point = row.placeId === null ? elsewhere : berth(chart, row.placeId);
    if (point === undefined) throw new Error(`${story.id}: no point for what was seen on ${row.from}`);
    const { vesselId, placeId, what, means, grade, source } = row;
    const [fromAt, toAt] = [startOf(row.from), endOf(row.to)];
    story.sightings.push({
      id: `${story.id}:${vesselId.replace(/^imo:/, '')}:${placeId ?? 'anchored'}:${iso(fromAt).slice(0, 13)}`,
      vesselId,
      fromAt,
      toAt,
      placeId,
      lon: round(point.lon),
      lat: round(point.lat),
      what,
      means,
      grade,
      source,
      link: null,
      arrivedAt: row.toldAt === undefined ? toAt : Date.parse(row.toldAt),
    });
  }
}

/** First instant of a day such as '2024-02-08', or the instant that is given. */
export function startOf(text: string): number {
  return instant(text.includes('T') ? text : `${text}T00:00:00Z`, text);
}

/** Last second of a day, or the instant that is given. */
export function endOf(text: string): number {
  return instant(text.includes('T') ? text : `${text}T23:59:59Z`, text);
}

function instant(rfc3339: string, text: string): number {
  const at = Date.parse(rfc3339);
  if (Number.isNaN(at)) throw new Error(`not a day or an instant: '${text}'`);
  return at;
}

function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
