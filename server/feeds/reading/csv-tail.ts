// The second half of a row says who the ship is, and is the same bytes from row to row of one ship. This remembers it
// per MMSI: when the bytes are the same as last time, what they meant is put into the report without reading them
// again. Comparing bytes costs a tenth of reading them, and it is never taken for equal what is not.

import type { Report, Station } from '../../domain/report.ts';

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

// A slot is 256 bytes in a row, so that what belongs to one ship is fetched from memory together:
//
//   0 owner · 4 length · 8 station and known · 16 six numbers · 64 the tail
const SLOT_BYTES = 256;
const SLOT_WHOLES = SLOT_BYTES / 4;
const LENGTH = 1;
const STATION_AND_KNOWN = 2;
const SLOT_NUMBERS = SLOT_BYTES / 8;
const FIRST_NUMBER = 2;
const FIRST_BYTE = 64;
/** Longest tail kept; the longest of a Danish row is about 170. */
const TAIL_BYTES = SLOT_BYTES - FIRST_BYTE;
const TEXTS = 3;

export function createTailMemo(): TailMemo {
  let mask = 0;
  let wholes = new Int32Array(0);
  let numbers = new Float64Array(0);
  let tails = new Uint8Array(0);
  let texts: string[] = [];
  let evictions = 0;
  let matched = 0;
  grow(FIRST_SLOTS);

  function grow(slots: number): void {
    mask = slots - 1;
    const memory = new ArrayBuffer(slots * SLOT_BYTES);
    wholes = new Int32Array(memory);
    numbers = new Float64Array(memory);
    tails = new Uint8Array(memory);
    texts = new Array<string>(slots * TEXTS).fill('');
    evictions = 0;
  }

  /** The slot of this ship, or the first of the two where it may be. */
  function slotOf(mmsi: number): number {
    const hash = Math.imul(mmsi, 0x2c1b3c6d);
    const slot = (hash ^ (hash >>> 15)) & mask;
    return wholes[slot * SLOT_WHOLES] !== mmsi && wholes[(slot ^ 1) * SLOT_WHOLES] === mmsi ? slot ^ 1 : slot;
  }

  function match(mmsi: number, bytes: Uint8Array, at: number): number {
    const slot = slotOf(mmsi);
    const w = slot * SLOT_WHOLES;
    const length = wholes[w + LENGTH]!;
    if (wholes[w] !== mmsi || length === 0 || at + length > bytes.length) return -1;
    const from = slot * SLOT_BYTES + FIRST_BYTE;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== tails[from + i]) return -1;
    matched = slot;
    return at + length - 1;
  }

  function fill(report: Report): boolean {
    const n = matched * SLOT_NUMBERS + FIRST_NUMBER;
    const t = matched * TEXTS;
    const flags = wholes[matched * SLOT_WHOLES + STATION_AND_KNOWN]!;
    report.imo = numbers[n]!;
    report.shipType = numbers[n + 1]!;
    report.lengthM = numbers[n + 2]!;
    report.beamM = numbers[n + 3]!;
    report.draughtM = numbers[n + 4]!;
    report.navStatus = numbers[n + 5]!;
    report.station = (flags >> 1) as Station;
    report.callSign = texts[t]!;
    report.name = texts[t + 1]!;
    report.destination = texts[t + 2]!;
    return (flags & 1) === 1;
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
    if (wholes[slot * SLOT_WHOLES] !== mmsi && wholes[slot * SLOT_WHOLES + LENGTH]! > 0) {
      if (wholes[(slot ^ 1) * SLOT_WHOLES + LENGTH] === 0) slot ^= 1;
      else if (++evictions > mask / 4 && mask < MOST_SLOTS - 1) {
        grow((mask + 1) * 4);
        return;
      }
    }
    const w = slot * SLOT_WHOLES;
    wholes[w] = mmsi;
    wholes[w + LENGTH] = length;
    wholes[w + STATION_AND_KNOWN] = (report.station << 1) | (hasStatic ? 1 : 0);
    tails.set(bytes.subarray(from, to + 1), slot * SLOT_BYTES + FIRST_BYTE);
    const n = slot * SLOT_NUMBERS + FIRST_NUMBER;
    numbers[n] = report.imo;
    numbers[n + 1] = report.shipType;
    numbers[n + 2] = report.lengthM;
    numbers[n + 3] = report.beamM;
    numbers[n + 4] = report.draughtM;
    numbers[n + 5] = report.navStatus;
    const t = slot * TEXTS;
    texts[t] = report.callSign;
    texts[t + 1] = report.name;
    texts[t + 2] = report.destination;
  }

  return { match, fill, keep };
}
