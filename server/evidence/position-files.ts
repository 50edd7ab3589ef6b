// The positions and events of an alert for other programs: GeoJSON, KML with times, CSV and GPX. Every position says on what
// it rests: AIS as received, AIS as the program kept it, or a sighting. Lines are cut at the antimeridian (RFC 7946).

import { csvRow } from '../desk/csv-row.ts';
import { summarise } from '../domain/kinds/index.ts';
import { plainLine } from '../domain/plain-text.ts';
import { POSITION } from '../domain/report.ts';
import { isoMoment } from '../domain/time.ts';
import type { Gathered } from './gather.ts';
import { FROM_STORE } from './kept-positions.ts';
import type { PartContent } from './manifest.ts';
import { escaped } from './markup.ts';

export interface Position {
  at: number;
  lon: number;
  lat: number;
  speedKn: number | null;
  courseDeg: number | null;
  mmsi: number;
  basis: 'AIS as received' | 'AIS as kept';
  source: string;
  /** 0 where there is none. */
  line: number;
}

/** Positions shown before the leg, ms. */
const BEFORE_MS = 86_400_000;

/** Of the vessel itself, from a day before the leg to the moment at which the alert was said; those of ships met too. */
export function positionsOf({ heard, alert }: Gathered): Position[] {
  const fromAt = Math.min(alert.fromAt, ...alert.evidence.events.map(({ beganAt }) => beganAt)) - BEFORE_MS;
  return heard.reports.flatMap((report) => {
    const { at, lon, lat, parts, speedKn, courseDeg, mmsi, source, line } = report;
    if (!(parts & POSITION) || Number.isNaN(lon + lat) || at < fromAt) return [];
    const basis = source === FROM_STORE ? 'AIS as kept' : 'AIS as received';
    return [{ at, lon, lat, speedKn: orNull(speedKn), courseDeg: orNull(courseDeg), mmsi, basis, source, line }];
  });
}

export function positionFiles(gathered: Gathered): PartContent[] {
  const positions = positionsOf(gathered);
  const label = gathered.replay?.label ?? null;
  const about = `positions of the ships of this alert${label === null ? '' : ` (${label})`}`;
  return [
    {
      name: 'positions.geojson',
      about: `${about}, events and sightings`,
      content: geoJson(gathered, positions, label),
    },
    {
      name: 'positions.kml',
      about: `${about}, events and sightings, with times`,
      content: kml(gathered, positions, label),
    },
    { name: 'positions.csv', about, content: csv(gathered, positions, label) },
    { name: 'positions.gpx', about, content: gpx(gathered, positions, label) },
  ];
}

function geoJson({ alert, sightings }: Gathered, positions: readonly Position[], label: string | null): string {
  const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
  const features = [
    ...unitsOf(positions).map(([mmsi, own]) => ({
      type: 'Feature',
      properties: { what: 'track', mmsi, label },
      geometry: { type: 'MultiLineString', coordinates: linesOf(own).filter((line) => line.length > 1) },
    })),
    ...positions.map(({ at, lon, lat, ...rest }) => ({
      type: 'Feature',
      properties: { what: 'position', time: isoMoment(at), ...rest },
      geometry: point(lon, lat),
    })),
    ...alert.evidence.events.map((event) => ({
      type: 'Feature',
      id: event.id,
      properties: {
        what: 'event',
        kind: event.kind,
        basis: event.basis,
        from: isoMoment(event.beganAt),
        to: event.endedAt === null ? null : isoMoment(event.endedAt),
        says: summarise(event, alert.vesselName),
      },
      geometry: point(event.lon, event.lat),
    })),
    ...sightings.map(({ id, lon, lat, fromAt, toAt, source, grade, withdrawn }) => ({
      type: 'Feature',
      id,
      properties: {
        what: 'sighting',
        basis: 'sighted',
        from: isoMoment(fromAt),
        to: isoMoment(toAt),
        source,
        grade,
        withdrawn: withdrawn !== undefined,
      },
      geometry: point(lon, lat),
    })),
  ];
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}

