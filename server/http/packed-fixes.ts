// Positions as columns in one binary message, for a page that shows a hundred thousand of them: a head of 16 bytes, the columns
// one after the other, and a tail in JSON with the scope and the few ids that follow from neither number. Little-endian.
//
//   "KWP1" · count · tail bytes · 0 │ at f64 │ lon i32 lat i32 (1e-7°) │ mmsi u32 │ imo u32 (0: none) │
//   speed u16 (0.1 kn) · course u16 · heading u16 (0.1°), 65535: not sent │ tail

import type { KeptFix } from '../domain/heard.ts';

export const PACKED_MARK = 0x3150574b;
const HEAD_BYTES = 16;
const ROW_BYTES = 8 + 4 * 4 + 3 * 2;
const NOT_SENT = 0xffff;

/** `vesselIds` beside the fixes, one each. */
export function packFixes(scope: string, fixes: readonly KeptFix[], vesselIds: readonly string[]): Uint8Array {
  const count = fixes.length;
  const ids: Record<number, string> = {};
  const imos = vesselIds.map((id, i) => {
    const imo = /^imo:(\d{7})$/.exec(id)?.[1];
    if (imo !== undefined) return Number(imo);
    if (id !== `mmsi:${fixes[i]!.mmsi}`) ids[i] = id;
    return 0;
  });
  const tail = new TextEncoder().encode(JSON.stringify({ scope, ids }));
  const bytes = new Uint8Array(HEAD_BYTES + count * ROW_BYTES + tail.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, PACKED_MARK, true);
  view.setUint32(4, count, true);
  view.setUint32(8, tail.length, true);
  let offset = HEAD_BYTES;
  const column = (width: number, put: (fix: KeptFix, at: number, i: number) => void) => {
    for (let i = 0; i < count; i++) put(fixes[i]!, offset + i * width, i);
    offset += count * width;
  };
  column(8, (fix, at) => view.setFloat64(at, fix.at, true));
  column(4, (fix, at) => view.setInt32(at, Math.round(fix.lon * 1e7), true));
  column(4, (fix, at) => view.setInt32(at, Math.round(fix.lat * 1e7), true));
  column(4, (fix, at) => view.setUint32(at, fix.mmsi, true));
  column(4, (_fix, at, i) => view.setUint32(at, imos[i]!, true));
  column(2, (fix, at) => view.setUint16(at, tenths(fix.speedKn), true));
  column(2, (fix, at) => view.setUint16(at, tenths(fix.courseDeg), true));
  column(2, (fix, at) => view.setUint16(at, tenths(fix.headingDeg), true));
  bytes.set(tail, offset);
  return bytes;
}

function tenths(value: number): number {
  const scaled = Math.round(value * 10);
  return scaled >= 0 && scaled < NOT_SENT ? scaled : NOT_SENT;
}
