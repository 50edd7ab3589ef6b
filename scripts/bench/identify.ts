// How fast static messages are taken in: hear, and identify when something new was said, one core. Two lists, one twenty
// times as long as the other, with the same traffic: what a message costs must not grow with the list.
//
// Traffic: 50,000 units, 20 rounds of static messages. In the first round everything is new; later one message in 200
// brings a new name, one in 50 a new draught. One unit in five sends no IMO number, so that names are looked up; one in
// fifty is a listed hull. Every number is from a seeded generator.

import { identify } from '../../server/domain/identity/identify.ts';
import { beginUnit, hearStatic, IDENTITY, type UnitIdentity } from '../../server/domain/identity/unit.ts';
import { indexHulls } from '../../server/domain/identity/watch-index.ts';
import { emptyReport, STATIC, STATION } from '../../server/domain/report.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { type Random, seededRandom } from '../fuzz.ts';
import type { Bench } from './bench.ts';
import { makeHull, shipImo, shipName } from './fleet.ts';

const UNITS = 50_000;
const ROUNDS = 20;
const FROM_AT = Date.UTC(2024, 0, 1);
const ROUND_MS = 6 * 60_000;

export const benches: readonly Bench[] = [bench(5_000), bench(100_000)];

function bench(hullCount: number): Bench {
  return {
    name: `static message → unit → hull, ${hullCount.toLocaleString('en')} hulls`,
    unit: 'messages/s',
    // 1 M static messages against 5,000 hulls in under 3 s.
    atLeast: 334_000,
    reachFor: 2_000_000,
    prepare: async () => {
      const random = seededRandom(hullCount);
      const hulls = Array.from({ length: hullCount }, (_, i) => benchHull(i, random));
      const index = indexHulls(hulls, { mids: new Map([[273, { name: 'Russian Federation', iso2: ['RU'] }]]) });
      const ships = Array.from({ length: UNITS }, (_, i) => makeShip(i, hulls, random));
      return () => hearAll(ships, index);
    },
  };
}

interface Ship {
  mmsi: number;
  imo: number;
  names: [string, string];
  callSign: string;
  /** In which rounds name and draught change. */
  renamedIn: number;
  reloadedIn: number;
}

function hearAll(ships: readonly Ship[], index: ReturnType<typeof indexHulls>): number {
  const units: UnitIdentity[] = ships.map((ship) => beginUnit(ship.mmsi, FROM_AT, 'bench'));
  const report = { ...emptyReport(), parts: STATIC, station: STATION.classA, shipType: 70, lengthM: 120, beamM: 18 };
  report.source = 'bench';
  report.destination = 'VLADIVOSTOK';
  let messages = 0;
  let taken = 0;
  for (let round = 0; round < ROUNDS; round++) {
    report.at = FROM_AT + round * ROUND_MS;
    for (let i = 0; i < ships.length; i++) {
      const ship = ships[i]!;
      report.mmsi = ship.mmsi;
      report.imo = ship.imo;
      report.name = ship.names[round < ship.renamedIn ? 0 : 1];
      report.callSign = ship.callSign;
      report.draughtM = round < ship.reloadedIn ? 6.1 : 4.8;
      messages++;
      if ((hearStatic(units[i]!, report) & IDENTITY) === 0) continue;
      if (identify(units[i]!, index, report.at).hull !== null) taken++;
    }
  }
  if (taken < UNITS / 50) throw new Error(`bench took ${taken} units for listed hulls, ${UNITS / 50} are`);
  return messages;
}

/** With radio identity, call sign, flags, type and length: the witnesses that a unit is weighed by. */
function benchHull(i: number, random: Random): WatchedHull {
  return {
    ...makeHull(i, random),
    mmsis: [{ mmsi: 273_000_001 + i, source: 'bench', old: false }],
    callSigns: [`U${(100_000 + i).toString(36).toUpperCase()}`],
    flagCodes: i % 3 === 0 ? ['RU'] : ['PA', 'LR'],
    shipType: i % 2 === 0 ? 'general cargo' : 'crude oil tanker',
    builtYear: 1990,
    grossTonnage: 5000,
    lengthM: 60 + Math.floor(random() * 240),
  };
}

function makeShip(i: number, hulls: readonly WatchedHull[], random: Random): Ship {
  const renamedIn = random() < ROUNDS / 200 ? Math.floor(1 + random() * (ROUNDS - 1)) : ROUNDS;
  const reloadedIn = random() < ROUNDS / 50 ? Math.floor(1 + random() * (ROUNDS - 1)) : ROUNDS;
  const listed = i % 50 === 0 ? hulls[(i * 13) % hulls.length]! : null;
  const names: [string, string] = [listed?.name ?? shipName(random), shipName(random)];
  const imo = listed?.imo ?? (i % 5 === 1 ? Number.NaN : shipImo(8_000_000 + i * 10));
  return { mmsi: 273_200_000 + i, imo, names, callSign: `UX${i}`, renamedIn, reloadedIn };
}