function kml({ alert, sightings }: Gathered, positions: readonly Position[], label: string | null): string {
  const note = label === null ? '' : ` (${label})`;
  const tracks = unitsOf(positions).map(
    ([mmsi, own]) => `    <Placemark>
      <name>${escaped(`MMSI ${mmsi}`)}</name>
      <description>${escaped(`${own.length} positions${note}`)}</description>
      <gx:Track>
${own.map(({ at }) => `        <when>${isoMoment(at)}</when>\n`).join('')}${own
  .map(({ lon, lat }) => `        <gx:coord>${lon} ${lat} 0</gx:coord>\n`)
  .join('')}      </gx:Track>
    </Placemark>
`,
  );
  const place = (
    name: string,
    text: string,
    from: number,
    to: number | null,
    lon: number,
    lat: number,
  ) => `    <Placemark>
      <name>${escaped(name)}</name>
      <description>${escaped(text)}</description>
      <TimeSpan><begin>${isoMoment(from)}</begin>${to === null ? '' : `<end>${isoMoment(to)}</end>`}</TimeSpan>
      <Point><coordinates>${lon},${lat},0</coordinates></Point>
    </Placemark>
`;
  const events = alert.evidence.events.map((event) =>
    place(
      `${event.kind}, ${event.basis}`,
      summarise(event, alert.vesselName),
      event.beganAt,
      event.endedAt,
      event.lon,
      event.lat,
    ),
  );
  const seen = sightings.map(({ fromAt, toAt, source, grade, lon, lat }) =>
    place(`sighting, ${grade}`, source, fromAt, toAt, lon, lat),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
  <Document>
    <name>${escaped(`${alert.vesselName}: ${alert.ruleTitle}`)}</name>
    <description>${escaped(`${alert.why}${note}`)}</description>
${[...tracks, ...events, ...seen].join('')}  </Document>
</kml>
`;
}

function csv({ alert }: Gathered, positions: readonly Position[], label: string | null): string {
  const head = ['time', 'mmsi', 'vessel', 'lon', 'lat', 'speed_kn', 'course_deg', 'basis', 'source', 'line', 'label'];
  const rows = positions.map((each) => [
    isoMoment(each.at),
    each.mmsi,
    each.mmsi === alert.mmsi ? alert.vesselName : '',
    each.lon,
    each.lat,
    each.speedKn ?? '',
    each.courseDeg ?? '',
    each.basis,
    each.source,
    each.line === 0 ? '' : each.line,
    label ?? '',
  ]);
  // One line a row, whatever a name holds: many readers of tables go by lines.
  const plain = (cell: string | number) => (typeof cell === 'number' ? cell : plainLine(cell));
  return [head, ...rows].map((row) => `${csvRow(row.map(plain))}\r\n`).join('');
}

function gpx({ alert }: Gathered, positions: readonly Position[], label: string | null): string {
  const tracks = unitsOf(positions).map(
    ([mmsi, own]) => `  <trk>
    <name>${escaped(mmsi === alert.mmsi ? `${alert.vesselName}, MMSI ${mmsi}` : `MMSI ${mmsi}`)}</name>
    <desc>${escaped(label ?? alert.why)}</desc>
    <trkseg>
${own.map(({ at, lon, lat }) => `      <trkpt lat="${lat}" lon="${lon}"><time>${isoMoment(at)}</time></trkpt>\n`).join('')}    </trkseg>
  </trk>
`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="keelwatch" xmlns="http://www.topografix.com/GPX/1/1">
${tracks.join('')}</gpx>
`;
}

function unitsOf(positions: readonly Position[]): [number, Position[]][] {
  return [...Map.groupBy(positions, ({ mmsi }) => mmsi)].sort(([a], [b]) => a - b);
}

/** Lines of [lon, lat]: one ends at 180° where the ship crosses it. */
export function linesOf(positions: readonly Pick<Position, 'lon' | 'lat'>[]): [number, number][][] {
  const lines: [number, number][][] = [];
  let line: [number, number][] = [];
  let before: Pick<Position, 'lon' | 'lat'> | null = null;
  for (const { lon, lat } of positions) {
    if (before !== null && Math.abs(lon - before.lon) > 180) {
      lines.push(line);
      line = [];
    }
    line.push([lon, lat]);
    before = { lon, lat };
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
