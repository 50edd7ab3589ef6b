// Held reports: rows of a pool that are kept as they are now, while the pool goes on, until they have been packed. Packing
// is done in slices, so that a hundred thousand waiting reports stop nobody. Out come chunks of bytes, each complete in
// itself.

import { createPlainCodec } from '../plain-data/codec.ts';
import type { PackedReports, ReportPool } from './report-pool.ts';

export interface HeldReports {
  /** Allows `most` more reports to be packed, and packs as many chunks as are full by then. True when all are packed. */
  pack(most: number): boolean;
  /** The packed reports, in the order of the places. */
  readonly chunks: Uint8Array[];
}

/** Reports in a chunk: half a megabyte, and about a millisecond. */
const CHUNK_REPORTS = 2048;

export function holdReports(pool: Pick<ReportPool, 'hold' | 'pack'>, places: Int32Array): HeldReports {
  const chunks: Uint8Array[] = [];
  let from = 0;
  let allowed = 0;
  let release: (() => void) | null = pool.hold();
  return {
    chunks,
    pack(most) {
      allowed = Math.min(places.length, allowed + most);
      while (from < places.length && Math.min(from + CHUNK_REPORTS, places.length) <= allowed) {
        const to = Math.min(from + CHUNK_REPORTS, places.length);
        chunks.push(bytesOf(pool.pack(places.subarray(from, to))));
        from = to;
      }
      if (from < places.length) return false;
      release?.();
      release = null;
      return true;
    },
  };
}

/** Puts packed reports back into a pool. Returns their places, in order. */
export function unpackReports(pool: Pick<ReportPool, 'unpack'>, chunks: readonly Uint8Array[]): number[] {
  return chunks.flatMap((bytes) => pool.unpack(createPlainCodec([], 0).read(bytes)[0] as PackedReports));
}

function bytesOf(packed: PackedReports): Uint8Array {
  const codec = createPlainCodec([], 0);
  codec.write(packed);
  return codec.bytes();
}
