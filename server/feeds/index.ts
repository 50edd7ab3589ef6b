// The track formats that are known, and which of them a file has: told by its content, never by its name.

import { CodedError } from '../domain/errors.ts';
import type { ParserOptions, TrackFormat } from './feed.ts';
import { aisCatcher } from './formats/ais-catcher.ts';
import { aisHubJson } from './formats/aishub.ts';
import { aisstreamJson } from './formats/aisstream.ts';
import { barentsWatchJson } from './formats/barentswatch.ts';
import { digitrafficJson } from './formats/digitraffic.ts';
import { dmaCsv } from './formats/dma-csv.ts';
import { columnMapFault, genericCsv } from './formats/generic-csv.ts';
import { geojson } from './formats/geojson.ts';
import { globalFishingWatchCsv } from './formats/global-fishing-watch-csv.ts';
import { gpsdJson } from './formats/gpsd.ts';
import { gpx } from './formats/gpx.ts';
import { marineCadastreCsv } from './formats/marine-cadastre-csv.ts';
import { marineTrafficCsv } from './formats/marine-traffic-csv.ts';
import { nmea } from './formats/nmea.ts';
import { openwatersJson } from './formats/openwaters.ts';
import { signalK } from './formats/signal-k.ts';
import { csvHeader } from './reading/csv-head.ts';

/** Tried in this order; the generic table comes last. */
const trackFormats: readonly TrackFormat[] = [
  geojson,
  gpx,
  openwatersJson,
  signalK,
  aisstreamJson,
  barentsWatchJson,
  digitrafficJson,
  aisHubJson,
  aisCatcher,
  gpsdJson,
  nmea,
  dmaCsv,
  marineCadastreCsv,
  globalFishingWatchCsv,
  marineTrafficCsv,
  genericCsv,
];

/** By the name that `TrackFormat.name` gives. */
export function formatNamed(name: string): TrackFormat | undefined {
  return trackFormats.find((format) => format.name === name);
}

/** The format of a file by its head (decompressed); a CodedError with one sentence when it has none of them. */
export function formatOf(headOfFile: string, options: ParserOptions): TrackFormat {
  // A power cut leaves runs of NUL bytes in a log; in a binary file no format is found without them either.
  const head = headOfFile.includes('\0') ? headOfFile.replaceAll('\0', '') : headOfFile;
  if (head !== headOfFile && isUtf16(headOfFile)) {
    throw new CodedError('invalid', `${options.source} is UTF-16 text: save it as UTF-8`);
  }
  const header = csvHeader(head);
  if (options.columns !== null && header !== null) {
    const fault = columnMapFault(options.columns, header.fields);
    if (fault !== null) throw new CodedError('invalid', `${options.source}: ${fault}: ${shortened(header.line)}`);
    if (genericCsv.detect(head, options)) return genericCsv;
  }
  const format = trackFormats.find((known) => known.detect(head, options));
  if (format !== undefined) return format;
  if (head !== headOfFile) {
    throw new CodedError('invalid', `${options.source} is a binary file, not a recording of positions`);
  }
  throw new CodedError('invalid', unknown(options.source, head, header?.line ?? null));
}

function unknown(source: string, head: string, header: string | null): string {
  const known = trackFormats.map((format) => format.title).join('; ');
  if (/^[\uFEFF\s]*[[{]/.test(head)) {
    const feeds = 'BarentsWatch, Digitraffic, AISHub or aisstream.io';
    return `${source} is JSON, but not GeoJSON: its beginning names no Feature or FeatureCollection, and no message of ${feeds}`;
  }
  if (header === null) {
    const first = shortened(head.trimStart().split('\n', 1)[0] ?? '');
    return `${source} is not a track file: its first line is ${first}. Known are: ${known}`;
  }
  return (
    `${source} has the unknown CSV header ${shortened(header)}. Known are: ${known}. ` +
    'Any other table needs a column map, e.g. mmsi=<column>,at=<column>,lon=<column>,lat=<column>'
  );
}

function shortened(line: string): string {
  const clean = line.replace(/\p{Cc}+/gu, ' ').trim();
  return JSON.stringify(clean.length > 200 ? `${clean.slice(0, 200)}…` : clean);
}

/** Every other byte a NUL, as in ASCII written in two bytes a character. */
function isUtf16(head: string): boolean {
  const start = head.slice(0, 64);
  return start.length >= 8 && /^(?:\0[^\0]){4,}|^(?:[^\0]\0){4,}/.test(start);
}
