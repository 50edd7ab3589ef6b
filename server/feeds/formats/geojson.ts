// GeoJSON tracks: a FeatureCollection of any size, an array, one feature, or a feature per line. Points carry their MMSI
// and time as properties; lines carry a list of times beside their coordinates (`coordTimes`, `times`). Features are
// read one by one as they come; the file is never held whole.

import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';
import { createJsonItems } from '../reading/json-items.ts';
import { createReportFiller, type Values, valuesByName } from '../reading/table-report.ts';

export const geojson: TrackFormat = {
  name: 'geojson',
  title: 'GeoJSON points or lines with mmsi and time',
  // A text sequence (RFC 8142) has a record separator before each feature.
  detect: (head) => /^[\uFEFF\s]*[[{]/.test(head.replaceAll('\x1e', '')) && /"Feature(Collection)?"/.test(head),
  open: createGeoJsonParser,
};

type Json = Readonly<Record<string, unknown>>;

function createGeoJsonParser(options: ParserOptions): TrackParser {
  const filler = createReportFiller(options);
  let sink: ReportSink | null = null;
  // Where the feature stands, for rejects.
  let bytes: Uint8Array = new Uint8Array(0);
  let line = 0;

  const items = createJsonItems('features', {
    item: (text, source, at) => {
      bytes = source;
      line = at;
      let feature: unknown;
      try {
        feature = JSON.parse(text);
      } catch {
        reject(REJECT.json);
        return;
      }
      takeFeature(feature);
    },
    damaged: (source, at) => {
      bytes = source;
      line = at;
      reject(REJECT.json);
    },
  });

  function reject(reason: string): void {
    sink?.reject(reason, line, bytes, 0, bytes.length);
  }

  function takeFeature(feature: unknown): void {
    if (!isJson(feature) || feature.type !== 'Feature') {
      reject(REJECT.notFeature);
      return;
    }
    const properties: Json = isJson(feature.properties) ? feature.properties : {};
    const geometry: Json = isJson(feature.geometry) ? feature.geometry : {};
    const values = valuesByName(properties);
    // Digitraffic repeats the MMSI beside the properties.
    if (values.mmsi === undefined && typeof feature.mmsi === 'number') values.mmsi = feature.mmsi;
    const { coordinates } = geometry;
    if (geometry.type === 'Point') {
      takePoint(values, coordinates);
    } else if (geometry.type === 'LineString' && Array.isArray(coordinates)) {
      takeLine(values, coordinates, properties);
    } else if (geometry.type === 'MultiLineString' && Array.isArray(coordinates)) {
      takeLine(values, coordinates.flat(1), properties);
    } else {
      reject(feature.geometry === null ? REJECT.noPosition : REJECT.geometry);
    }
  }

  function takeLine(values: Values, points: readonly unknown[], properties: Json): void {
    const series = isJson(properties.coordinateProperties) ? properties.coordinateProperties : properties;
    const times = listOf(series.coordTimes ?? series.times ?? series.timestamps);
    if (times.length === 0) {
      reject(REJECT.noTime);
      return;
    }
    if (times.length !== points.length) {
      reject(REJECT.unequal);
      return;
    }
    const speeds = listOf(series.speed ?? series.speeds ?? series.sog);
    const courses = listOf(series.course ?? series.courses ?? series.cog);
    points.forEach((point, i) => {
      const at = times[i];
      const { at: _whole, speedKn: _speed, courseDeg: _course, ...rest } = values;
      const own: Values = rest;
      if (typeof at === 'string' || typeof at === 'number') own.at = at;
      if (typeof speeds[i] === 'number') own.speedKn = speeds[i];
      if (typeof courses[i] === 'number') own.courseDeg = courses[i];
      takePoint(own, point);
    });
  }

  function takePoint(values: Values, point: unknown): void {
    const [lon, lat] = Array.isArray(point) ? (point as unknown[]) : [];
    const reason = filler.fill(
      values,
      typeof lon === 'number' ? lon : Number.NaN,
      typeof lat === 'number' ? lat : Number.NaN,
      line,
    );
    if (reason === null) sink?.report(filler.report);
    else reject(reason);
  }

  return {
    get lines() {
      return items.lines;
    },
    push: (chunk, to) => {
      sink = to;
      items.push(chunk);
    },
    end: (to) => {
      sink = to;
      items.end();
    },
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list, or lists in a list (one per line of a MultiLineString) joined. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]).flat(1) : [];
}
