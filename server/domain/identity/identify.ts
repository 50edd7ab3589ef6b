// Which watched hull a radio unit is: the match policy, row by row. The unit's identity and the indexed watchlist come
// in; a verdict with its evidence goes out. It takes no hull by name alone, by list order, or against a different valid
// IMO number. What other units and positions say (one IMO from two MMSIs, region, speed) comes in as `Placed`.
//
//   confident  C1 IMO   C2 bound by hand   C3 IMO sent by this MMSI within 30 days
//   probable   P1 IMO, but contradicted   P2 MMSI + name or call sign   P3 call sign + name   P4 renamed since the IMO
//   possible   Q1 MMSI   Q2 name + two signs   Q3 distinctive name   Q4 near name + two signs   Q5 cut name

import type { Candidate, MatchEvidence, MatchLevel } from '../heard.ts';
import { dayOf } from '../time.ts';
import type { WatchedHull } from '../vessel.ts';
import { isShipImo } from './imo.ts';
import { kindOfMmsi } from './mmsi.ts';
import { letterCount, nameIndexKey, nameKey, sameName } from './name.ts';
import { fakeMmsiNotes, type IdentityNote, notesOf } from './notes.ts';
import { NOWHERE, type Placed } from './placed.ts';
import { gatherSigns, heardName, noSigns, type Signs } from './signs.ts';
import { IMO_MEMORY_MS, type UnitIdentity } from './unit.ts';
import type { WatchIndex } from './watch-index.ts';
import { contradictionsOf, fittingSigns } from './witnesses.ts';

export interface Verdict {
  /** The hull that the unit is taken for: the one confident or probable match, else null. */
  hull: WatchedHull | null;
  match: MatchEvidence | null;
  /** The other hulls that the unit may be, best evidence first; a tie at the top is here too, with no hull taken. */
  candidates: Candidate[];
  notes: IdentityNote[];
  /** The unit's name leads to a hull that the unit is not taken for: its next position may tell more. */
  undecided: boolean;
}

/** What users decided by hand. */
export interface HandBindings {
  /** MMSI → hull id. */
  bound: ReadonlyMap<number, string>;
  /** 'mmsi|hull id': "not this ship". */
  refused: ReadonlySet<string>;
  /** 'mmsi|hull id' → when it was decided: it holds until the static data changes. Absent: it holds for good. */
  decidedAt?: ReadonlyMap<string, number>;
}

export const NO_BINDINGS: HandBindings = { bound: new Map(), refused: new Set() };

/** What users decided, and beside it what comes with a recording; on one MMSI the users have the word. */
export function boundBesides(
  bindings: HandBindings = NO_BINDINGS,
  more: readonly { readonly mmsi: number; readonly hullId: string }[],
): HandBindings {
  const bound = new Map(more.map(({ mmsi, hullId }) => [mmsi, hullId]));
  for (const [mmsi, hullId] of bindings.bound) bound.set(mmsi, hullId);
  return { ...bindings, bound };
}

export function identify(
  unit: Readonly<UnitIdentity>,
  index: WatchIndex,
  at: number,
  bindings: HandBindings = NO_BINDINGS,
  placed: Readonly<Placed> = NOWHERE,
): Verdict {
  if (kindOfMmsi(unit.mmsi) !== 'ship') {
    return { hull: null, match: null, candidates: [], notes: fakeMmsiNotes(unit, index), undecided: false };
  }
  const imo = usableImo(unit, at);
  const byImo = imo === null ? undefined : index.byImo.get(imo);
  const signs = gatherSigns(unit, index, imo === null);
  if (byImo && !signs.has(byImo.id)) signs.set(byImo.id, noSigns(byImo));
  const boundId = bindings.bound.get(unit.mmsi);
  const bound = boundId === undefined ? undefined : index.byId.get(boundId);
  if (bound && !signs.has(bound.id)) signs.set(bound.id, noSigns(bound));

  const asked: Asked = { unit, index, at, bindings, placed };
  const judged: Judged[] = [];
  let named = false;
  for (const sign of signs.values()) {
    const row = rowFor(sign, asked, imo, byImo);
    if (row !== null) judged.push(judge(row, sign, asked));
    if (sign.name !== null || sign.nearName !== null) named = true;
  }
  judged.sort(bestFirst);
  const best = judged[0];
  const taken = best && isTaken(best) && !(judged[1] && isTaken(judged[1]) && isTie(best, judged[1])) ? best : null;
  return {
    hull: taken?.hull ?? null,
    match: taken?.evidence ?? null,
    candidates: judged.filter((j) => j !== taken).map((j) => ({ hullId: j.hull.id, evidence: j.evidence })),
    notes: notesOf(unit, index, at, { imo, signs, taken: taken?.hull ?? null, placed }),
    undecided: named && taken === null && imo === null,
  };
}

