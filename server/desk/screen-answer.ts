// One question answered from what is made ready of the lists: hulls by every number and name, in the name's own script and
// in Latin letters; companies and persons; entries that list a class of ships; and what of the question can be asked of
// no list. It reads no store and keeps nothing.

import { callSignKey } from '../domain/identity/call-sign.ts';
import { isCompanyImo, isShipImo } from '../domain/identity/imo.ts';
import { kindOfMmsi } from '../domain/identity/mmsi.ts';
import { LONGEST_NAME, tooLong } from '../domain/identity/question.ts';
import {
  type CompanyNumbers,
  type ScreenAnswer,
  type ScreenMatch,
  type ScreenQuery,
  screen,
} from '../domain/identity/screen.ts';
import type { MidTable, WatchIndex } from '../domain/identity/watch-index.ts';
import { type ClassMatch, type ClassRule, findClasses } from '../domain/listing/class-rule.ts';
import { type FlagTable, flagCodes } from '../domain/listing/flags.ts';
import { findParties, type PartyIndex, type PartyMatch } from '../domain/listing/party-search.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import type { Asked } from './asked.ts';
import { inLatin, isLatin } from './latin.ts';
import type { Spellings } from './spellings.ts';

/** Matches told of one question; a name of three letters may be close to many. */
const MOST_MATCHES = 50;

export interface Indexes {
  index: WatchIndex;
  spellings: Spellings;
  byReference: ReadonlyMap<string, readonly WatchedHull[]>;
  classes: readonly ClassRule[];
  flags: FlagTable;
}

export interface Answer extends ScreenAnswer {
  parties: PartyMatch[];
  classes: ClassMatch[];
  unread: string[];
}

export function answerOf(
  asked: Asked,
  { index, spellings, byReference, classes, flags }: Indexes,
  parties: PartyIndex,
  companies: CompanyNumbers,
  mids: MidTable,
): Answer {
  const { parties: by = 'whole', flag = '' } = asked;
  const isName = asked.query.name.length <= LONGEST_NAME;
  const query = isName ? asked.query : { ...asked.query, name: '' };
  const before = [...(asked.unread ?? []), ...(isName ? [] : [tooLong(asked.query.name)])];
  const answer: ScreenAnswer =
    by === 'only' ? { matches: [], notes: [] } : screenInEveryScript(query, index, spellings, companies);
  const reference = query.name.toUpperCase();
  const known = new Set(answer.matches.map(({ hull }) => hull.id));
  for (const hull of byReference.get(reference) ?? []) {
    if (known.has(hull.id) || by === 'only') continue;
    answer.matches.push({ hull, evidence: byReferenceOf(query.name) });
  }
  const notes = [...answer.notes];
  const found = { matches: [] as PartyMatch[], notes: [] as string[] };
  if (by !== 'none') {
    const numbers = query.imo === null ? [] : [query.imo];
    const said = findParties(
      { name: inLatin(query.name), asked: query.name, numbers, by: by === 'part' || by === 'only' ? 'part' : 'whole' },
      parties,
    );
    found.matches.push(...said.matches);
    notes.push(...said.notes);
    for (const party of parties.byReference.get(reference) ?? []) {
      if (!found.matches.some((match) => match.party === party)) {
        found.matches.push({ party, evidence: byReferenceOf(query.name) });
      }
    }
  }
  const codes = flag === '' ? [] : flagCodes(flag, flags);
  const rules = findClasses({ name: query.name, mmsi: query.mmsi, flags: codes }, classes, mids);
  if (answer.matches.length === 0 && by !== 'only') notes.push(...namesakesOf(query, index, spellings, companies));
  const said = notRead(query, answer.notes);
  const isFound = answer.matches.length + found.matches.length + rules.length > 0;
  const unread = isFound ? [...before] : [...before, ...said];
  const told = isFound ? notes.filter((note) => !said.includes(note)) : notes;
  return { ...cut({ matches: answer.matches, notes: told }), parties: found.matches, classes: rules, unread };
}

function byReferenceOf(reference: string) {
  const witnesses = [`${reference} is the reference of its list line`];
  return { rule: 'R1', level: 'possible' as const, witnesses, contradictions: [] };
}

