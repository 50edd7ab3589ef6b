// Whose messages must not be lost, by the numbers that stand in them: MMSI and IMO numbers of watched hulls as the lists and
// people have them, and the units that the engine has found to be one. Asked for many messages a second, so that the sets
// are made once for each watchlist.

import type { Watched } from '../feeds/live/message-rank.ts';
import type { LiveKnown } from './live-contract.ts';

type Hulls = Pick<LiveKnown, 'hulls' | 'bindings'>;

export function watchedBy(known: () => Hulls, speaksFor: (mmsi: number) => string | null): Watched {
  let of: Hulls | null = null;
  let ids = new Set<string>();
  let mmsis = new Set<number>();
  let imos = new Set<number>();

  function refresh(): void {
    const now = known();
    if (now.hulls === of?.hulls && now.bindings === of.bindings) return;
    of = now;
    ids = new Set(now.hulls.map(({ id }) => id));
    mmsis = new Set(now.hulls.flatMap((hull) => hull.mmsis.map(({ mmsi }) => mmsi)));
    for (const mmsi of now.bindings.bound.keys()) mmsis.add(mmsi);
    imos = new Set(now.hulls.flatMap(({ imo }) => (imo === null ? [] : [imo])));
  }

  return {
    mmsi(mmsi) {
      refresh();
      return mmsis.has(mmsi) || ids.has(speaksFor(mmsi) ?? '');
    },
    imo(imo) {
      refresh();
      return imos.has(imo);
    },
  };
}
