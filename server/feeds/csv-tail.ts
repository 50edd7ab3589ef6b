// The second half of a row says who the ship is, and is the same bytes from row to row of one ship. This remembers it
// per MMSI: when the bytes are the same as last time, what they meant is put into the report without reading them
// again. Comparing bytes costs a tenth of reading them, and it is never taken for equal what is not.

import type { Report, Station } from '../domain/report.ts';

export interface TailMemo {
  /** Is what stands at `at` the tail last kept for this MMSI? Gives the index of its line end, or -1. */
  match(mmsi: number, bytes: Uint8Array, at: number): number;
  /** Puts what the last match meant into the report; true when it says anything of the ship. */
  fill(report: Report): boolean;
  /** Keeps the tail `bytes[from..to]`, line end included, with what it meant. */
  keep(mmsi: number, bytes: Uint8Array, from: number, to: number, report: Readonly<Report>, hasStatic: boolean): void;
}

const FIRST_SLOTS = 4096;
/** A world's day of ships; beyond it ships share slots and are read anew when they take turns. */
const MOST_SLOTS = 65_536;
const TAIL_BYTES = 192;
const NUMBERS = 6;

export function createTailMemo(): TailMemo {
  let mask = 0;
  let owners = new Int32Array(0);
  let lengths = new Uint8Array(0);
  let tails = new Uint8Array(0);
  let numbers = new Float64Array(0);
  let stations: Station[] = [];
  let known: boolean[] = [];
  let callSigns: string[] = [];
  let names: string[] = [];
  let destinations: string[] = [];
  let evictions = 0;
  let matched = 0;
  grow(FIRST_SLOTS);

  function grow(slots: number): void {
    mask = slots - 1;
    owners = new Int32Array(slots);
    lengths = new Uint8Array(slots);
    tails = new Uint8Array(slots * TAIL_BYTES);
    numbers = new Float64Array(slots * NUMBERS);
    stations = new Array<Station>(slots).fill(0);
    known = new Array<boolean>(slots).fill(false);
    callSigns = new Array<string>(slots).fill('');
    names = new Array<string>(slots).fill('');
    destinations = new Array<string>(slots).fill('');
    evictions = 0;
  }

  function slotOf(mmsi: number): number {
    const hash = Math.imul(mmsi, 0x2c1b3c6d);
    const slot = (hash ^ (hash >>> 15)) & mask;
    return owners[slot ^ 1] === mmsi ? slot ^ 1 : slot;
  }

  function match(mmsi: number, bytes: Uint8Array, at: number): number {
    const slot = slotOf(mmsi);
    const length = lengths[slot]!;
    if (owners[slot] !== mmsi || length === 0 || at + length > bytes.length) return -1;
    const from = slot * TAIL_BYTES;
    // The line end is the byte that most often differs first when the tail is longer or shorter.
    for (let i = length - 1; i >= 0; i--) if (bytes[at + i] !== tails[from + i]) return -1;
    matched = slot;
    return at + length - 1;
  }

  function fill(report: Report): boolean {
    const slot = matched;
    const first = slot * NUMBERS;
    report.imo = numbers[first]!;
    report.shipType = numbers[first + 1]!;
    report.lengthM = numbers[first + 2]!;
    report.beamM = numbers[first + 3]!;
    report.draughtM = numbers[first + 4]!;
    report.navStatus = numbers[first + 5]!;
    report.station = stations[slot]!;
    report.callSign = callSigns[slot]!;
    report.name = names[slot]!;
    report.destination = destinations[slot]!;
    return known[slot]!;
  }

  function keep(
    mmsi: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    report: Readonly<Report>,
    hasStatic: boolean,
  ): void {
    const length = to + 1 - from;
    if (length > TAIL_BYTES) return;
    let slot = slotOf(mmsi);
    if (owners[slot] !== mmsi && lengths[slot]! > 0) {
      if (lengths[slot ^ 1] === 0) slot ^= 1;
      else if (++evictions > mask / 4 && mask < MOST_SLOTS - 1) {
        grow((mask + 1) * 4);
        return;
      }
    }
    owners[slot] = mmsi;
    lengths[slot] = length;
    tails.set(bytes.subarray(from, to + 1), slot * TAIL_BYTES);
    const first = slot * NUMBERS;
    numbers[first] = report.imo;
    numbers[first + 1] = report.shipType;
    numbers[first + 2] = report.lengthM;
    numbers[first + 3] = report.beamM;
    numbers[first + 4] = report.draughtM;
    numbers[first + 5] = report.navStatus;
    stations[slot] = report.station;
    callSigns[slot] = report.callSign;
    names[slot] = report.name;
    destinations[slot] = report.destination;
    known[slot] = hasStatic;
  }

  return { match, fill, keep };
}
