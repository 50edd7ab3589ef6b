// Screening: which hulls may a name, a number or a call sign mean, given alone or together? The policy is that of
// `identify.ts`, asked without a radio unit: a name alone is never more than possible, a company's number is never a
// ship, a different valid IMO number decides against a hull. Every hull that fits is told, best evidence first.
//
//   confident  C1 IMO
//   probable   P1 IMO, but contradicted   P2 MMSI + name or call sign   P3 call sign + name
//   possible   Q1 MMSI   Q3 name   Q4 near name   Q5 cut name   Q6 call sign   Q7 number as the list writes it

import type { MatchEvidence, MatchLevel } from '../heard.ts';
import type { WatchedHull } from '../vessel.ts';
import { isShipImo, nearBrokenImos, nearShipImos } from './imo.ts';
import { splitNames } from './listed-name.ts';
import { kindOfMmsi } from './mmsi.ts';
import { nameKey } from './name.ts';
import { gatherSigns, noSigns, type Signs } from './signs.ts';
import { beginUnit } from './unit.ts';
import type { WatchIndex } from './watch-index.ts';

/** Any of them may be absent: '' and null. */
export interface ScreenQuery {
  name: string;
  imo: number | null;
  mmsi: number | null;
  callSign: string;
}

export interface ScreenMatch {
  hull: WatchedHull;
  evidence: MatchEvidence;
}

export interface ScreenAnswer {
  /** Best first; a tie is in the order of the hulls' ids, never of the lists. */
  matches: ScreenMatch[];
  /** What is worth knowing of the question itself, one sentence each. */
  notes: string[];
}

/** Company numbers of the parties that lists name → the party. */
export type CompanyNumbers = ReadonlyMap<number, string>;

export function screen(query: Readonly<ScreenQuery>, index: WatchIndex, companies: CompanyNumbers): ScreenAnswer {
  const notes: string[] = [];
  const imo = query.imo !== null && isShipImo(query.imo) ? query.imo : null;
  if (query.imo !== null) notes.push(...numberNotes(query.imo, index, companies));
  const byImo = imo === null ? undefined : index.byImo.get(imo);
  const found = signsOf(query, index, imo === null, notes);
  if (byImo && !found.has(byImo.id)) found.set(byImo.id, noSigns(byImo));
  const asWritten = query.imo === null || byImo ? undefined : index.byId.get(`imo:${query.imo}`);
  if (asWritten && !found.has(asWritten.id)) found.set(asWritten.id, noSigns(asWritten));

  const matches: ScreenMatch[] = [];
  for (const signs of found.values()) {
    const row = rowFor(signs, query, imo, byImo, asWritten);
    if (row !== null) matches.push({ hull: signs.hull, evidence: evidenceOf(row, signs, query, index) });
  }
  matches.sort(bestFirst);
  return { matches, notes };
}

type Row = 'C1' | 'P1' | 'P2' | 'P3' | 'Q1' | 'Q3' | 'Q4' | 'Q5' | 'Q6' | 'Q7';

const LEVELS: Readonly<Record<string, MatchLevel>> = { C: 'confident', P: 'probable', Q: 'possible' };

/** What each part of the name leads to, and the number and call sign with the first of them. */
function signsOf(
  query: Readonly<ScreenQuery>,
  index: WatchIndex,
  nearNames: boolean,
  notes: string[],
): Map<string, Signs> {
  const unit = beginUnit(query.mmsi ?? 0, 0, '');
  unit.callSign = query.callSign;
  if (query.mmsi !== null && kindOfMmsi(query.mmsi) !== 'ship') {
    notes.push(`${query.mmsi} is no MMSI of a ship (${kindOfMmsi(query.mmsi)}).`);
    unit.mmsi = 0;
  }
  const names = query.name === '' ? [''] : namesIn(query.name);
  if (query.name !== '' && names.every((name) => nameKey(name) === null)) {
    notes.push(`"${query.name}" is no evidence of a name.`);
  }
  const found = new Map<string, Signs>();
  for (const name of names) {
    unit.name = name;
    for (const [id, signs] of gatherSigns(unit, index, nearNames)) {
      const known = found.get(id);
      if (!known) found.set(id, signs);
      else {
        known.name ??= signs.name;
        known.nearName ??= signs.nearName;
        known.cutName ??= signs.cutName;
      }
    }
  }
  return found;
}

function namesIn(text: string): string[] {
  const parts = splitNames(text).map((part) => part.text);
  return parts.length === 0 ? [text] : parts.slice(0, MOST_NAMES);
}

/** Names asked of one text, 'X (ex A, ex B)'; a ship that is listed under more has its number. */
const MOST_NAMES = 20;

