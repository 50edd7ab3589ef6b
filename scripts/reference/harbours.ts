// Second harbours of ports, from UN/LOCODE: those of watch ports by a reviewed line each, those of others where the entry's
// name says whose harbour it is. Codes mark towns as often as piers, to the minute of arc, and some lie on another coast:
// so none is taken for a watch port by its name, and no entry becomes a port of its own.

import { distanceKm } from '../../server/domain/geo.ts';
import type { Mooring, Port } from '../../server/domain/places/place.ts';
import { folded } from './anchorage-labels.ts';
import { offShoreKm } from './anchorage-points.ts';
import { nearIn, spreadOut } from './nearby.ts';

export interface LocodeFact {
  unlocode: string;
  name: string;
  name_ascii: string;
  lat: string;
  lon: string;
}

/**
 * Second harbours of watch ports: reviewed one by one, the position against what lies there. A harbour is wider than a
 * minute of arc, so its circle is wider than that of an anchorage point.
 */
const HARBOURS: readonly { code: string; port: string; name: string }[] = [
  { code: 'KRBNP', port: 'busan', name: 'Busan New Port' },
  { code: 'KRKCN', port: 'busan', name: 'Gamcheon' },
  { code: 'KRONS', port: 'ulsan', name: 'Onsan' },
  { code: 'KRMIP', port: 'ulsan', name: 'Mipo' },
  { code: 'CNBEI', port: 'ningbo', name: 'Beilun' },
  { code: 'CNDAX', port: 'ningbo', name: 'Daxie' },
  { code: 'CNQAW', port: 'qingdao', name: 'Qianwan' },
  { code: 'CNDAS', port: 'dalian', name: 'Dashihuagang' },
  { code: 'IRSBR', port: 'bandarabbas', name: 'Shahid Bahonar' },
  { code: 'RUBNK', port: 'stpetersburg', name: 'Bronka' },
];
const HARBOUR_KM = 5;

/** A code this near to a place that is known adds nothing. */
const KNOWN_WITHIN_KM = 3;
/** A harbour lies no farther from the port whose name it bears. */
const PART_WITHIN_KM = 20;
/** How far from the coast of Natural Earth 1:10m a port may lie, km: a minute of arc and the coast's own error. */
const COAST_WITHIN_KM = 3;

export function compileHarbours(
  facts: readonly LocodeFact[],
  ports: readonly Port[],
  moorings: readonly Mooring[],
): Mooring[] {
  const known = spreadOut([
    ...ports,
    ...moorings.flatMap(({ points }) =>
      points.flatMap((lon, at) => (at % 2 === 0 ? [{ lon, lat: points[at + 1]! }] : [])),
    ),
  ]);
  const found: Mooring[] = [];
  for (const fact of facts) {
    if (fact.lat === '' || fact.lon === '') continue;
    const [lon, lat] = [Number(fact.lon), Number(fact.lat)];
    const base = { roads: false, waitingArea: false, points: [lon, lat] };
    const harbour = HARBOURS.find(({ code }) => code === fact.unlocode);
    if (harbour) {
      found.push({ portId: harbour.port, name: harbour.name, enterKm: HARBOUR_KM, ...base });
      continue;
    }
    const name = fact.name_ascii.trim();
    const parent = partOf(name, fact.unlocode.slice(0, 2), lon, lat, ports);
    if (!parent || nearIn(known, lon, lat, KNOWN_WITHIN_KM).length > 0 || !isByTheSea(lon, lat)) continue;
    const isItself = folded(name) === folded(parent.name);
    found.push({ portId: parent.id, name: isItself ? null : name, ...base });
  }
  return found.sort((a, b) => (a.portId < b.portId ? -1 : a.portId > b.portId ? 1 : a.points[0]! - b.points[0]!));
}

function isByTheSea(lon: number, lat: number): boolean {
  if (offShoreKm(lon, lat) > 0) return true;
  // On land: is the sea near on any side?
  const deg = COAST_WITHIN_KM / 111.2;
  const wide = deg / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return [-1, 0, 1].some((x) => [-1, 0, 1].some((y) => offShoreKm(lon + x * wide, lat + y * deg) > 0));
}

/** "Incheon New Port" and "Sinhang/Pohang" are harbours of Incheon and Pohang, where those are near. */
function partOf(name: string, country: string, lon: number, lat: number, ports: readonly Port[]): Port | undefined {
  const words = ` ${folded(name)} `;
  return ports.find((port) => {
    if (port.watch || port.country !== country || port.name.length < 4) return false;
    return words.includes(` ${folded(port.name)} `) && distanceKm(port.lon, port.lat, lon, lat) <= PART_WITHIN_KM;
  });
}