/** The key of the vessel that the unit speaks for: the hull taken, else its own valid IMO number, else the unit. */
export function vesselIdOf(unit: Readonly<UnitIdentity>, verdict: Readonly<Pick<Verdict, 'hull'>>): string {
  if (verdict.hull) return verdict.hull.id;
  return unit.imo !== null && kindOfMmsi(unit.mmsi) === 'ship' ? `imo:${unit.imo}` : `mmsi:${unit.mmsi}`;
}

type Row = 'C1' | 'C2' | 'C3' | 'P1' | 'P2' | 'P3' | 'P4' | 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'Q5';

const LEVELS: Readonly<Record<string, MatchLevel>> = { C: 'confident', P: 'probable', Q: 'possible' };

interface Judged {
  hull: WatchedHull;
  evidence: MatchEvidence;
  refused: boolean;
}

/** One unit, and everything that it is judged by. */
interface Asked {
  unit: Readonly<UnitIdentity>;
  index: WatchIndex;
  at: number;
  bindings: HandBindings;
  placed: Readonly<Placed>;
}

/** The valid number of the latest message, else the last one of this MMSI while it is remembered. */
function usableImo(unit: Readonly<UnitIdentity>, at: number): number | null {
  return unit.imo !== null && (unit.imoHeld || at - unit.imoAt <= IMO_MEMORY_MS) ? unit.imo : null;
}

/** The best row that holds for the pair, or null where it is never a match. */
function rowFor(signs: Signs, asked: Asked, imo: number | null, byImo: WatchedHull | undefined): Row | null {
  const { hull } = signs;
  const { unit, index, bindings, placed } = asked;
  if (imo !== null && hull === byImo) return rowByImo(signs, asked);
  const hullImo = hull.imo !== null && isShipImo(hull.imo) ? hull.imo : null;
  // A different valid number decides against the hull, whatever name, MMSI and call sign say.
  if (imo !== null && hullImo !== null) return null;
  if (bindings.bound.get(unit.mmsi) === hull.id && stillHolds(bindings, unit, hull)) return 'C2';
  // Nor is a hull without a number taken for one that the unit's number names.
  if (byImo) return null;
  // An MMSI that has since sent another hull's valid number no longer speaks for this hull.
  const mmsi = signs.mmsi !== null && (unit.imo === null || hullImo === null || unit.imo === hullImo);
  if (mmsi && (signs.name || signs.callSign)) return 'P2';
  if (signs.callSign && signs.name) return 'P3';
  if (mmsi) return 'Q1';
  if (signs.name) {
    if (fittingSigns(unit, hull, index.mids, placed).length >= 2) return 'Q2';
    return isDistinctive(signs, index) ? 'Q3' : null;
  }
  if (signs.nearName && fittingSigns(unit, hull, index.mids, placed).length >= 2) return 'Q4';
  return signs.cutName ? 'Q5' : null;
}

function rowByImo(signs: Signs, { unit, index, at, placed }: Asked): Row {
  if (!unit.imoHeld && isRenamedSinceImo(unit)) return 'P4';
  const { strong, weak } = contradictionsOf(unit, signs.hull, index.mids, at, placed);
  if (unknownName(signs, unit, index) !== '') weak.push('name');
  if (strong.length > 0 || weak.length >= 2) return 'P1';
  return unit.imoHeld ? 'C1' : 'C3';
}

/** Both name and call sign have changed since the number was last sent. */
function isRenamedSinceImo(unit: Readonly<UnitIdentity>): boolean {
  const { imoName, imoCallSign } = unit;
  if (imoName === '' && imoCallSign === '') return false;
  if (imoCallSign !== '' && unit.callSign === imoCallSign) return false;
  if (imoName === '') return true;
  if (unit.name === imoName) return false;
  const now = nameKey(unit.name);
  const then = nameKey(imoName);
  return now === null || then === null || !sameName(now, then);
}

/** A name that a single listed hull bears, of 6 letters or 2 tokens at least. */
function isDistinctive(signs: Signs, index: WatchIndex): boolean {
  const { key } = signs.name!;
  const bearers = index.byName.get(nameIndexKey(key)) ?? [];
  return bearers.length === 1 && (letterCount(key) >= 6 || key.tokens.length >= 2);
}

