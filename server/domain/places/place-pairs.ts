// Pairs of places between which a ship may keep a cadence: the two ends of the route rules. Rajin belongs with the other ports
// of its coast and Dunay with Vostochny, because a rule names them together. Rules in, pairs out; asked once per engine.

import type { RouteRule } from '../rule.ts';

export interface PlacePair {
  /** The first rule that names the pair. */
  id: string;
  /** Ids of the ports at either end; no port is at both. */
  ends: readonly [ReadonlySet<string>, ReadonlySet<string>];
  /** The longest leg that a rule of the pair allows. */
  maxDays: number;
}

/**
 * Rules whose ends overlap at both sides, one way round or the other, speak of one pair: arms outward, the way back and
 * oil are one pair. Look-back rules name no voyage, and zones are no calls: neither makes a pair.
 */
export function placePairs(rules: readonly RouteRule[]): PlacePair[] {
  let pairs: PlacePair[] = [];
  for (const { id, enabled, kind, origin, destination, maxDays } of rules) {
    if (!enabled || kind !== 'route' || origin.length === 0 || destination.length === 0) continue;
    let pair: PlacePair = { id, ends: [new Set(origin), new Set(destination)], maxDays };
    // A joined pair may overlap a third pair that neither of the two overlapped alone.
    for (let near = pairs.find((other) => meets(other, pair)); near; near = pairs.find((other) => meets(other, pair))) {
      pairs = pairs.filter((other) => other !== near);
      pair = joined(near, pair);
    }
    pairs.push(pair);
  }
  return pairs.map(apart).filter(({ ends }) => ends[0].size > 0 && ends[1].size > 0);
}

function meets(a: PlacePair, b: PlacePair): boolean {
  return straight(a, b) || crosswise(a, b);
}

function straight({ ends: [a, b] }: PlacePair, { ends: [c, d] }: PlacePair): boolean {
  return !a.isDisjointFrom(c) && !b.isDisjointFrom(d);
}

function crosswise({ ends: [a, b] }: PlacePair, { ends: [c, d] }: PlacePair): boolean {
  return !a.isDisjointFrom(d) && !b.isDisjointFrom(c);
}

function joined(first: PlacePair, second: PlacePair): PlacePair {
  const [a, b] = straight(first, second) ? second.ends : [second.ends[1], second.ends[0]];
  return {
    id: first.id,
    ends: [first.ends[0].union(a), first.ends[1].union(b)],
    maxDays: Math.max(first.maxDays, second.maxDays),
  };
}

/** A port at both ends tells nothing about either end. */
function apart({ ends: [a, b], ...rest }: PlacePair): PlacePair {
  return { ...rest, ends: [a.difference(b), b.difference(a)] };
}
