// What a flow is stored as, the way a store gives it back: chunks of their own bytes, without the slices that had none to show.

import type { Slice } from '../server/run/stored-flow.ts';

export function chunksOf(slices: Iterable<Slice>): Uint8Array[] {
  return [...slices].flatMap((slice) => (slice === null ? [] : [slice.slice()]));
}
