// The lines of an identity timeline: which value of a field was in use from when to when. The last line of a field is
// the one in use; `unit.ts` keeps its last hearing apart, so that repeating a value touches no line.

import type { IdentityLine } from '../heard.ts';
import { DAY_MS } from '../time.ts';

export type IdentityField = IdentityLine['field'];

/** At the bound the oldest draught or destination goes first, then the oldest line; values in use always stay. */
export const MAX_LINES = 64;
/** A value that comes back within this time goes on in its old line: bit errors and two ships on one MMSI flap. */
const FLAP_MS = DAY_MS;

/**
 * Ends the line in use at `heardUntil`, its value's last hearing, and begins the value's own, or takes its old line up
 * again. Returns how many lines were given up for it.
 */
export function turnLine(
  lines: IdentityLine[],
  field: IdentityField,
  heardUntil: number,
  value: string,
  at: number,
  source: string,
): number {
  const ending = lines.findLast((line) => line.field === field);
  if (ending) ending.lastAt = heardUntil;
  const known = lines.findLastIndex((line) => line.field === field && line.value === value);
  if (known >= 0 && at - lines[known]!.lastAt <= FLAP_MS) {
    const [line] = lines.splice(known, 1);
    line!.lastAt = at;
    lines.push(line!);
    return 0;
  }
  lines.push({ field, value, firstAt: at, lastAt: at, source });
  if (lines.length <= MAX_LINES) return 0;
  lines.splice(indexToDrop(lines), 1);
  return 1;
}

function indexToDrop(lines: readonly IdentityLine[]): number {
  const inUse = new Set<IdentityField>();
  let oldest = -1;
  let oldestVoyage = -1;
  for (let i = lines.length - 1; i >= 0; i--) {
    const { field } = lines[i]!;
    if (!inUse.has(field)) inUse.add(field);
    else if (field === 'destination' || field === 'draught') oldestVoyage = i;
    else oldest = i;
  }
  const index = oldestVoyage >= 0 ? oldestVoyage : oldest;
  if (index < 0) throw new Error(`a timeline of ${lines.length} lines has none that is out of use`);
  return index;
}
