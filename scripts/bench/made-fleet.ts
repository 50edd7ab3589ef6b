// The made-up fleet of the benchmarks of engine and snapshot: the same on every run.

import { loadReference } from '../../db/reference/load.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';

const { hulls } = loadReference();

/** A number from 0 to below 1; mixing like splitmix. */
export function mix(n: number): number {
  let x = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return ((x ^ (x >>> 16)) >>> 0) / 4_294_967_296;
}

/** A hull number that passes the check digit, from a counter. */
export function imoOf(n: number): number {
  const digits = String(100_000 + n).padStart(6, '0');
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (7 - index), 0);
  return Number(digits) * 10 + (sum % 10);
}

export function hullOf(n: number): WatchedHull {
  const imo = imoOf(n);
  return { ...hulls[0]!, id: `imo:${imo}`, imo, name: `BENCH HULL ${n}`, aliases: [], mmsis: [], callSigns: [] };
}
