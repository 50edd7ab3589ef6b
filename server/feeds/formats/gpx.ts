// GPX tracks: the points of trk/trkseg with their time. A track belongs to the MMSI in its extensions, else to the one its
// name labels as such, else to the one given by option; a number that only stands in a name is taken with a word about it,
// and never when it may be a date. Waypoints and planned routes are no positions of a ship and are passed over. Speeds are
// in metres a second in GPX and become knots.

import { SaxesParser, type SaxesTag } from 'saxes';
import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';
import { KNOTS_PER_MPS } from '../reading/field-units.ts';
import { decimalOf } from '../reading/field-values.ts';
import { type MmsiInName, mmsiInName, nameWithout } from '../reading/mmsi-in-name.ts';
import { createReportFiller, type Values } from '../reading/table-report.ts';
import { createXmlText } from '../reading/xml-text.ts';

const NO_BYTES = new Uint8Array(0);
/** A track point with extensions of two makers is 8 deep. */
const MOST_DEPTH = 64;
/** Nothing in a track is as long as this between two tags. */
const MOST_UNMARKED = 1 << 20;
const PIECE = 65_536;

export const gpx: TrackFormat = {
  name: 'gpx',
  title: 'GPX track with times',
  detect: (head) => /^[\uFEFF\s\0]*</.test(head) && /<([\w.-]+:)?gpx[\s>]/.test(head),
  open: createGpxParser,
};

function createGpxParser(options: ParserOptions): TrackParser {
  const filler = createReportFiller(options);
  const xml = createXmlText();
  const parser = new SaxesParser({ position: true });
  const notes = new Set<string>();
  let sink: ReportSink | null = null;
  let damage: string | null = null;
  let ending = false;
  let lineEnds = 0;
  let last = '\n';

  /** Characters given to the parser, and how many it had when it last met the end of a tag. */
  let written = 0;
  let markedAt = 0;
  const path: string[] = [];
  let text = '';
  let track: Values = {};
  /** A number that the track's name or number has, when nothing says that it is an MMSI. */
  let unlabelled: { mmsi: string; where: string } | null = null;
  let point: Values = {};
  let pointLine = 0;

  parser.on('error', () =>
    fail(ending ? 'breaks off before its end' : `is no well-formed XML from line ${parser.line} on`),
  );
  parser.on('opentag', (tag) => {
    markedAt = written;
    if (damage === null) openTag(tag);
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('cdata', (more) => {
    text += more;
  });
  parser.on('closetag', () => {
    markedAt = written;
    if (damage === null) closeTag();
  });

  function fail(how: string): void {
    if (damage !== null) return;
    damage = how;
    sink?.reject(REJECT.xml, parser.line, NO_BYTES, 0, 0);
  }

  function openTag(tag: SaxesTag): void {
    const name = localName(tag.name);
    path.push(name);
    if (path.length > MOST_DEPTH) fail(`has elements more than ${MOST_DEPTH} deep from line ${parser.line} on`);
    text = '';
    if (name === 'trk') {
      track = {};
      unlabelled = null;
    } else if (name === 'trkpt') {
      point = { lon: attributeOf(tag, 'lon'), lat: attributeOf(tag, 'lat') };
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
      else if (name === 'speed') point.speedKn = decimalOf(value) * KNOTS_PER_MPS;
      else if (name === 'course') point.courseDeg = value;
      else if (name === 'mmsi') point.mmsi = value;
    } else if (path.includes('trk') && !path.includes('trkseg') && value !== '') {
      if (name === 'mmsi') track.mmsi = value;
      else if (name === 'imo') track.imo = value;
      else if (name === 'callsign') track.callSign = value;
      else if (name === 'name') nameTrack(value);
      else if (name === 'number') take(mmsiInName(value), value);
    }
  }

  function nameTrack(value: string): void {
    const found = mmsiInName(value);
    take(found, value);
    const name = nameWithout(value, found);
    if (name !== '') track.name = name;
  }

  function take(found: MmsiInName | null, where: string): void {
    if (found === null) return;
    if (found.labelled) track.mmsi ??= found.mmsi;
    else unlabelled ??= { mmsi: found.mmsi, where };
  }

  function endPoint(): void {
    const values = { ...track, ...point };
    if (values.mmsi === undefined && options.mmsi === null && unlabelled !== null) {
      const { mmsi, where } = unlabelled;
      values.mmsi = mmsi;
      notes.add(
        `gives an MMSI in a name alone: the track ${JSON.stringify(where)} is taken as of ${mmsi} (--mmsi says another)`,
      );
    }
    const reason = filler.fill(values, pointLine);
    if (reason !== null) {
      sink?.reject(reason, pointLine, NO_BYTES, 0, 0);
      return;
    }
    sink?.report(filler.report);
    if (filler.refused !== null) sink?.reject(filler.refused, pointLine, NO_BYTES, 0, 0, true);
  }

  function write(more: string): void {
    if (more === '') return;
    for (let at = more.indexOf('\n'); at >= 0; at = more.indexOf('\n', at + 1)) lineEnds++;
    last = more.at(-1)!;
    // A tag, an attribute, a text or a comment that does not end is held whole by the parser: it is stopped here.
    for (let at = 0; at < more.length && damage === null; at += PIECE) {
      const piece = more.slice(at, at + PIECE);
      written += piece.length;
      parser.write(piece);
      if (written - markedAt > MOST_UNMARKED) fail(`has a text or tag of more than 1 MB near line ${parser.line}`);
    }
  }

  return {
    get lines() {
      return lineEnds + (last === '\n' ? 0 : 1);
    },
    get notes() {
      return [...notes];
    },
    get damage() {
      return damage;
    },
    push: (bytes, to) => {
      sink = to;
      write(xml.push(bytes));
      if (xml.unknown !== null) fail(`is in the encoding ${xml.unknown}, which is not known`);
    },
    end: (to) => {
      sink = to;
      write(xml.end());
      ending = true;
      if (xml.unknown !== null) fail(`is in the encoding ${xml.unknown}, which is not known`);
      if (damage === null) parser.close();
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
