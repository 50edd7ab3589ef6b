// What a report says, as 64 bits: the same message heard twice gives the same hash, whoever received it and when. It
// takes the position fields and the static fields that the report has, and nothing of its provenance.

import { POSITION, type Report, STATIC } from '../report.ts';

const floats = new Float64Array(7);
const words = new Int32Array(floats.buffer);

/** Puts the two halves of the hash into `out[at]` and `out[at + 1]`. */
export function contentHash(report: Readonly<Report>, out: Int32Array, at: number): void {
  let a = 0x2c1b3c6d ^ report.parts;
  let b = report.mmsi;
  if ((report.parts & POSITION) !== 0) {
    floats[0] = plain(report.lon);
    floats[1] = plain(report.lat);
    floats[2] = plain(report.speedKn);
    floats[3] = plain(report.courseDeg);
    floats[4] = plain(report.headingDeg);
    floats[5] = plain(report.navStatus);
    floats[6] = report.coarse ? 1 : 0;
    for (let i = 0; i < 14; i++) {
      const word = words[i]!;
      a = Math.imul(a ^ word, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(((b << 7) | (b >>> 25)) ^ word, 0x85ebca77);
    }
  }
  if ((report.parts & STATIC) !== 0) {
    floats[0] = plain(report.imo);
    floats[1] = plain(report.shipType);
    floats[2] = plain(report.lengthM);
    floats[3] = plain(report.beamM);
    floats[4] = plain(report.draughtM);
    for (let i = 0; i < 10; i++) {
      const word = words[i]!;
      a = Math.imul(a ^ word, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(((b << 7) | (b >>> 25)) ^ word, 0x85ebca77);
    }
    for (let text = 0; text < 3; text++) {
      const value = text === 0 ? report.callSign : text === 1 ? report.name : report.destination;
      a = Math.imul(a ^ value.length, 0x9e3779b1);
      for (let i = 0; i < value.length; i++) {
        const code = value.charCodeAt(i);
        a = Math.imul(a ^ code, 0x9e3779b1);
        b = Math.imul(((b << 7) | (b >>> 25)) ^ code, 0x85ebca77);
      }
      a ^= a >>> 15;
    }
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x27d4eb2f) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae3d);
  out[at] = a;
  out[at + 1] = b;
}

/** NaN has many bit patterns and zero has two; each must hash alike. */
function plain(value: number): number {
  return Number.isNaN(value) ? Number.NaN : value + 0;
}
