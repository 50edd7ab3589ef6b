// Who was here, and who could not have been there, as files for other programs: CSV, with cells that a spreadsheet would
// run made text, and GeoJSON. What was cut short says so in its last row.

import { csvRow } from '../desk/csv-row.ts';
import { rfc3339 } from './present/moment.ts';
import type * as wire from './wire/index.ts';

const when = (at: number | null): string => (at === null ? '' : rfc3339(at));

export function presenceCsv(presence: wire.Presence): string {
  const { rows, next, label, area, fromAt, toAt, asOf } = presence;
  const table: (string | number)[][] = [
    [
      'vessel',
      'name',
      'imo',
      'mmsi',
      'watched',
      'listed_by',
      'word',
      'first',
      'last',
      'kept_positions',
      'thinned',
      'closest_km',
      'closest',
      'lon',
      'lat',
      'label',
    ],
    ...rows.map((row) => [
      row.vesselId,
      row.vesselName,
      row.imo ?? '',
      row.mmsi,
      row.watched ? 'yes' : 'no',
      row.authorities.join('; '),
      row.word,
      when(row.firstAt ?? row.crossing?.fromAt ?? null),
      when(row.lastAt ?? row.crossing?.toAt ?? null),
      row.fixes,
      row.thinned ? 'yes' : 'no',
      row.closest.km,
      when(row.closest.at),
      row.closest.lon,
      row.closest.lat,
      label ?? '',
    ]),
    [`Area: ${area.title}, ${rfc3339(fromAt)} to ${rfc3339(toAt)}, listings as of ${asOf.at}.`],
    ...presence.says.map((sentence) => [sentence]),
    ...(next === null ? [] : [['Cut short here: there are more vessels.']]),
  ];
  return table.map((row) => `${csvRow(row)}\r\n`).join('');
}

export function presenceGeoJson(presence: wire.Presence): string {
  const { area, fromAt, toAt, rows, next, events, sightings, label, says, hearing } = presence;
  const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: area.outline,
        properties: {
          what: 'area',
          title: area.title,
          from: rfc3339(fromAt),
          to: rfc3339(toAt),
          label,
          cutShort: next !== null,
          hearing,
          says,
        },
      },
      ...rows.map(({ closest, ...row }) => ({
        type: 'Feature',
        geometry: point(closest.lon, closest.lat),
        properties: { what: 'vessel', ...row, closestAt: closest.at, closestKm: closest.km, label },
      })),
      ...events.rows.map(({ id, kind, vesselId, vesselName, beganAt, endedAt, basis, summary, lon, lat }) => ({
        type: 'Feature',
        geometry: point(lon, lat),
        properties: { what: 'event', id, kind, vesselId, vesselName, beganAt, endedAt, basis, summary, label },
      })),
      ...sightings.rows.map(({ lon, lat, ...sighting }) => ({
        type: 'Feature',
        geometry: point(lon, lat),
        properties: { ...sighting, seen: sighting.what, what: 'sighting', label },
      })),
    ],
  });
}

export function alibisCsv(alibis: wire.Alibis): string {
  const { rows, next, label, place, fromAt, toAt, asOf, says } = alibis;
  const table: (string | number)[][] = [
    [
      'vessel',
      'name',
      'imo',
      'listed_by',
      'word',
      'basis',
      'grounds',
      'doubts',
      'speed_limit_kn',
      'earliest_arrival',
      'latest_departure',
      'slack_hours',
      'label',
    ],
    ...rows.map((row) => [
      row.vesselId,
      row.vesselName,
      row.imo ?? '',
      row.authorities.join('; '),
      row.word,
      row.basis ?? '',
      row.grounds.join(' '),
      row.doubts.join(' '),
      row.speedLimitKn ?? '',
      when(row.passage?.earliestArrivalAt ?? null),
      when(row.passage?.latestDepartureAt ?? null),
      row.passage?.slackMs == null ? '' : Math.round(row.passage.slackMs / 36_000) / 100,
      label ?? '',
    ]),
    [`${place.name}, ${rfc3339(fromAt)} to ${rfc3339(toAt)}, listings as of ${asOf.at}.`],
    ...says.map((sentence) => [sentence]),
    ...(next === null ? [] : [['Cut short here: there are more ships.']]),
  ];
  return table.map((row) => `${csvRow(row)}\r\n`).join('');
}

export function alibisGeoJson(alibis: wire.Alibis): string {
  const { place, fromAt, toAt, rows, next, label, says } = alibis;
  const ends = rows.flatMap(({ passage, ...row }) =>
    [passage?.before ?? null, passage?.after ?? null].flatMap((end, i) =>
      end === null
        ? []
        : [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: [end.lon, end.lat] },
              properties: { what: i === 0 ? 'heard before' : 'heard after', at: end.at, ...row, label },
            },
          ],
    ),
  );
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
        properties: {
          what: 'place',
          ...place,
          from: rfc3339(fromAt),
          to: rfc3339(toAt),
          label,
          cutShort: next !== null,
          says,
        },
      },
      ...ends,
    ],
  });
}
