// What is worth a note about a unit's identity, beside the match itself: a listed MMSI that now sends another number, a
// number one slip from a listed one, a hull that no longer exists, a number changed or no longer sent, a size that is
// not the hull's, a number that two units send, an MMSI of no registry. Notes are suspicions with their values; none of
// them makes a match. Whether one has stood long enough to be told is the identity-change detector's.

import { dayOf } from '../time.ts';
import type { WatchedHull } from '../vessel.ts';
import { isPlaceholderImo, isShipImo, nearBrokenImos, nearShipImos } from './imo.ts';
import { kindOfMmsi, midOf } from './mmsi.ts';
import { isFar, type Placed } from './placed.ts';
import type { Signs } from './signs.ts';
import { IMO_MEMORY_MS, type UnitIdentity, WITHHELD_MS } from './unit.ts';
import type { WatchIndex } from './watch-index.ts';
import { endOf } from './witnesses.ts';

export interface IdentityNote {
  kind:
    | 'mmsi inherited'
    | 'number changed'
    | 'near number'
    | 'dead ship'
    | 'imo withheld'
    | 'identity conflict'
    | 'shared imo'
    | 'unallotted';
  hullId: string | null;
  text: string;
  /** The number sent before, where it has changed. */
  formerImo?: number;
  /** The other unit that sends the number, and whether from a place too far away for one ship. */
  otherMmsi?: number;
  far?: boolean;
}

/** Lengths this close count as one size (detection facts 2, near number). */
const SAME_LENGTH_M = 2;
/** Off by more than both of these, a length is another hull's (detection facts 2, listed identity on another hull). */
const OTHER_LENGTH_M = 10;
const OTHER_LENGTH = 0.05;

/** What `identify` found out about the unit. */
export interface Found {
  /** Its usable number. */
  imo: number | null;
  /** What its words lead to. */
  signs: ReadonlyMap<string, Signs>;
  /** The hull it is taken for. */
  taken: WatchedHull | null;
  placed: Readonly<Placed>;
}

export function notesOf(unit: Readonly<UnitIdentity>, index: WatchIndex, at: number, found: Found): IdentityNote[] {
  const { imo, signs, taken, placed } = found;
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
  noteNumberChange(notes, unit, index, at);
  if (unit.imoWithheld) {
    const text = `MMSI ${unit.mmsi} used to send IMO ${unit.imo}, last on ${dayOf(unit.imoAt)}, and sends none now`;
    notes.push({ kind: 'imo withheld', hullId: taken?.id ?? null, text });
  }
  if (taken !== null) noteConflicts(notes, unit, taken, index, placed);
  if (notes.length < 2) return notes;
  return notes.sort((a, b) => (a.kind === b.kind ? compare(a.hullId ?? '', b.hullId ?? '') : compare(a.kind, b.kind)));
}

/** An MMSI that no ship can have is matched to nothing; that it sends a listed number is worth a note all the same. */
export function fakeMmsiNotes(unit: Readonly<UnitIdentity>, index: WatchIndex): IdentityNote[] {
  // Handhelds, tenders and beacons have numbers of their own; a default or a fake is of no form at all.
  const kind = kindOfMmsi(unit.mmsi);
  if (unit.sentImo === null || (kind !== 'placeholder' && kind !== 'invalid')) return [];
  const hull = index.byImo.get(unit.sentImo);
  if (!hull) return [];
  const text = `MMSI ${unit.mmsi}, which is no ship's, sends ${hull.name}'s IMO ${hull.imo}`;
  return [{ kind: 'unallotted', hullId: hull.id, text }];
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
    const text = `IMO ${sent} ${check}differs by one digit or one swap from ${hull.name}'s ${number}; ${shared}`;
    notes.push({ kind: 'near number', hullId: hull.id, text });
  }
}

function likeness(unit: Readonly<UnitIdentity>, hull: WatchedHull, signs: Signs | undefined): string {
  if (signs?.mmsi) return `MMSI ${unit.mmsi} is listed for it`;
  if (signs?.callSign) return `call sign ${unit.callSign} is that ship's`;
  if (unit.lengthM === null || hull.lengthM === null || Math.abs(unit.lengthM - hull.lengthM) > SAME_LENGTH_M)
    return '';
  return `length ${unit.lengthM} m is that ship's`;
}

/** The same unit sent another valid number within the memory, of a listed hull or before a listed one's. */
function noteNumberChange(notes: IdentityNote[], unit: Readonly<UnitIdentity>, index: WatchIndex, at: number): void {
  const { sentImo, lines } = unit;
  if (sentImo === null) return;
  for (let i = lines.length - 1; i >= 0; i--) {
    const { field, value, firstAt, lastAt } = lines[i]!;
    const formerImo: number = field === 'imo' ? Number(value) : sentImo;
    if (formerImo === sentImo || !isShipImo(formerImo) || isPlaceholderImo(formerImo)) continue;
    // A slip of the fingers or of a bit is no former number: that one was sent for a while.
    if (lastAt - firstAt < WITHHELD_MS) continue;
    const left = index.byImo.get(formerImo);
    if (at - lastAt > IMO_MEMORY_MS || (left === undefined && !index.byImo.has(sentImo))) return;
    const whose = left ? `${left.name}'s IMO` : 'IMO';
    const check = isShipImo(sentImo) ? '' : ', which fails its check digit';
    const text = `MMSI ${unit.mmsi} sent ${whose} ${formerImo} until ${dayOf(lastAt)} and now sends ${sentImo}${check}`;
    notes.push({ kind: 'number changed', hullId: left?.id ?? null, text, formerImo });
    return;
  }
}

function noteConflicts(
  notes: IdentityNote[],
  unit: Readonly<UnitIdentity>,
  taken: WatchedHull,
  index: WatchIndex,
  placed: Readonly<Placed>,
): void {
  const mid = midOf(unit.mmsi);
  if (mid !== null && index.mids.size > 0 && !index.mids.has(mid)) {
    const text = `MMSI ${unit.mmsi} begins with ${mid}, which is allotted to no state`;
    notes.push({ kind: 'unallotted', hullId: taken.id, text });
  }
  if (unit.imo === null || unit.imo !== taken.imo) return;
  const { lengthM } = unit;
  if (lengthM !== null && lengthM > 0 && taken.lengthM !== null) {
    const offM = Math.abs(lengthM - taken.lengthM);
    if (offM > OTHER_LENGTH_M && offM > OTHER_LENGTH * taken.lengthM) {
      const text = `IMO ${unit.imo} is ${taken.name}'s, known as ${taken.lengthM} m long; it is sent with a length of ${lengthM} m`;
      notes.push({ kind: 'identity conflict', hullId: taken.id, text });
    }
  }
  const { shared } = placed;
  if (shared !== null && shared.imo === unit.imo) {
    const km = shared.apartKm === null ? '' : `, up to ${Math.round(shared.apartKm).toLocaleString('en')} km apart`;
    const [one, two] = [unit.mmsi, shared.mmsi].sort((a, b) => a - b);
    const text = `MMSI ${one} and MMSI ${two} send IMO ${unit.imo} within one hour${km}`;
    notes.push({ kind: 'shared imo', hullId: taken.id, text, otherMmsi: shared.mmsi, far: isFar(shared) });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