function numberNotes(imo: number, index: WatchIndex, companies: CompanyNumbers): string[] {
  const notes: string[] = [];
  const company = companies.get(imo);
  if (company !== undefined) notes.push(`${imo} is the IMO company number of ${company}; it names no ship.`);
  else if (!isShipImo(imo)) notes.push(`${imo} fails the check digit of an IMO ship number.`);
  if (company === undefined && !index.byImo.has(imo) && !index.byBrokenImo.has(imo)) {
    for (const near of [...nearShipImos(imo), ...nearBrokenImos(imo)]) {
      const hull = index.byImo.get(near) ?? index.byBrokenImo.get(near);
      if (hull) notes.push(`${imo} is one digit or swap from ${near}, which is ${hull.name}.`);
    }
  }
  return notes;
}

function rowFor(
  signs: Signs,
  query: Readonly<ScreenQuery>,
  imo: number | null,
  byImo: WatchedHull | undefined,
  asWritten: WatchedHull | undefined,
): Row | null {
  const { hull } = signs;
  if (hull === byImo) return isContradicted(signs, query) ? 'P1' : 'C1';
  if (imo !== null && hull.imo !== null && isShipImo(hull.imo)) return null;
  if (byImo) return null;
  if (signs.mmsi && (signs.name || signs.callSign)) return 'P2';
  if (signs.callSign && signs.name) return 'P3';
  if (signs.mmsi) return 'Q1';
  if (signs.name) return 'Q3';
  if (signs.nearName) return 'Q4';
  if (signs.cutName) return 'Q5';
  if (signs.callSign) return 'Q6';
  return hull === asWritten ? 'Q7' : null;
}

/** Renaming and reflagging are normal, each by itself: name and call sign, or name and MMSI, must both be others. */
function isContradicted(signs: Signs, query: Readonly<ScreenQuery>): boolean {
  return contradictionsOf(signs, query).length >= 2;
}

function contradictionsOf(signs: Signs, query: Readonly<ScreenQuery>): string[] {
  const { hull } = signs;
  const said: string[] = [];
  if (query.name !== '' && nameKey(query.name) !== null && !signs.name && !signs.cutName) {
    said.push(`name ${query.name} is not among the names of ${hull.name}`);
  }
  if (query.mmsi !== null && !signs.mmsi && hull.mmsis.length > 0) {
    said.push(`MMSI ${query.mmsi} is not listed for ${hull.name}`);
  }
  if (query.callSign !== '' && !signs.callSign && hull.callSigns.length > 0) {
    said.push(`call sign ${query.callSign} is not listed for ${hull.name}`);
  }
  return said;
}

function evidenceOf(row: Row, signs: Signs, query: Readonly<ScreenQuery>, index: WatchIndex): MatchEvidence {
  const { hull } = signs;
  const witnesses: string[] = [];
  if (row === 'C1' || row === 'P1') witnesses.push(`IMO ${query.imo} is ${hull.name}'s`);
  if (row === 'Q7') witnesses.push(`a list writes the number ${query.imo} for ${hull.name}`);
  if (signs.mmsi) {
    const bearers = index.byMmsi.get(signs.mmsi.mmsi)?.length ?? 1;
    const shared = bearers > 1 ? `; ${bearers} listed hulls have it` : '';
    witnesses.push(
      `MMSI ${signs.mmsi.mmsi} is listed (${signs.mmsi.source}${signs.mmsi.old ? ', older' : ''})${shared}`,
    );
  }
  if (signs.callSign) witnesses.push(`call sign ${query.callSign} is listed`);
  if (signs.name) {
    const { text, current } = signs.name;
    witnesses.push(current ? `name ${text} is listed` : `name ${text} is a former or other name of ${hull.name}`);
  } else if (signs.nearName) witnesses.push(`name ${query.name} is close to ${signs.nearName.text}`);
  else if (signs.cutName) witnesses.push(`name ${query.name} is the beginning of ${signs.cutName.text}`);
  return { rule: row, level: LEVELS[row[0]!]!, witnesses, contradictions: contradictionsOf(signs, query) };
}

const LEVEL_ORDER: readonly MatchLevel[] = ['confident', 'probable', 'possible'];

function bestFirst(a: ScreenMatch, b: ScreenMatch): number {
  const one = a.evidence;
  const other = b.evidence;
  return (
    LEVEL_ORDER.indexOf(one.level) - LEVEL_ORDER.indexOf(other.level) ||
    (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0) ||
    other.witnesses.length - one.witnesses.length ||
    one.contradictions.length - other.contradictions.length ||
    (a.hull.id < b.hull.id ? -1 : 1)
  );
}
