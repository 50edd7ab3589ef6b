// How far a ship can have come in a silence so long that no port can be told from another. In comes how long it lasted and
// the speed that no ship of its class is above; out go nautical miles, to the hundred.

import { HOUR_MS } from '../../time.ts';
import { LONGEST_RANKED_MS } from '../possible-dark-call/settings.ts';

/** Out and, where it was heard again, back. */
export function anywhereNm(lastsMs: number, isOpen: boolean, boundKn: number): number {
  const sailingMs = isOpen ? lastsMs : lastsMs / 2;
  return Math.round(((sailingMs / HOUR_MS) * boundKn) / 100) * 100;
}

/** Is nothing ranked any more over a silence of this length? */
export function isAnywhere(lastsMs: number): boolean {
  return lastsMs > LONGEST_RANKED_MS;
}

/** The first instant at which it is. */
export function anywhereFromAt(lastAt: number): number {
  return lastAt + LONGEST_RANKED_MS + 1;
}
