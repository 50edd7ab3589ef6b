// GPX tracks: the points of trk/trkseg with their time. A track belongs to the MMSI in its extensions, else in its name
// or number, else to the one given by option. Waypoints and planned routes are no positions of a ship and are passed
// over. Speeds are in metres a second in GPX and become knots.

import { SaxesParser, type SaxesTag } from 'saxes';
import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';
import { createReportFiller, type Values } from '../reading/table-report.ts';

/** One knot is 1,852 m an hour. */
const KNOTS_PER_MPS = 3600 / 1852;
const NO_BYTES = new Uint8Array(0);

export const gpx: TrackFormat = {
  name: 'gpx',
  title: 'GPX track with times',
  detect: (head) => /^[\uFEFF\s]*</.test(head) && /<gpx[\s>]/.test(head),
  open: createGpxParser,
};

function createGpxParser(options: ParserOptions): TrackParser {
  const filler = createReportFiller(options);
  const decoder = new TextDecoder();
  const parser = new SaxesParser({ position: true });
  let sink: ReportSink | null = null;
  let damaged = false;
  let any = false;

  const path: string[] = [];
  let text = '';
  let track: Values = {};
  let point: Values = {};
  let lon = Number.NaN;
  let lat = Number.NaN;
  let pointLine = 0;

  parser.on('error', () => {
    if (damaged) return;
    damaged = true;
    sink?.reject(REJECT.xml, parser.line, NO_BYTES, 0, 0);
  });
  parser.on('opentag', (tag) => {
    if (!damaged) openTag(tag);
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('cdata', (more) => {
    text += more;
  });
  parser.on('closetag', () => {
    if (!damaged) closeTag();
  });

  function openTag(tag: SaxesTag): void {
    const name = localName(tag.name);
    path.push(name);
    text = '';
    if (name === 'trk') {
      track = {};
    } else if (name === 'trkpt') {
      point = {};
      lon = numberIn(attributeOf(tag, 'lon'));
      lat = numberIn(attributeOf(tag, 'lat'));
      pointLine = parser.line;
    }
  }

  function closeTag(): void {
    const name = path.pop();
    const value = text.trim();
    text = '';
    if (name === 'trkpt') {
      endPoint();
    } else if (path.includes('trkpt')) {
      if (name === 'time') point.at = value;
      else if (name === 'speed') point.speedKn = numberIn(value) * KNOTS_PER_MPS;
      else if (name === 'course') point.courseDeg = value;
      else if (name === 'mmsi') point.mmsi = value;
    } else if (path.includes('trk') && value !== '') {
      if (name === 'mmsi') track.mmsi = value;
      else if (name === 'imo') track.imo = value;
      else if (name === 'callsign') track.callSign = value;
      else if (name === 'name') nameTrack(value);
      else if (name === 'number' && /^\d{9}$/.test(value)) track.mmsi ??= value;
    }
  }

  function nameTrack(value: string): void {
    const mmsi = /(?<!\d)\d{9}(?!\d)/.exec(value)?.[0];
    if (mmsi !== undefined) track.mmsi ??= mmsi;
    // "LADY R (273212120)" names the ship too.
    const rest = value.replace(mmsi ?? '', '').replace(/mmsi/i, '');
    const name = rest.replace(/[\s()[\]:;,/-]+$/, '').trim();
    if (name !== '') track.name = name;
  }

  function endPoint(): void {
    const reason = filler.fill({ ...track, ...point }, lon, lat, pointLine);
    if (reason === null) sink?.report(filler.report);
    else sink?.reject(reason, pointLine, NO_BYTES, 0, 0);
  }

  return {
    get lines() {
      return any ? parser.line : 0;
    },
    push: (bytes, to) => {
      sink = to;
      any ||= bytes.length > 0;
      if (!damaged) parser.write(decoder.decode(bytes, { stream: true }));
    },
    end: (to) => {
      sink = to;
      if (damaged) return;
      parser.write(decoder.decode());
      parser.close();
    },
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

function attributeOf(tag: SaxesTag, name: string): string | undefined {
  const attribute = tag.attributes[name];
  return typeof attribute === 'object' ? attribute.value : attribute;
}

function numberIn(value: string | undefined): number {
  return value === undefined || value.trim() === '' ? Number.NaN : Number(value);
}
