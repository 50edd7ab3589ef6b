// Reads the binary message of positions (server/http/packed-fixes.ts says its form): columns over the bytes as they came, no
// object a ship. Bytes of another form give null.

import type { PositionFix } from '../../server/http/wire/vessel.ts';

const MARK = 0x3150574b;
const HEAD_BYTES = 16;
const ROW_BYTES = 30;
const NOT_SENT = 0xffff;

export interface PackedFixes {
  type: 'packed';
  scope: string;
  count: number;
  at: Float64Array;
  /** 1e-7 degrees. */
  lon: Int32Array;
  lat: Int32Array;
  mmsi: Uint32Array;
  /** 0 where the vessel goes by its unit. */
  imo: Uint32Array;
  /** Tenths; 65535 where it was not sent. */
  speed: Uint16Array;
  course: Uint16Array;
  heading: Uint16Array;
  /** Ids that follow from neither number, by row. */
  ids: Readonly<Record<number, string>>;
}

export function readPacked(bytes: ArrayBuffer): PackedFixes | null {
  if (bytes.byteLength < HEAD_BYTES) return null;
  const view = new DataView(bytes);
  const count = view.getUint32(4, true);
  const tailBytes = view.getUint32(8, true);
  if (view.getUint32(0, true) !== MARK || bytes.byteLength !== HEAD_BYTES + count * ROW_BYTES + tailBytes) return null;
  let offset = HEAD_BYTES;
  const next = (width: number) => {
    const from = offset;
    offset += count * width;
    return from;
  };
  const at = new Float64Array(bytes, next(8), count);
  const lon = new Int32Array(bytes, next(4), count);
  const lat = new Int32Array(bytes, next(4), count);
  const mmsi = new Uint32Array(bytes, next(4), count);
  const imo = new Uint32Array(bytes, next(4), count);
  const speed = new Uint16Array(bytes, next(2), count);
  const course = new Uint16Array(bytes, next(2), count);
  const heading = new Uint16Array(bytes, next(2), count);
  const tail = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, offset, tailBytes))) as Pick<
    PackedFixes,
    'scope' | 'ids'
  >;
  return { type: 'packed', count, at, lon, lat, mmsi, imo, speed, course, heading, ...tail };
}

export function vesselIdAt({ ids, imo, mmsi }: PackedFixes, row: number): string {
  return ids[row] ?? (imo[row]! > 0 ? `imo:${imo[row]}` : `mmsi:${mmsi[row]}`);
}

/** One row as an object: for the few ships whose tracks are kept. */
export function fixAt(packed: PackedFixes, row: number): PositionFix & { vesselId: string } {
  return {
    vesselId: vesselIdAt(packed, row),
    at: packed.at[row]!,
    lon: packed.lon[row]! / 1e7,
    lat: packed.lat[row]! / 1e7,
    speedKn: sent(packed.speed[row]!),
    courseDeg: sent(packed.course[row]!),
    headingDeg: sent(packed.heading[row]!),
  };
}

function sent(tenths: number): number | null {
  return tenths === NOT_SENT ? null : tenths / 10;
}
