// The sea, from the two masks beside this file; each is read when it is first asked for. Threads may share them: the first
// that asks unpacks a mask for all. The files are ours (npm run sea makes them), so a broken one throws.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SeaWays } from '../../server/domain/sea/reach.ts';
import { createSea, type Sea } from '../../server/domain/sea/sea.ts';
import { type SeaMask, unpackMask } from '../../server/domain/sea/sea-mask.ts';

let masks: { fine: SeaMask; coarse: SeaMask } | null = null;
let sea: Sea | null = null;

export function loadSeaMasks(): { fine: SeaMask; coarse: SeaMask } {
  masks ??= { fine: read('sea-mask'), coarse: read('sea-mask-coarse') };
  return masks;
}

/** Room for both masks unpacked, for all threads of a process. */
export interface SharedSea {
  fine: SharedArrayBuffer;
  coarse: SharedArrayBuffer;
}

/** Before the bytes: whether they are there. */
const HEAD_BYTES = 8;
const [EMPTY, FILLING, FILLED] = [0, 1, 2];
/** Unpacking takes a tenth of a second; a thread that was ended over it must not be waited for. */
const FILL_MS = 3_000;
let shared: SharedSea | null = null;

/** Lets this thread use the masks of another; without one given, makes room for this thread and those that follow. */
export function shareSea(given?: SharedSea): SharedSea {
  shared = given ?? shared ?? { fine: roomFor('sea-mask'), coarse: roomFor('sea-mask-coarse') };
  return shared;
}

function roomFor(name: string): SharedArrayBuffer {
  const file = packed(name);
  // A gzip file ends with its size unpacked.
  return new SharedArrayBuffer(HEAD_BYTES + file.readUInt32LE(file.length - 4));
}

function read(name: string): SeaMask {
  const room = shared?.[name === 'sea-mask' ? 'fine' : 'coarse'];
  if (room === undefined) return unpackMask(gunzipSync(packed(name)));
  const state = new Int32Array(room, 0, 1);
  const bytes = new Uint8Array(room, HEAD_BYTES);
  if (Atomics.compareExchange(state, 0, EMPTY, FILLING) === EMPTY) {
    bytes.set(gunzipSync(packed(name)));
    Atomics.store(state, 0, FILLED);
    Atomics.notify(state, 0);
  } else if (Atomics.load(state, 0) === FILLING) {
    Atomics.wait(state, 0, FILLING, FILL_MS);
  }
  return unpackMask(Atomics.load(state, 0) === FILLED ? bytes : gunzipSync(packed(name)));
}

function packed(name: string): Buffer {
  return readFileSync(new URL(`./${name}.bin.gz`, import.meta.url));
}

/** The same sea on every call. Nothing is read (23 MB once unpacked) before the first question. */
export function loadSea(): Sea & SeaWays {
  const open = (): Sea => {
    const { fine, coarse } = loadSeaMasks();
    sea ??= createSea(fine, coarse);
    return sea;
  };
  return {
    measure: 'around land',
    distanceKm: (...asked) => open().distanceKm(...asked),
    shoreKm: (...asked) => open().shoreKm(...asked),
    reachArea: (...asked) => open().reachArea(...asked),
  };
}
