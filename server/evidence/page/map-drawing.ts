// The map of a bundle as one drawing (SVG): coast, what was heard, where nothing was heard, events by number, sightings and
// ports. In come positions and places; out goes text that needs no network. Nothing is drawn between two positions that
// lie apart in time but a broken line: nobody knows the way.

import { HOUR_MS } from '../../domain/time.ts';
import type { Gathered } from '../gather.ts';
import { escaped } from '../markup.ts';
import type { Position } from '../position-files.ts';
import { sightingsOfLeg } from '../sightings-of-leg.ts';
import { type Box, coastIn } from './coast.ts';

const WIDTH = 900;
const HEIGHT = 520;
/** Two positions farther apart in time are joined by a broken line. */
const SILENT_MS = 4 * HOUR_MS;
/** Smallest part of the world that is drawn, degrees of latitude. */
const LEAST_DEG = 0.6;
/** Points closer than this are one, in units of the drawing. */
const LEAST_STEP = 0.8;
const MOST_PORTS = 24;

type Point = [number, number];

export function mapDrawing(gathered: Gathered, positions: readonly Position[]): string {
  const { alert } = gathered;
  const sightings = sightingsOfLeg(gathered);
  const events = alert.evidence.events;
  const reference = alert.lon;
  const near = (lon: number) => lon + 360 * Math.round((reference - lon) / 360);
  const points: Point[] = [
    ...positions.map(({ lon, lat }): Point => [near(lon), lat]),
    ...[alert, ...events, ...sightings].map(({ lon, lat }): Point => [near(lon), lat]),
  ];
  const box = boxOf(points);
  const scale = WIDTH / (box.east - box.west);
  const height = mercator(box.north) - mercator(box.south);
  const at = (lon: number, lat: number): Point => [
    (near(lon) - box.west) * scale,
    ((mercator(box.north) - mercator(lat)) / height) * HEIGHT,
  ];
  const land = coastIn(box).map((ring) =>
    path(
      ring.map(([lon, lat]) => plain(lon, lat, box, scale, height)),
      true,
    ),
  );
  const drawn = [
    `<rect class="sea" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<path class="land" fill-rule="evenodd" d="${land.join('')}"/>`,
    grid(box, scale, height),
    ...[...Map.groupBy(positions, ({ mmsi }) => mmsi)].map(([mmsi, own]) => track(own, at, mmsi === alert.mmsi)),
    ports(gathered, box, at),
    ...sightings.map(({ lon, lat, withdrawn }) => sighting(at(lon, lat), withdrawn !== undefined)),
    ...numbered(events.map(({ lon, lat }) => at(lon, lat))),
  ];
  return `<svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Map of what was heard, with the numbered events of the alert">${drawn.join('')}</svg>`;
}

/** With room around, in the shape of the drawing. */
function boxOf(points: readonly Point[]): Box {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const middle = (least(lons) + most(lons)) / 2;
  const [low, high] = [mercator(least(lats)), mercator(most(lats))];
  const tall = Math.max(high - low, LEAST_DEG) * 1.2;
  const wide = Math.max((most(lons) - least(lons)) * 1.15, (tall * WIDTH) / HEIGHT);
  const half = (wide * HEIGHT) / WIDTH / 2;
  const centre = (low + high) / 2;
  return {
    west: middle - wide / 2,
    east: middle + wide / 2,
    south: inverse(centre - half),
    north: inverse(centre + half),
  };
}

/** Degrees, as high as they are wide at the equator. */
function mercator(lat: number): number {
  const held = Math.max(-84, Math.min(84, lat));
  return (Math.asinh(Math.tan((held * Math.PI) / 180)) * 180) / Math.PI;
}

function inverse(y: number): number {
  return (Math.atan(Math.sinh((y * Math.PI) / 180)) * 180) / Math.PI;
}

function plain(lon: number, lat: number, box: Box, scale: number, height: number): Point {
  return [(lon - box.west) * scale, ((mercator(box.north) - mercator(lat)) / height) * HEIGHT];
}

