// Reads a file that somebody lays over the map: text in, features out, or one sentence that says what is wrong with it. Only
// names, points, lines and areas are taken; styles, links, pictures and descriptions are left where they are. Pure.

import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { SaxesParser } from 'saxes';
import type { Overlay } from '../../state/chart.ts';
import { MOST_OVERLAY_FEATURES, MOST_OVERLAY_POINTS } from './overlay-bounds.ts';

const MOST_NAME = 80;

export function readOverlay(name: string, text: string): Overlay | string {
  const plain = text.trimStart();
  try {
    if (plain.startsWith('{')) return kept(name, geoJsonFeatures(JSON.parse(plain)));
    if (plain.startsWith('<')) return kept(name, xmlFeatures(plain));
  } catch (error) {
    return `${name} cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`;
  }
  return `${name} is neither GeoJSON, nor KML, nor GPX.`;
}

function kept(name: string, all: Feature[]): Overlay | string {
  if (all.length === 0) return `${name} holds no point, line or area.`;
  const features: Feature[] = [];
  let points = 0;
  for (const feature of all) {
    points += JSON.stringify(feature.geometry).split('[').length;
    if (features.length >= MOST_OVERLAY_FEATURES || points > MOST_OVERLAY_POINTS) break;
    features.push(feature);
  }
  const collection: FeatureCollection = { type: 'FeatureCollection', features };
  return { name: name.slice(0, MOST_NAME), features: collection, left: all.length - features.length };
}

function geoJsonFeatures(read: unknown): Feature[] {
  const found: Feature[] = [];
  const walk = (value: unknown, name: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 8) return;
    const part = value as Record<string, unknown>;
    if (part.type === 'FeatureCollection' && Array.isArray(part.features)) {
      for (const each of part.features) walk(each, name, depth + 1);
    } else if (part.type === 'Feature') {
      const own = (part.properties as Record<string, unknown> | null)?.name;
      walk(part.geometry, typeof own === 'string' ? own : name, depth + 1);
    } else if (part.type === 'GeometryCollection' && Array.isArray(part.geometries)) {
      for (const each of part.geometries) walk(each, name, depth + 1);
    } else if (typeof part.type === 'string' && part.type in DEPTHS) {
      const coordinates = checked(part.coordinates, DEPTHS[part.type as keyof typeof DEPTHS], part.type);
      found.push(featureOf({ type: part.type, coordinates } as Geometry, name));
    } else throw new Error(`it holds a "${String(part.type)}", which is no GeoJSON`);
  };
  walk(read, '', 0);
  return found;
}

/** How deep the positions lie. */
const DEPTHS = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 } as const;

function checked(value: unknown, depth: number, type: string): unknown {
  if (!Array.isArray(value)) throw new Error(`a ${type} has no coordinates`);
  return depth === 0 ? positionOf(value[0], value[1]) : value.map((each) => checked(each, depth - 1, type));
}

function positionOf(lon: unknown, lat: unknown): Position {
  const [x, y] = [Number(lon), Number(lat)];
  if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 540 || Math.abs(y) > 90) {
    throw new Error(`${String(lon)}, ${String(lat)} is no longitude and latitude`);
  }
  return [x, y];
}

interface Open {
  name: string;
  text: string;
  attributes: Record<string, string>;
}

/** KML places and GPX points, routes and tracks, by the names of their elements. */
function xmlFeatures(text: string): Feature[] {
  const found: Feature[] = [];
  const path: Open[] = [];
  let title = '';
  let rings: Position[][] = [];
  let run: Position[] = [];
  let root = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('it carries a document type, which is not read');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const own = name.replace(/^.*:/, '');
    root ||= own;
    path.push({ name: own, text: '', attributes: attributes as Record<string, string> });
    if (own === 'Placemark' || own === 'wpt' || own === 'rte' || own === 'trk') title = '';
    if (own === 'Polygon') rings = [];
    if (own === 'rte' || own === 'trkseg' || own === 'Track') run = [];
  });
  const take = (piece: string) => {
    const here = path.at(-1);
    if (here !== undefined && TEXTS.has(here.name)) here.text += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const { name, text: said, attributes } = path.pop()!;
    const above = path.at(-1)?.name ?? '';
    if (name === 'name' && ['Placemark', 'wpt', 'rte', 'trk'].includes(above)) title = said.trim();
    else if (name === 'coordinates') {
      const places = said
        .trim()
        .split(/\s+/)
        .map((triple) => positionOf(...(triple.split(',') as [string, string])));
      if (above === 'Point') found.push(featureOf({ type: 'Point', coordinates: places[0]! }, title));
      else if (above === 'LineString') found.push(featureOf({ type: 'LineString', coordinates: places }, title));
      else rings.push(places);
    } else if (name === 'Polygon') found.push(featureOf({ type: 'Polygon', coordinates: rings }, title));
    else if (name === 'coord') run.push(positionOf(...(said.trim().split(/\s+/) as [string, string])));
    else if (name === 'rtept' || name === 'trkpt') run.push(positionOf(attributes.lon, attributes.lat));
    else if (name === 'wpt')
      found.push(featureOf({ type: 'Point', coordinates: positionOf(attributes.lon, attributes.lat) }, title));
    else if ((name === 'rte' || name === 'trkseg' || name === 'Track') && run.length > 1)
      found.push(featureOf({ type: 'LineString', coordinates: run }, title));
  });
  parser.write(text).close();
  if (root !== 'kml' && root !== 'gpx')
    throw new Error(`it is XML of the kind "${root.slice(0, 40)}", neither KML nor GPX`);
  return found;
}

const TEXTS = new Set(['name', 'coordinates', 'coord']);

function featureOf(geometry: Geometry, name: string): Feature {
  return { type: 'Feature', properties: { name: name.replace(/\s+/g, ' ').slice(0, MOST_NAME) }, geometry };
}
