// What is worth a note about a unit's identity, beside the match itself: a listed MMSI that now sends another number, a
// number one slip from a listed one, a hull that no longer exists, a number no longer sent. Notes are suspicions with
// their values; none of them makes a match.

import { dayOf } from '../rules/why.ts';
import type { WatchedHull } from '../vessel.ts';
import { isShipImo } from './imo.ts';
import type { Signs } from './signs.ts';
import type { UnitIdentity } from './unit.ts';
import type { WatchIndex } from './watch-index.ts';
import { endOf } from './witnesses.ts';

export interface IdentityNote {
  kind: 'mmsi inherited' | 'near number' | 'dead ship' | 'imo withheld';
  hullId: string | null;
  text: string;
}

/** Lengths this close count as one size (detection facts 2, near number). */
const SAME_LENGTH_M = 2;

/** `imo` is the usable number, `signs` what the unit's words lead to, `taken` the hull it is taken for. */
export function notesOf(
  unit: Readonly<UnitIdentity>,
  index: WatchIndex,
  at: number,
  imo: number | null,
  signs: ReadonlyMap<string, Signs>,
  taken: WatchedHull | null,
): IdentityNote[] {
  const notes: IdentityNote[] = [];
  for (const { hull, mmsi } of signs.values()) {
    if (mmsi !== null && imo !== null && hull.imo !== null && hull.imo !== imo) {
      const text = `MMSI ${unit.mmsi}, listed for ${hull.name}, now sends another hull's IMO ${imo}`;
      notes.push({ kind: 'mmsi inherited', hullId: hull.id, text });
    } else if (hull === taken || mmsi !== null) {
      const ended = hull.endedAt === null ? '' : endOf(hull, at);
      if (ended !== '') notes.push({ kind: 'dead ship', hullId: hull.id, text: `${ended}, yet its identity is heard` });
    }
  }
  if (unit.sentImo !== null && !index.byImo.has(unit.sentImo)) noteNearNumbers(notes, unit, unit.sentImo, index, signs);
  if (unit.imoWithheld) {
    const text = `MMSI ${unit.mmsi} used to send IMO ${unit.imo}, last on ${dayOf(unit.imoAt)}, and sends none now`;
    notes.push({ kind: 'imo withheld', hullId: taken?.id ?? null, text });
  }
  return notes.sort((a, b) => (a.kind === b.kind ? compare(a.hullId ?? '', b.hullId ?? '') : compare(a.kind, b.kind)));
}

/** Another number, its check digit right or wrong, one digit or one swap from a listed one, and one more likeness. */
function noteNearNumbers(
  notes: IdentityNote[],
  unit: Readonly<UnitIdentity>,
  sent: number,
  index: WatchIndex,
  signs: ReadonlyMap<string, Signs>,
): void {
  const seen = new Set<WatchedHull>();
  const consider = (number: number, edit: string) => {
    // Listed numbers pass the check, and nine in ten of the numbers tried do not: arithmetic is cheaper than a look-up.
    const hull = isShipImo(number) ? index.byImo.get(number) : undefined;
    if (!hull || seen.has(hull)) return;
    seen.add(hull);
    const shared = likeness(unit, hull, signs.get(hull.id));
    if (shared === '') return;
    const check = isShipImo(sent) ? '' : 'fails its check digit and ';
    const text = `IMO ${sent} ${check}is ${edit} from ${hull.name}'s ${number}; ${shared}`;
    notes.push({ kind: 'near number', hullId: hull.id, text });
  };
  for (let place = 1; place <= 1_000_000; place *= 10) {
    const digit = Math.floor(sent / place) % 10;
    for (let other = 0; other < 10; other++) {
      if (other !== digit) consider(sent + (other - digit) * place, 'one digit');
    }
    const left = Math.floor(sent / (place * 10)) % 10;
    if (place < 1_000_000 && left !== digit) consider(sent + (left - digit) * place * (1 - 10), 'one swap');
  }
}

function likeness(unit: Readonly<UnitIdentity>, hull: WatchedHull, signs: Signs | undefined): string {
  if (signs?.mmsi) return `MMSI ${unit.mmsi} is listed for it`;
  if (signs?.callSign) return `call sign ${unit.callSign} is its own`;
  if (unit.lengthM === null || hull.lengthM === null || Math.abs(unit.lengthM - hull.lengthM) > SAME_LENGTH_M)
    return '';
  return `length ${unit.lengthM} m is its own`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
