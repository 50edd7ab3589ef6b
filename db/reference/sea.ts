// The sea, from the two masks beside this file; each is read when it is first asked for. The files are ours (npm run sea
// makes them), so a broken one throws.

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

function read(name: string): SeaMask {
  return unpackMask(gunzipSync(readFileSync(new URL(`./${name}.bin.gz`, import.meta.url))));
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
