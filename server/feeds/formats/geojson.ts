// GeoJSON tracks: a FeatureCollection of any size, an array, one feature, or a feature per line. Points carry their MMSI
// and time as properties; lines carry a list of times beside their coordinates (`coordTimes`, `times`). Features are
// read one by one as they come; the file is never held whole.

import type { ParserOptions, TrackFormat } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';
import { beginsLikeJson, createJsonParser, type ObjectSink } from '../reading/json-track.ts';
import { isJson, type Json, type Values, valuesByName } from '../reading/table-report.ts';
import { barentsWatch } from './barentswatch.ts';

export const geojson: TrackFormat = {
  name: 'geojson',
  title: 'GeoJSON points or lines with mmsi and time',
  detect: (head) => beginsLikeJson(head) && /"Feature(Collection)?"/.test(head),
  open: (options: ParserOptions) =>
    createJsonParser(options, 'features', (feature, _lead, to) => takeFeature(feature, to)),
};

function takeFeature(feature: unknown, to: ObjectSink): void {
  // A collection without a feature.
  if (isJson(feature) && feature.type === 'FeatureCollection' && Array.isArray(feature.features)) {
    for (const inner of feature.features) takeFeature(inner, to);
    return;
  }
  if (!isJson(feature) || feature.type !== 'Feature') {
    to.reject(REJECT.notFeature);
    return;
  }
  const properties: Json = isJson(feature.properties) ? feature.properties : {};
  const geometry: Json = isJson(feature.geometry) ? feature.geometry : {};
  const { coordinates } = geometry;
  if (geometry.type === 'Point') {
    if (barentsWatch.fits(properties, '')) takeBarentsWatch(properties, coordinates, to);
    else to.values({ ...valuesOf(feature, properties, to), ...positionOf(coordinates) });
  } else if (geometry.type === 'LineString' && Array.isArray(coordinates)) {
    takeLine(valuesOf(feature, properties, to), coordinates, properties, to);
  } else if (geometry.type === 'MultiLineString' && Array.isArray(coordinates)) {
    takeLine(valuesOf(feature, properties, to), coordinates.flat(1), properties, to);
  } else if (feature.geometry === null || feature.geometry === undefined) {
    // Nothing is said of where; who it is may be.
    to.values(valuesOf(feature, properties, to));
  } else {
    to.reject(REJECT.geometry);
  }
}

/** Its features name the properties of its messages, with their units. */
function takeBarentsWatch(properties: Json, point: unknown, to: ObjectSink): void {
  const read = barentsWatch.read(properties, '');
  if (typeof read === 'string') to.reject(read);
  else if (read !== null) to.values({ ...read, ...positionOf(point) });
}

function valuesOf(feature: Json, properties: Json, to: ObjectSink): Values {
  const values = valuesByName(properties, (text) => to.note(text));
  delete values.lon;
  delete values.lat;
  // Digitraffic repeats the MMSI beside the properties.
  if (values.mmsi === undefined && (typeof feature.mmsi === 'number' || typeof feature.mmsi === 'string')) {
    values.mmsi = feature.mmsi;
  }
  return values;
}

function positionOf(point: unknown): Values {
  const [lon, lat] = Array.isArray(point) ? (point as unknown[]) : [];
  return { lon: typeof lon === 'number' ? lon : Number.NaN, lat: typeof lat === 'number' ? lat : Number.NaN };
}

function takeLine(values: Values, points: readonly unknown[], properties: Json, to: ObjectSink): void {
  const series = isJson(properties.coordinateProperties) ? properties.coordinateProperties : properties;
  const times = listOf(series.coordTimes ?? series.times ?? series.timestamps);
  if (times.length === 0 || times.length !== points.length) {
    to.reject(times.length === 0 ? REJECT.noTime : REJECT.unequal);
    return;
  }
  // Lists of knots; one under the bare name "speed" may be of metres a second and is left out.
  const speeds = listOf(series.sog ?? series.speedsKn ?? series.speedKn);
  const courses = listOf(series.course ?? series.courses ?? series.cog);
  if (series.speed !== undefined || series.speeds !== undefined) to.note(SPEEDS_NOTE);
  points.forEach((point, i) => {
    const at = times[i];
    const { at: _whole, speedKn: _speed, courseDeg: _course, ...rest } = values;
    const own: Values = rest;
    if (typeof at === 'string' || typeof at === 'number') own.at = at;
    if (typeof speeds[i] === 'number') own.speedKn = speeds[i];
    if (typeof courses[i] === 'number') own.courseDeg = courses[i];
    to.values({ ...own, ...positionOf(point) });
  });
}

const SPEEDS_NOTE =
  'has speeds along its lines whose unit is not named; they are left out (name the list "sog" for knots)';

/** A list, or lists in a list (one per line of a MultiLineString) joined. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]).flat(1) : [];
}
