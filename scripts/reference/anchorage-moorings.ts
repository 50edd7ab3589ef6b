// Points that have their port → its berths and anchorages, each with its name where that is not just the port's, and
// whether ships wait there for a canal or strait.

import type { Mooring, Port } from '../../server/domain/places/place.ts';
import { isNumbered, isRoads, LEAST_POINTS_OF_NAME, tellsPlace, titled } from './anchorage-labels.ts';
import { type Point, TERRITORIAL_KM } from './anchorage-points.ts';
import { namesOf } from './port-names.ts';

/** Where ships lie to wait for a canal or strait, by label; off the shore only where the label is a town's, too. */
const WAITING: readonly { country: string; label: RegExp; offShoreKm: number; ground: string }[] = [
  { country: 'EG', label: /^(SUEZ SOUTH ANCHORAGE|SUEZ CANAL)$/, offShoreKm: 0, ground: 'queue of the Suez Canal' },
  { country: 'EG', label: /^(SUEZ|PORT SAID)$/, offShoreKm: 1.5, ground: 'queue of the Suez Canal' },
  { country: 'PA', label: /^PANAMA CANAL( ANCHORAGE)?$|^GAMBOA$/, offShoreKm: 0, ground: 'queue of the Panama Canal' },
  {
    country: 'PA',
    label: /^(COLON|PANAMA CITY|MANZANILLO|BALBOA)$/,
    offShoreKm: 1.5,
    ground: 'queue of the Panama Canal',
  },
  { country: 'TR', label: /^DARDANELLES ANCHORAGE$/, offShoreKm: 0, ground: 'waiting for the Dardanelles' },
  { country: 'TR', label: /^(CANAKKALE|DARDANELLES)$/, offShoreKm: 0.8, ground: 'waiting for the Dardanelles' },
  { country: 'TR', label: /^(ISTANBUL|SARIYER|RUMELIFENERI)$/, offShoreKm: 1, ground: 'waiting for the Bosporus' },
];

/** Points of one port that bear one name and lie under the same rule are one mooring. */
export function mooringsOf(
  points: readonly Point[],
  ports: ReadonlyMap<string, Port>,
  watch: readonly Port[],
): Mooring[] {
  const times = new Map<string, number>();
  for (const { portId, sublabel } of points) {
    times.set(`${portId} ${sublabel}`, (times.get(`${portId} ${sublabel}`) ?? 0) + 1);
  }
  const found = new Map<string, Mooring & { points: number[] }>();
  for (const point of points) {
    const port = ports.get(point.portId)!;
    const often = times.get(`${point.portId} ${point.sublabel}`)! >= LEAST_POINTS_OF_NAME;
    const name = nameOf(point, port, watch, often);
    const waiting = isWaiting(point, port);
    const far = point.offShoreKm > TERRITORIAL_KM;
    const key = `${port.id} ${name ?? ''} ${waiting} ${far}`;
    let mooring = found.get(key);
    if (mooring === undefined) {
      mooring = {
        portId: port.id,
        name: name === null ? null : titled(name),
        roads: waiting || isRoads(name ?? point.label) || far,
        waitingArea: waiting,
        points: [],
      };
      found.set(key, mooring);
    }
    mooring.points.push(point.lon, point.lat);
  }
  return [...found.entries()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, mooring]) => mooring);
}

/** Where the table speaks of a country's queues, its berths are told from them; elsewhere a port waits all over. */
function isWaiting(point: Point, port: Port): boolean {
  const here = WAITING.filter(({ country }) => country === point.country);
  if (here.length === 0) return port.waitingArea;
  return here.some(({ label, offShoreKm: km }) => label.test(point.label) && point.offShoreKm >= km);
}

/** The name of the berth or anchorage where it is not just that of the port. */
function nameOf(point: Point, port: Port, watch: readonly Port[], often: boolean): string | null {
  const { label, sublabel } = point;
  if (tellsPlace(sublabel) && often) return sublabel;
  if (isNumbered(label)) return null;
  const plain = label.replaceAll(' ', '');
  if (namesOf(port).some((name) => name === plain)) return null;
  // The name of a neighbour, or of the prefecture that both lie in, would mislead.
  return watch.some((other) => namesOf(other).includes(plain)) ? null : label;
}