function stillHolds(bindings: HandBindings, unit: Readonly<UnitIdentity>, hull: WatchedHull): boolean {
  const decidedAt = bindings.decidedAt?.get(`${unit.mmsi}|${hull.id}`);
  return decidedAt === undefined || unit.changedAt <= decidedAt;
}

function judge(row: Row, signs: Signs, { unit, index, at, bindings, placed }: Asked): Judged {
  const { hull } = signs;
  const { strong, weak } = contradictionsOf(unit, hull, index.mids, at, placed);
  const name = unknownName(signs, unit, index);
  const contradictions = name === '' ? [...strong, ...weak] : [...strong, name, ...weak];
  const refused = bindings.refused.has(`${unit.mmsi}|${hull.id}`) && stillHolds(bindings, unit, hull);
  if (refused) contradictions.unshift(`a user said that this unit is not ${hull.name}`);
  const witnesses = witnessesOf(row, signs, unit);
  if (row[0] === 'Q' || row === 'P2' || row === 'P3') witnesses.push(...fittingSigns(unit, hull, index.mids, placed));
  const level = refused ? 'possible' : LEVELS[row[0]!]!;
  return { hull, refused, evidence: { rule: row, level, witnesses, contradictions } };
}

function unknownName(signs: Signs, unit: Readonly<UnitIdentity>, index: WatchIndex): string {
  if (signs.name || signs.cutName || heardName(unit, index) === null) return '';
  return `name ${unit.name} is not among the names of ${signs.hull.name}`;
}

function witnessesOf(row: Row, signs: Signs, unit: Readonly<UnitIdentity>): string[] {
  const { hull } = signs;
  const said: string[] = [];
  if (row === 'C1') said.push(`AIS sends IMO ${unit.imo}, which is ${hull.name}'s`);
  if (row === 'P1') said.push(`someone sends ${hull.name}'s IMO ${unit.imo}`);
  if (row === 'C2') said.push(`a user bound MMSI ${unit.mmsi} to ${hull.name}`);
  const lastSent = `MMSI ${unit.mmsi} last sent ${hull.name}'s IMO ${unit.imo} on ${dayOf(unit.imoAt)}`;
  if (row === 'C3') said.push(`${lastSent}, and has kept its name or call sign since`);
  if (row === 'P4') said.push(`${lastSent}; name and call sign have changed since, it is still followed`);
  if (row[0] !== 'C' && row[0] !== 'P' && unit.imo !== null && unit.imo === hull.imo) said.push(lastSent);
  if (signs.mmsi) {
    const { source, old } = signs.mmsi;
    const origin = [source, old ? 'older' : ''].filter((text) => text !== '').join(', ');
    said.push(`MMSI ${unit.mmsi} is listed${origin === '' ? '' : ` (${origin})`}`);
  }
  if (signs.callSign) said.push(`call sign ${unit.callSign} is listed`);
  if (signs.name) {
    const { text, current } = signs.name;
    said.push(current ? `name ${text} is listed` : `name ${text} is a former or other name of ${hull.name}`);
  } else if (signs.nearName) {
    said.push(`name ${unit.name} is close to ${signs.nearName.text}`);
  } else if (signs.cutName) {
    said.push(`name ${unit.name} fills its 20 characters and begins ${signs.cutName.text}`);
  }
  return said;
}

function isTaken(judged: Judged): boolean {
  return !judged.refused && judged.evidence.level !== 'possible';
}

/** Level, row, more witnesses, fewer contradictions; the hull's id last, so that the list's order never shows. */
function bestFirst(a: Judged, b: Judged): number {
  return weigh(a, b) || (a.hull.id < b.hull.id ? -1 : 1);
}

function isTie(a: Judged, b: Judged): boolean {
  return weigh(a, b) === 0;
}

const LEVEL_ORDER: readonly MatchLevel[] = ['confident', 'probable', 'possible'];

function weigh(a: Judged, b: Judged): number {
  const one = a.evidence;
  const other = b.evidence;
  return (
    LEVEL_ORDER.indexOf(one.level) - LEVEL_ORDER.indexOf(other.level) ||
    Number(a.refused) - Number(b.refused) ||
    (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0) ||
    other.witnesses.length - one.witnesses.length ||
    one.contradictions.length - other.contradictions.length
  );
}
