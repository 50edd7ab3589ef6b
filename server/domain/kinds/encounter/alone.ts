// One ship of a pair falls silent beside the other: for how long the other goes on lying where the silent ship was last
// heard. In come the newest spots of both; out goes the time alone, which proves nothing about the silent ship.

import { isWithin, type Ship } from './neighbourhood.ts';
import { BRIDGE_MS, type EncounterLimits, type Runs, type Spot } from './runs.ts';

/** Plain data. */
export interface Alone {
  /** Which of the two is silent. */
  silentId: string;
  /** When the silent ship was last heard, UTC ms. */
  fromAt: number;
  /** When the other ship was last heard beside that place. */
  untilAt: number;
  /** The other ship has left, or was not heard for an hour itself: no more time is added. */
  over: boolean;
}

/**
 * Brings the time alone up to date with the newest spot of either ship. It begins once one has not been heard for an
 * hour, since nothing is drawn across more, if the two were near each other when it was heard last and the other is
 * there still.
 */
export function noteAlone(
  known: Alone | null,
  runs: Readonly<Runs>,
  first: Readonly<Ship>,
  second: Readonly<Ship>,
  limits: Readonly<EncounterLimits>,
): Alone | null {
  const a = first.spots.at(-1)!;
  const b = second.spots.at(-1)!;
  const [heard, silent, silentId] = a.at > b.at ? [a, b, second.vesselId] : [b, a, first.vesselId];
  const alone = known !== null && known.silentId === silentId && known.fromAt === silent.at ? known : null;
  if (alone === null) {
    const near = runs.run !== null && runs.run.lastAt >= silent.at;
    // Together again: an earlier time alone no longer counts.
    if (near && heard.at - silent.at <= BRIDGE_MS) return null;
    if (!near) return known;
    const begun = extend({ silentId, fromAt: silent.at, untilAt: silent.at, over: false }, heard, silent, limits);
    return begun.over ? known : begun;
  }
  if (!alone.over && heard.at - alone.untilAt > 2 * BRIDGE_MS) alone.over = true;
  return alone.over ? alone : extend(alone, heard, silent, limits);
}

function extend(alone: Alone, heard: Spot, silent: Spot, limits: Readonly<EncounterLimits>): Alone {
  if (isWithin(heard, silent, limits.nearKm) && !(heard.speedKn > limits.companyKn)) alone.untilAt = heard.at;
  else alone.over = true;
  return alone;
}

export function aloneMs(alone: Readonly<Alone> | null): number {
  return alone === null ? 0 : alone.untilAt - alone.fromAt;
}
