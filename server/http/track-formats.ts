// A track as a file for other programs. Names came over the radio: XML is escaped, and a CSV cell that a spreadsheet
// would run as a formula is made text. Lines are cut at the antimeridian, as RFC 7946 asks.

import { csvRow } from '../desk/csv-row.ts';
import { xml } from './atom.ts';
import { rfc3339 } from './present/moment.ts';
import type { PositionFix } from './wire/vessel.ts';

export interface TrackFile {
  vesselId: string;
  name: string;
  /** What a replay must be marked with. */
  label: string | null;
  /** Oldest first. */
  fixes: readonly PositionFix[];
}

export interface TrackFormat {
  id: string;
  mediaType: string;
  write(track: TrackFile): string;
}

export const TRACK_FORMATS: readonly TrackFormat[] = [
  { id: 'geojson', mediaType: 'application/geo+json', write: writeGeoJson },
  { id: 'csv', mediaType: 'text/csv', write: writeCsv },
  { id: 'gpx', mediaType: 'application/gpx+xml', write: writeGpx },
  { id: 'kml', mediaType: 'application/vnd.google-earth.kml+xml', write: writeKml },
];

function writeGeoJson({ vesselId, name, label, fixes }: TrackFile): string {
  const lines = cutAtAntimeridian(fixes);
  const geometry =
    lines.length === 1 && lines[0]!.length > 1
      ? { type: 'LineString', coordinates: lines[0] }
      : { type: 'MultiLineString', coordinates: lines.filter((line) => line.length > 1) };
  const track = { type: 'Feature', id: vesselId, properties: { vesselId, name, label }, geometry };
  const points = fixes.map(({ at, lon, lat, ...motion }) => ({
    type: 'Feature',
    properties: { time: rfc3339(at), ...motion },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features: [track, ...points] });
}

function writeCsv({ vesselId, name, label, fixes }: TrackFile): string {
  const rows = [
    ['time', 'vessel', 'name', 'lon', 'lat', 'speed_kn', 'course_deg', 'heading_deg', 'label'],
    ...fixes.map((fix) => [
      rfc3339(fix.at),
      vesselId,
      name,
      fix.lon,
      fix.lat,
      fix.speedKn ?? '',
      fix.courseDeg ?? '',
      fix.headingDeg ?? '',
      label ?? '',
    ]),
  ];
  return rows.map((row) => `${csvRow(row)}\r\n`).join('');
}

function writeGpx({ vesselId, name, label, fixes }: TrackFile): string {
  const points = fixes.map(
    (fix) => `      <trkpt lat="${fix.lat}" lon="${fix.lon}"><time>${rfc3339(fix.at)}</time></trkpt>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="keelwatch" xmlns="http://www.topografix.com/GPX/1/1">
  <trk>
    <name>${xml(name)}</name>
    <desc>${xml(label === null ? vesselId : `${vesselId}. ${label}`)}</desc>
    <trkseg>
${points.join('')}    </trkseg>
  </trk>
</gpx>
`;
}

/** gx:Track carries the time of every point, which a plain LineString cannot. */
function writeKml({ vesselId, name, label, fixes }: TrackFile): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
  <Document>
    <Placemark>
      <name>${xml(name)}</name>
      <description>${xml(label === null ? vesselId : `${vesselId}. ${label}`)}</description>
      <gx:Track>
${fixes.map((fix) => `        <when>${rfc3339(fix.at)}</when>\n`).join('')}${fixes
  .map((fix) => `        <gx:coord>${fix.lon} ${fix.lat} 0</gx:coord>\n`)
  .join('')}      </gx:Track>
    </Placemark>
  </Document>
</kml>
`;
}

/** Lines of [lon, lat]; where the ship crosses 180°, one ends and the next begins at the crossing. */
export function cutAtAntimeridian(fixes: readonly Pick<PositionFix, 'lon' | 'lat'>[]): [number, number][][] {
  const lines: [number, number][][] = [];
  let line: [number, number][] = [];
  let before: Pick<PositionFix, 'lon' | 'lat'> | null = null;
  for (const fix of fixes) {
    if (before !== null && Math.abs(fix.lon - before.lon) > 180) {
      const edge = before.lon > 0 ? 180 : -180;
      const unwrapped = fix.lon + 2 * edge;
      const part = unwrapped === before.lon ? 0 : (edge - before.lon) / (unwrapped - before.lon);
      const lat = Math.round((before.lat + (fix.lat - before.lat) * part) * 1e6) / 1e6;
      line.push([edge, lat]);
      lines.push(line);
      line = [[-edge, lat]];
    }
    line.push([fix.lon, fix.lat]);
    before = fix;
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
