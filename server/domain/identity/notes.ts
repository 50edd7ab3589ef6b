// What is worth a note about a unit's identity, beside the match itself: a listed MMSI that now sends another number, a
// number one slip from a listed one, a hull that no longer exists, a number no longer sent. Notes are suspicions with
// their values; none of them makes a match.

import { dayOf } from '../day.ts';
import type { WatchedHull } from '../vessel.ts';
import { isShipImo, nearBrokenImos, nearShipImos } from './imo.ts';
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
  const { sentImo } = unit;
  if (sentImo !== null && !index.byImo.has(sentImo) && !index.byBrokenImo.has(sentImo)) {
    noteNearNumbers(notes, unit, sentImo, index, signs);
  }
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
  const near = nearShipImos(sent);
  if (index.byBrokenImo.size > 0) near.push(...nearBrokenImos(sent));
  for (const number of near) {
    const hull = index.byImo.get(number) ?? index.byBrokenImo.get(number);
    const shared = hull ? likeness(unit, hull, signs.get(hull.id)) : '';
    if (!hull || shared === '') continue;
    const check = isShipImo(sent) ? '' : 'fails its check digit and ';
    const text = `IMO ${sent} ${check}is one digit or swap from ${hull.name}'s ${number}; ${shared}`;
    notes.push({ kind: 'near number', hullId: hull.id, text });
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
