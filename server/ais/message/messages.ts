// From the six-bit values of a whole message to the fields of the record: who sent what, whether it is long enough to be
// read, and which reader reads it. Other types than those are recognised, counted and left in the payload.

import type { RejectReason } from '../reject-reason.ts';
import type { Texts } from './fields.ts';
import {
  readBase,
  readClassA,
  readClassB,
  readClassBExtended,
  readDgnss,
  readLongRange,
  readSarAircraft,
} from './position-messages.ts';
import type { AisRecord } from './record.ts';
import { clearDetails, clearMotion } from './record.ts';
import { readAton, readStaticA, readStaticB, readVoyage } from './static-messages.ts';

/**
 * Bits without which a type is not read. Stations in the field send some types a little short of the standard (type 5
 * of 420 bits, 24 A of 158) or long (1–3 of 204, 27 of 168, 21 over 360); what comes after is ignored. A type that is
 * only recognised must at least name its sender.
 */
const LEAST_BITS = new Uint16Array(64).fill(38);
for (const type of [1, 2, 3, 4, 9, 11, 18]) LEAST_BITS[type] = 168;
LEAST_BITS[5] = 420;
LEAST_BITS[17] = 80;
LEAST_BITS[19] = 306;
LEAST_BITS[21] = 272;
LEAST_BITS[27] = 95;
const LEAST_BITS_24_A = 158;
const LEAST_BITS_24_B = 162;

/** A record with what its reading needs to know from one message to the next. */
export interface Reading {
  readonly record: AisRecord;
  readonly texts: Texts;
  /** The record holds fields that ordinary position reports do not overwrite. */
  detailed: boolean;
}

/** Reads the message in `record.six` and `record.bits`; returns '' or why it cannot be read. */
export function readMessage(reading: Reading): RejectReason | '' {
  const r = reading.record;
  const s = r.six;
  const bits = r.bits;
  const type = bits < 6 ? 0 : s[0]!;
  if (bits >= 6 && (type === 0 || type > 27)) return 'noise type';
  if (bits < LEAST_BITS[type]!) return 'too short';
  r.type = type;
  r.repeat = s[1]! >> 4;
  r.mmsi = ((s[1]! & 15) << 26) | (s[2]! << 20) | (s[3]! << 14) | (s[4]! << 8) | (s[5]! << 2) | (s[6]! >> 4);
  r.parts = 0;
  if (type <= 3 || type === 18) {
    if (reading.detailed) {
      clearDetails(r);
      reading.detailed = false;
    }
    if (type === 18) readClassB(r, s);
    else readClassA(r, s);
    return '';
  }
  clearMotion(r);
  clearDetails(r);
  r.station = 0;
  reading.detailed = true;
  return readRare(r, s, reading.texts);
}

function readRare(r: AisRecord, s: Uint8Array, texts: Texts): RejectReason | '' {
  switch (r.type) {
    case 4:
    case 11:
      readBase(r, s);
      break;
    case 5:
      readVoyage(r, s, texts);
      break;
    case 9:
      readSarAircraft(r, s);
      break;
    case 17:
      readDgnss(r, s);
      break;
    case 19:
      readClassBExtended(r, s, texts);
      break;
    case 21:
      readAton(r, s, texts);
      break;
    case 24: {
      if (r.bits < LEAST_BITS_24_A) return 'too short';
      const part = (s[6]! >> 2) & 3;
      if (part > 1) return 'unknown static part';
      if (part === 1 && r.bits < LEAST_BITS_24_B) return 'too short';
      if (part === 0) readStaticA(r, s, texts);
      else readStaticB(r, s, texts);
      break;
    }
    case 27:
      readLongRange(r, s);
      break;
  }
  return '';
}
