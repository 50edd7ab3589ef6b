// The companies and persons that lists name, by themselves or with a ship: who they are, on which lines they stand, and
// which ships each is named with. Records of all lists and the merged hulls come in, parties go out. One company number
// is one party, whatever its names; without a number every record stays a party of its own, since names prove nothing.

import { splitNames } from '../identity/listed-name.ts';
import type { Designation, EarlierReadings, HullName, HullParty, WatchedHull } from '../vessel.ts';
import { designationsOf } from './listings.ts';
import type { Entry, HullRecord, KeptRecord, LoadedList } from './loaded-list.ts';
import { type NameOf, splitParties } from './party-name.ts';

/** How a ship and a party came together. */
export type PartyBasis =
  /** Both lines give the same IMO company number. */
  | 'number'
  /** The line of the ship names it as the same list does. */
  | 'same list'
  /** The names are alike on two lists: a reason to look. */
  | 'name';

export interface PartyShip {
  hullId: string;
  name: string;
  imo: number | null;
  /** 'owner', 'operator', 'manager', 'linked'… */
  role: string;
  /** Id of the list whose line says so, or 'built-in'. */
  source: string;
  basis: PartyBasis;
}

export interface Party {
  /** 'company:5993381'; without a number 'party:ofac-sdn:24450', or 'party:named:…' for one that no line lists. */
  id: string;
  name: string;
  names: HullName[];
  companyImos: number[];
  country: string | null;
  /** Its own listings; none for a party that lists only name with a ship. */
  designations: Designation[];
  ships: PartyShip[];
  /** How its lines read in earlier copies; absent while they have read as they do. */
  earlier?: EarlierReadings;
}

export type PartyRecord = HullRecord & { companyImo: number | null };

export interface PartyList extends Omit<LoadedList, 'records'> {
  records: readonly (Omit<KeptRecord, 'record'> & { record: PartyRecord })[];
}

export function mergeParties(lists: readonly PartyList[], hulls: readonly WatchedHull[], nameOf: NameOf): Party[] {
  // Whether a line has ended depends on the day of the question; here the newest list decides.
  const at = Math.max(0, ...lists.map(({ asOf }) => asOf));
  const parties = new Map<string, Party>();
  const byName = new Map<string, Set<Party>>();
  const entries = new Map<Party, Entry[]>();
  const file = (party: Party, text: string) => {
    const key = nameOf(text)?.key;
    if (key === undefined) return;
    const known = byName.get(key);
    if (known) known.add(party);
    else byName.set(key, new Set([party]));
  };
  const partyOf = (id: string, name: string): Party => {
    let party = parties.get(id);
    if (!party) {
      party = { id, name, names: [], companyImos: [], country: null, designations: [], ships: [] };
      parties.set(id, party);
    }
    return party;
  };
  for (const list of [...lists].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const kept of list.records) {
      const { record } = kept;
      const id = record.companyImo === null ? `party:${list.id}:${record.recordId}` : `company:${record.companyImo}`;
      const party = partyOf(id, record.names[0]?.text ?? record.recordId);
      for (const { text, kind } of record.names) {
        addName(party, { text, kind, source: list.id });
        file(party, text);
      }
      if (record.companyImo !== null && party.companyImos.length === 0) party.companyImos.push(record.companyImo);
      const entry = { list: { ...list, records: [] }, kept };
      const known = entries.get(party);
      if (known) known.push(entry);
      else entries.set(party, [entry]);
    }
  }
  for (const [party, own] of entries) {
    const { designations, earlier } = designationsOf(null, own, at);
    party.designations = designations;
    if (earlier.length > 0) party.earlier = { designations: earlier, flags: [] };
  }
  for (const hull of hulls) {
    for (const said of partiesOf(hull)) {
      const found = foundParties(said, parties, byName, nameOf);
      const those = found.length > 0 ? found : [{ party: named(said, partyOf, file, nameOf), basis: basisAlone(said) }];
      for (const { party, basis } of those) {
        if (party === null) continue;
        party.country ??= said.country;
        const { id: hullId, name, imo } = hull;
        const ship = { hullId, name, imo, role: said.role, source: said.source, basis };
        if (!party.ships.some((one) => one.hullId === hullId && one.role === ship.role && one.source === ship.source)) {
          party.ships.push(ship);
        }
      }
    }
  }
  return [...parties.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those of the lists' lines, and the owner and operator of the built-in table where no line repeats them. */
function partiesOf(hull: WatchedHull): HullParty[] {
  const parties = (hull.parties ?? []).flatMap((row) => eachOf(row));
  for (const role of ['owner', 'operator'] as const) {
    const text = hull[role];
    if (text === null || (hull.parties ?? []).some(({ name }) => name === text)) continue;
    parties.push(...eachOf({ name: text, role, companyImo: null, country: null, source: 'built-in' }));
  }
  return parties;
}

/** A cell may name several, each with its number; a number of the row is that of a party named alone. */
function eachOf(row: HullParty): HullParty[] {
  const each = splitParties(row.name);
  return each.map(({ name, companyImo }) => ({
    ...row,
    name,
    companyImo: companyImo ?? (each.length === 1 ? row.companyImo : null),
  }));
}

type Found = { party: Party; basis: PartyBasis }[];

function foundParties(
  said: HullParty,
  parties: ReadonlyMap<string, Party>,
  byName: ReadonlyMap<string, ReadonlySet<Party>>,
  nameOf: NameOf,
): Found {
  const numbered = said.companyImo === null ? undefined : parties.get(`company:${said.companyImo}`);
  if (numbered) return [{ party: numbered, basis: 'number' }];
  const alike = new Set(saidNames(said).flatMap(({ text }) => [...(byName.get(nameOf(text)?.key ?? '') ?? [])]));
  // Different numbers tell two namesakes apart.
  const possible = [...alike].filter(({ companyImos }) => said.companyImo === null || companyImos.length === 0);
  const own = possible.filter(({ names }) => names.some(({ source }) => source === said.source));
  if (own.length > 0) return own.map((party) => ({ party, basis: 'same list' as const }));
  return possible.map((party) => ({ party, basis: 'name' as const }));
}

/** A party that no line of its own lists: kept under its number, else under its name. */
function named(
  said: HullParty,
  partyOf: (id: string, name: string) => Party,
  file: (party: Party, text: string) => void,
  nameOf: NameOf,
): Party | null {
  const [first, ...others] = saidNames(said);
  const key = first === undefined ? undefined : nameOf(first.text)?.key;
  if (first === undefined || (key === undefined && said.companyImo === null)) return null;
  const id = said.companyImo === null ? `party:named:${key!.replace(/ /g, '-')}` : `company:${said.companyImo}`;
  const party = partyOf(id, first.text);
  if (said.companyImo !== null && party.companyImos.length === 0) party.companyImos.push(said.companyImo);
  for (const { text, kind } of [first, ...others]) {
    addName(party, { text, kind, source: said.source });
    file(party, text);
  }
  return party;
}

function basisAlone({ companyImo }: HullParty): PartyBasis {
  return companyImo === null ? 'same list' : 'number';
}

/** 'MG-Flot LLC (formerly Transmorflot)' is one company under two names. */
function saidNames({ name }: HullParty): { text: string; kind: HullName['kind'] }[] {
  return splitNames(name.replace(/\(per press\)/i, '')).map(({ text, kind }, i) => ({
    text,
    kind: kind === 'former' ? 'former' : i === 0 ? 'primary' : 'alias',
  }));
}

function addName(party: Party, name: HullName): void {
  if (!party.names.some(({ text, source }) => text === name.text && source === name.source)) party.names.push(name);
}
