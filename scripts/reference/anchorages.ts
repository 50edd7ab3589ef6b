// Anchorage points of Global Fishing Watch → berths and anchorages, each with the port that a stay there counts for. In
// come the labelled points and the ports that the table has; out go the moorings by port and name, and further ports for
// labels that none of ours bears. Which port a point belongs to goes by its label first and by distance where the label
// is a number, or the name of a whole prefecture.
//
//   label is a name of a port of ours near by   that port; of watch ports the nearer, the labelled one at half its distance
//   point in the circle of a watch port         that port: its calls stay its own
//   label is another name                       a port of its own
//   label is a number                           the port of the next named point, else of the next port; else left out

import { distanceKm } from '../../server/domain/geo.ts';
import { OTHER_NAMES } from '../../server/domain/places/destination-index.ts';
import type { Mooring, Port } from '../../server/domain/places/place.ts';
import { type AnchorageFact, isNumbered, isRoads, spellings, titled } from './anchorage-labels.ts';
import { mooringsOf } from './anchorage-moorings.ts';
import { type Point, readPoints, TERRITORIAL_KM } from './anchorage-points.ts';
import { nearIn, type Spread, spreadOut } from './nearby.ts';
import { namesOf } from './port-names.ts';

/** A point farther off than this is not of the port whose name it bears: names repeat. Roads of watch ports lie far out. */
const NAMED_WITHIN_KM = 60;
const WATCH_NAMED_WITHIN_KM = 80;
/** And one of another country than its port's only this near. */
const BORDER_KM = 30;
/** A label that is a watch port's name is also given to its neighbours' points: Chinese labels are prefectures. */
const NEIGHBOUR_WITHIN_KM = 30;
/** Points of one label this near to each other are one cluster: two towns of one name are not. */
const CLUSTER_KM = 25;
/** A numbered point belongs to the port of the next named one within this distance, or to the next port. */
const NUMBERED_WITHIN_KM = 10;
/** Labels that are another word for a watch port, with how far from it they hold. */
const ALSO_CALLED: readonly { label: string; port: string; withinKm: number }[] = [
  // The port of Tangshan has two harbours; Jingtang lies 70 km east of Caofeidian.
  { label: 'TANGSHAN', port: 'caofeidian', withinKm: 40 },
  { label: 'KHARK', port: 'kharg', withinKm: 15 },
  { label: 'PTRK', port: 'petropavlovsk', withinKm: 30 },
  { label: 'RIZHOU', port: 'rizhao', withinKm: 60 },
  { label: 'LOSOSINA', port: 'sovgavan', withinKm: 15 },
  // A harbour of the port of Qingdao, down the coast.
  { label: 'DONGJIAKOU', port: 'qingdao', withinKm: 80 },
];

/** The notice that the licence of the table asks for stands in what is made of it. */
export const ANCHORAGE_SOURCE = {
  asOf: '2025-06-30',
  source:
    'Global Fishing Watch, anchorages_pipeline, data/port_lists/anchorage_overrides.csv (commit 099169e), Apache License 2.0; ' +
    'assigned to ports, grouped and thinned of doubles by this project',
};

/** What is the same for every port that only these points name. */
export const ANCHORAGE_DEFAULTS: Omit<Port, 'id' | 'name' | 'country' | 'lon' | 'lat'> = {
  locode: null,
  kind: 'port',
  confidence: 'approx',
  enterKm: 3,
  leaveKm: 4,
  watch: false,
  waitingArea: false,
  mooringsOnly: true,
  tags: [],
  destinationAliases: [],
  note: null,
  source: 'Global Fishing Watch',
};

/** A row of the file: what differs from row to row. */
export function withoutDefaults({ id, name, country, lon, lat, kind }: Port): Partial<Port> {
  return { id, name, country, lon, lat, ...(kind === ANCHORAGE_DEFAULTS.kind ? {} : { kind }) };
}

export interface CompiledAnchorages {
  moorings: Mooring[];
  /** Ports that only these points name. */
  ports: Port[];
  counts: { rows: number; unplaced: number; doubled: number; nameless: number; points: number };
}