function path(points: readonly Point[], closed = false): string {
  let text = '';
  let last: Point | null = null;
  points.forEach(([x, y], i) => {
    if (last !== null && i < points.length - 1 && Math.hypot(x - last[0], y - last[1]) < LEAST_STEP) return;
    text += `${text === '' ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    last = [x, y];
  });
  return closed && text !== '' ? `${text}Z` : text;
}

/** A line at each step of degrees, with its name at the edge. */
function grid(box: Box, scale: number, height: number): string {
  const step = [0.2, 0.5, 1, 2, 5, 10, 20].find((deg) => (box.east - box.west) / deg <= 8) ?? 45;
  const digits = step < 1 ? 1 : 0;
  let text = '';
  for (let lon = Math.ceil(box.west / step) * step; lon < box.east; lon += step) {
    const [x] = plain(lon, box.north, box, scale, height);
    const turned = ((((lon + 180) % 360) + 360) % 360) - 180;
    text += `<path class="grid" d="M${x.toFixed(1)} 0V${HEIGHT}"/><text class="deg" x="${(x + 3).toFixed(1)}" y="${HEIGHT - 5}">${Math.abs(turned).toFixed(digits)}°${turned < 0 ? 'W' : 'E'}</text>`;
  }
  for (let lat = Math.ceil(box.south / step) * step; lat < box.north; lat += step) {
    const [, y] = plain(box.west, lat, box, scale, height);
    text += `<path class="grid" d="M0 ${y.toFixed(1)}H${WIDTH}"/><text class="deg" x="4" y="${(y - 3).toFixed(1)}">${Math.abs(lat).toFixed(digits)}°${lat < 0 ? 'S' : 'N'}</text>`;
  }
  return text;
}

function track(own: readonly Position[], at: (lon: number, lat: number) => Point, main: boolean): string {
  let text = '';
  let line: Point[] = [];
  const end = () => {
    if (line.length > 1) text += `<path class="${main ? 'heard' : 'other'}" d="${path(line)}"/>`;
    else if (line.length === 1)
      text += `<circle class="dot" cx="${line[0]![0].toFixed(1)}" cy="${line[0]![1].toFixed(1)}" r="1.5"/>`;
    line = [];
  };
  own.forEach(({ at: time, lon, lat }, i) => {
    const point = at(lon, lat);
    const before = own[i - 1];
    if (before !== undefined && time - before.at > SILENT_MS) {
      const from = at(before.lon, before.lat);
      end();
      text += `<path class="silent" d="${path([from, point])}"/>`;
    }
    line.push(point);
  });
  end();
  return text;
}

/** Those that the alert names, and those that could have been reached, as far as they lie in the drawing. */
function ports({ alert, options }: Gathered, box: Box, at: (lon: number, lat: number) => Point): string {
  const named = new Set(alert.placeIds);
  for (const { facts } of alert.evidence.events) {
    if ('placeId' in facts && facts.placeId !== null) named.add(facts.placeId);
    if ('alternatives' in facts) for (const { placeId } of facts.alternatives.slice(0, 4)) named.add(placeId);
  }
  return [...named]
    .slice(0, MOST_PORTS)
    .flatMap((id) => options.places.port(id) ?? [])
    .filter(({ lat }) => lat > box.south && lat < box.north)
    .map(({ lon, lat, name, id }) => {
      const [x, y] = at(lon, lat);
      if (x < 0 || x > WIDTH) return '';
      const left = x > WIDTH - 130;
      return `<rect class="port" x="${(x - 3).toFixed(1)}" y="${(y - 3).toFixed(1)}" width="6" height="6"/><text class="${alert.placeIds.includes(id) ? 'name' : 'name quiet'}" x="${(left ? x - 7 : x + 7).toFixed(1)}" y="${(y + 12).toFixed(1)}"${left ? ' text-anchor="end"' : ''}>${escaped(name)}</text>`;
    })
    .join('');
}

function sighting([x, y]: Point, withdrawn: boolean): string {
  return `<path class="${withdrawn ? 'sighting gone' : 'sighting'}" d="M${x.toFixed(1)} ${(y - 7).toFixed(1)}l6 11h-12Z"/>`;
}

/** Numbers of events at one place stand side by side. */
function numbered(points: readonly Point[]): string[] {
  const taken: Point[] = [];
  return points.map(([x0, y0], index) => {
    let x = x0;
    while (taken.some(([tx, ty]) => Math.hypot(tx - x, ty - (y0 - 16)) < 15)) x += 15;
    taken.push([x, y0 - 16]);
    return `<g class="number"><circle cx="${x.toFixed(1)}" cy="${(y0 - 16).toFixed(1)}" r="7.5"/><text x="${x.toFixed(1)}" y="${(y0 - 12.2).toFixed(1)}" text-anchor="middle">${index + 1}</text></g>`;
  });
}