/** What can be asked of no list: a number typed wrong, a word that names nobody. */
function notRead({ name, imo, mmsi, callSign }: ScreenQuery, notes: readonly string[]): string[] {
  const said: string[] = [];
  if (imo !== null && !isShipImo(imo) && !isCompanyImo(imo)) {
    said.push(`${imo} fails the check digit of an IMO ship number.`);
  }
  if (mmsi !== null && kindOfMmsi(mmsi) !== 'ship') said.push(`${mmsi} is no MMSI of a ship (${kindOfMmsi(mmsi)}).`);
  const alone = imo === null && mmsi === null && callSignKey(callSign) === '';
  if (alone && name !== '') said.push(...notes.filter((note) => note === `"${name}" is no evidence of a name.`));
  if (alone && name === '' && callSign !== '') said.push(`"${callSign}" is no call sign.`);
  return said;
}

/** A valid number decides against a hull of another number; that one bears the name is still worth a word. */
function namesakesOf(query: ScreenQuery, index: WatchIndex, spellings: Spellings, companies: CompanyNumbers): string[] {
  if (query.imo === null || query.name === '' || !isShipImo(query.imo)) return [];
  const { matches } = screenInEveryScript(
    { ...query, imo: null, mmsi: null, callSign: '' },
    index,
    spellings,
    companies,
  );
  return matches
    .slice(0, MOST_NAMESAKES)
    .map(({ hull }) =>
      hull.imo === null
        ? `A listed hull without a number may be called ${query.name}: ${hull.name}.`
        : `${hull.name} (IMO ${hull.imo}) is listed under a name like ${query.name}; by the number asked, ${query.imo}, this is another ship.`,
    );
}

const MOST_NAMESAKES = 5;

export function referencesOf(hulls: readonly WatchedHull[]): ReadonlyMap<string, readonly WatchedHull[]> {
  const byReference = new Map<string, WatchedHull[]>();
  for (const hull of hulls) {
    for (const { ref } of hull.designations) {
      if (ref === null || ref.length < LEAST_REFERENCE) continue;
      const known = byReference.get(ref.toUpperCase());
      if (!known) byReference.set(ref.toUpperCase(), [hull]);
      else if (!known.includes(hull)) known.push(hull);
    }
  }
  return byReference;
}

/** 'DPR1', '8599'; what is shorter is a count of some table. */
const LEAST_REFERENCE = 4;

/** A name is asked as it stands, in Latin letters, and in other spellings of them, which are candidates and no more. */
function screenInEveryScript(
  query: ScreenQuery,
  index: WatchIndex,
  spellings: Spellings,
  companies: CompanyNumbers,
): ScreenAnswer {
  const answer = screen(query, index, companies);
  if (query.name === '') return answer;
  const known = new Set(answer.matches.map(({ hull }) => hull.id));
  const add = ({ hull, evidence }: ScreenMatch) => {
    if (known.has(hull.id)) return;
    known.add(hull.id);
    answer.matches.push({ hull, evidence });
  };
  const latin = inLatin(query.name);
  if (latin !== query.name && latin.trim() !== '') {
    const written = `${query.name} is written ${latin} in Latin letters`;
    for (const { hull, evidence } of screen({ ...query, name: latin }, index, companies).matches) {
      add({ hull, evidence: { ...evidence, witnesses: [...evidence.witnesses, written] } });
    }
  }
  const ownNumber = query.imo !== null && isShipImo(query.imo);
  for (const { name, near } of spellings.find(query.name)) {
    const { hull, text } = name;
    if (ownNumber && hull.imo !== null && isShipImo(hull.imo)) continue;
    const alike = near ? 'is nearly' : 'is';
    const witness = isLatin(query.name)
      ? `name ${query.name} ${alike} ${text} in another spelling`
      : `name ${query.name} ${alike} ${text} when it is written in Latin letters (${latin})`;
    add({ hull, evidence: { rule: near ? 'Q9' : 'Q8', level: 'possible', witnesses: [witness], contradictions: [] } });
  }
  return answer;
}

function cut({ matches, notes }: ScreenAnswer): ScreenAnswer {
  if (matches.length <= MOST_MATCHES) return { matches, notes };
  const left = matches.length - MOST_MATCHES;
  return { matches: matches.slice(0, MOST_MATCHES), notes: [...notes, `${left} more hulls are possible.`] };
}