/** `ports` are the watch ports and the context ports, as compiled. */
export function compileAnchorages(facts: readonly AnchorageFact[], ports: readonly Port[]): CompiledAnchorages {
  const { points, unplaced, doubled } = readPoints(facts);
  const watch = ports.filter((port) => port.watch);
  const named = points.filter((point) => !isNumbered(point.label));
  const numbered = points.filter((point) => isNumbered(point.label));

  for (const point of points) point.portId = watchPortOf(point, watch, isNumbered(point.label)) ?? '';
  const own: Port[] = [];
  for (const cluster of clusters(named.filter(({ portId }) => portId === ''))) settle(cluster, ports, own);
  leaveWaters(
    named.filter(({ portId }) => !watch.some(({ id }) => id === portId)),
    own,
  );
  const nearNamed = spreadOut(named);
  const nearPorts = spreadOut(ports);
  for (const point of numbered) if (point.portId === '') point.portId = nextPort(point, nearNamed, nearPorts);

  const kept = points.filter(({ portId }) => portId !== '');
  const all = new Map([...ports, ...own].map((port) => [port.id, port]));
  const settled = new Set(kept.map(({ portId }) => portId));
  return {
    moorings: mooringsOf(kept, all, watch),
    ports: own.filter(({ id }) => settled.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    counts: { rows: facts.length, unplaced, doubled, nameless: points.length - kept.length, points: kept.length },
  };
}

function watchPortOf(point: Point, watch: readonly Port[], isNumber: boolean): string | null {
  let best: string | null = null;
  let bestKm = Number.POSITIVE_INFINITY;
  const bears = isNumber ? [] : watch.filter((port) => bearsLabel(port, point));
  for (const port of watch) {
    const km = distanceKm(port.lon, port.lat, point.lon, point.lat);
    const labelled = bears.includes(port);
    // A pier, a base or a yard is one spot: what lies beyond its circle is the next port's.
    const wide = bears.length > 0 && port.kind === 'port';
    const within = labelled ? WATCH_NAMED_WITHIN_KM : wide ? NEIGHBOUR_WITHIN_KM : port.enterKm;
    const weighed = labelled ? km / 2 : km;
    if (km > within || weighed >= bestKm) continue;
    best = port.id;
    bestKm = weighed;
  }
  return best;
}

function bearsLabel(port: Port, point: Point): boolean {
  if (port.country !== point.country) return false;
  const km = distanceKm(port.lon, port.lat, point.lon, point.lat);
  if (km > WATCH_NAMED_WITHIN_KM) return false;
  if (ALSO_CALLED.some((also) => also.label === point.label && also.port === port.id && km <= also.withinKm))
    return true;
  const label = spellings(point.label);
  return namesOf(port).some((name) => label.includes(name));
}

/** Points of one label and country that hang together. */
function clusters(points: readonly Point[]): Point[][] {
  const byLabel = new Map<string, Point[]>();
  for (const point of points) {
    const key = `${point.country} ${point.label}`;
    const mine = byLabel.get(key);
    if (mine) mine.push(point);
    else byLabel.set(key, [point]);
  }
  return [...byLabel.values()].flatMap((mine) => {
    const near = spreadOut(mine);
    const left = new Set(mine);
    const found: Point[][] = [];
    for (const first of mine) {
      if (!left.delete(first)) continue;
      const cluster = [first];
      for (const point of cluster) {
        for (const next of nearIn(near, point.lon, point.lat, CLUSTER_KM)) if (left.delete(next)) cluster.push(next);
      }
      found.push(cluster);
    }
    return found;
  });
}

/** A cluster goes to the port of the table whose name it bears, or becomes a port of its own. */
function settle(cluster: Point[], ports: readonly Port[], own: Port[]): void {
  const [first] = cluster as [Point];
  const label = spellings(first.label);
  let best: Port | null = null;
  let bestKm = NAMED_WITHIN_KM;
  for (const port of ports) {
    if (port.watch) continue;
    if (
      !namesOf(port).some((name) => label.includes(name)) &&
      OTHER_NAMES[first.label.replaceAll(' ', '')] !== port.locode
    ) {
      continue;
    }
    const km = cluster.reduce(
      (least, { lon, lat }) => Math.min(least, distanceKm(port.lon, port.lat, lon, lat)),
      Infinity,
    );
    // The roads of a port on a border may lie on the other side of it.
    if (km >= bestKm || (km > BORDER_KM && !isSameState(port.country, first.country))) continue;
    best = port;
    bestKm = km;
  }
  const portId = best?.id ?? addPort(cluster, farName(cluster, ports), own);
  for (const point of cluster) point.portId = portId;
}

/** Points that bear the name of a port far away are its outer anchorages, or lie in the district of that name. */
function farName(cluster: readonly Point[], ports: readonly Port[]): string {
  const [{ label, country }] = cluster as [Point];
  const same = spellings(label);
  const elsewhere = ports.some(
    (port) => isSameState(port.country, country) && namesOf(port).some((name) => same.includes(name)),
  );
  if (!elsewhere || isRoads(label)) return label;
  return `${label} ${medianOf(cluster.map((point) => point.offShoreKm)) > 2 ? 'OFFSHORE' : 'DISTRICT'}`;
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

/** The points of Hong Kong and Macau stand under China. */
function isSameState(a: string, b: string): boolean {
  const state = (code: string) => (code === 'HK' || code === 'MO' ? 'CN' : code);
  return state(a) === state(b);
}

function addPort(cluster: readonly Point[], label: string, own: Port[]): string {
  const far = medianOf(cluster.map((point) => point.offShoreKm)) > TERRITORIAL_KM;
  const country = far ? '' : cluster[0]!.country;
  const { lon, lat } = middleOf(cluster);
  const slug = `gfw:${country.toLowerCase() || 'none'}-${label.toLowerCase().replaceAll(' ', '-')}`;
  const times = own.filter(({ id }) => id === slug || id.startsWith(`${slug}~`)).length;
  const id = times === 0 ? slug : `${slug}~${times + 1}`;
  own.push({
    id,
    name: titled(label),
    country,
    lon,
    lat,
    ...ANCHORAGE_DEFAULTS,
    kind: isRoads(label) ? 'anchorage' : ANCHORAGE_DEFAULTS.kind,
  });
  return id;
}

/** The point of the cluster that lies nearest to its mean. */
function middleOf(points: readonly Point[]): Point {
  const lon = points.reduce((sum, point) => sum + point.lon, 0) / points.length;
  const lat = points.reduce((sum, point) => sum + point.lat, 0) / points.length;
  return points.reduce((best, point) =>
    distanceKm(lon, lat, point.lon, point.lat) < distanceKm(lon, lat, best.lon, best.lat) ? point : best,
  );
}

/** What lies over 12 nm off the coast is nobody's harbour: a place of its own, of no country. */
function leaveWaters(points: readonly Point[], own: Port[]): void {
  const abroad = new Set(own.filter(({ country }) => country === '').map(({ id }) => id));
  const far = points.filter(({ offShoreKm, portId }) => offShoreKm > TERRITORIAL_KM && !abroad.has(portId));
  for (const cluster of clusters(far)) {
    const [{ label }] = cluster as [Point];
    const portId = addPort(cluster, isRoads(label) ? label : `${label} OFFSHORE`, own);
    for (const point of cluster) point.portId = portId;
  }
}

function nextPort(point: Point, points: Spread<Point>, ports: Spread<Port>): string {
  const next = (found: readonly { lon: number; lat: number; country: string }[]) => {
    let best = -1;
    let bestKm = Number.POSITIVE_INFINITY;
    found.forEach(({ lon, lat, country }, at) => {
      const km = distanceKm(lon, lat, point.lon, point.lat);
      if (country !== point.country || km >= bestKm) return;
      best = at;
      bestKm = km;
    });
    return best;
  };
  const around = nearIn(points, point.lon, point.lat, NUMBERED_WITHIN_KM);
  const namedNext = next(around);
  if (namedNext >= 0) return around[namedNext]!.portId;
  const harbours = nearIn(ports, point.lon, point.lat, NUMBERED_WITHIN_KM);
  const portNext = next(harbours);
  return portNext < 0 ? '' : harbours[portNext]!.id;
}
