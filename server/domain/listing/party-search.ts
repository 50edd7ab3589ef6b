// Which listed companies and persons a name or a company number may mean. A number is confident; a name alone is never
// more than possible, a whole name before a part of one. A word that many parties share gives a count, not matches.

import type { MatchEvidence } from '../heard.ts';
import type { Party, PartyShip } from './party.ts';
import { type NameOf, partyName } from './party-name.ts';

export interface PartyIndex {
  parties: readonly Party[];
  byId: ReadonlyMap<string, Party>;
  byNumber: ReadonlyMap<number, readonly Party[]>;
  byKey: ReadonlyMap<string, readonly Party[]>;
  byWord: ReadonlyMap<string, readonly Party[]>;
  /** Each ship's parties, with what a list says of the two. */
  byHull: ReadonlyMap<string, readonly { party: Party; ship: PartyShip }[]>;
  /** By the id of the record that lists it, in capitals. */
  byReference: ReadonlyMap<string, readonly Party[]>;
}

export interface PartyMatch {
  party: Party;
  evidence: MatchEvidence;
}

export interface PartyQuery {
  /** In Latin letters; '' where none is asked. */
  name: string;
  /** As it was typed. */
  asked: string;
  numbers: readonly number[];
  /** 'whole': only names that are equal, for tables of ships; 'part': also parties with every word that is asked. */
  by: 'whole' | 'part';
}

export interface PartyAnswer {
  matches: PartyMatch[];
  notes: string[];
}

/** Parties told of one part of a name; a word that more share tells nobody apart. */
const MOST_BY_PART = 20;
/** Under four letters a word is a legal form of some country, or an initial. */
const LEAST_WORD = 4;

export function indexParties(parties: readonly Party[], nameOf: NameOf): PartyIndex {
  const byId = new Map(parties.map((party) => [party.id, party]));
  const byNumber = new Map<number, Party[]>();
  const byKey = new Map<string, Party[]>();
  const byWord = new Map<string, Party[]>();
  const byReference = new Map<string, Party[]>();
  const byHull = new Map<string, { party: Party; ship: PartyShip }[]>();
  for (const party of parties) {
    for (const ship of party.ships) {
      const known = byHull.get(ship.hullId);
      if (known) known.push({ party, ship });
      else byHull.set(ship.hullId, [{ party, ship }]);
    }
    for (const number of party.companyImos) file(byNumber, number, party);
    for (const { ref } of party.designations) if (ref !== null) file(byReference, ref.toUpperCase(), party);
    for (const text of new Set(party.names.map(({ text }) => text))) {
      const name = nameOf(text);
      if (name === null) continue;
      file(byKey, name.key, party);
      for (const word of name.words) file(byWord, word, party);
    }
  }
  return { parties, byId, byNumber, byKey, byWord, byReference, byHull };
}

export function findParties(query: PartyQuery, index: PartyIndex): PartyAnswer {
  const found = new Map<string, PartyMatch>();
  const notes: string[] = [];
  const take = (party: Party, rule: string, level: MatchEvidence['level'], witness: string) => {
    const known = found.get(party.id);
    if (known) known.evidence.witnesses.push(witness);
    else found.set(party.id, { party, evidence: { rule, level, witnesses: [witness], contradictions: [] } });
  };
  for (const number of query.numbers) {
    for (const party of index.byNumber.get(number) ?? []) {
      take(party, 'N1', 'confident', `${number} is the IMO company number of ${party.name}`);
    }
  }
  const name = query.name === '' ? null : partyName(query.name);
  if (name === null) return { matches: [...found.values()], notes };
  for (const party of index.byKey.get(name.key) ?? [])
    take(party, 'N2', 'possible', `name ${query.asked} is ${saidOf(party)}`);
  if (query.by === 'part' && name.words.some((word) => word.length >= LEAST_WORD)) {
    const holding = withEveryWord(name.words, index).filter(({ id }) => !found.has(id));
    if (holding.length > MOST_BY_PART) {
      notes.push(
        `${holding.length} listed companies and persons have "${query.asked}" in their names; ask with more of the name.`,
      );
    } else {
      for (const party of holding) take(party, 'N3', 'possible', `${query.asked} is a part of the name ${party.name}`);
    }
  }
  return { matches: [...found.values()], notes };
}

/** Lists name many companies with a ship without listing them. */
function saidOf({ designations }: Party): string {
  return designations.length > 0 ? 'listed' : 'one that lists name with a ship and do not list itself';
}

function withEveryWord(words: readonly string[], index: PartyIndex): Party[] {
  const lists: (readonly Party[])[] = [];
  for (const word of words) {
    const parties = index.byWord.get(word);
    if (parties === undefined) return [];
    lists.push(parties);
  }
  const [shortest = [], ...others] = [...lists].sort((a, b) => a.length - b.length);
  const sets = others.map((parties) => new Set(parties));
  return [...new Set(shortest)].filter((party) => sets.every((set) => set.has(party)));
}

function file<Key>(map: Map<Key, Party[]>, key: Key, party: Party): void {
  const parties = map.get(key);
  if (!parties) map.set(key, [party]);
  else if (parties.at(-1) !== party) parties.push(party);
}
