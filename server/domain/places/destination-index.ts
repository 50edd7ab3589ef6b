// The names and codes of the table of ports, ready to be looked up; `readDestination` reads a text with them. In come the
// ports, out come maps from names to the ports that bear them. Where two rows stand for one place the reviewed row wins.

import { distanceKm } from '../geo.ts';
import { foldName, type NameKey } from '../identity/name.ts';
import { indexNearNames, type NearIndex } from '../identity/near-index.ts';
import type { Port } from './place.ts';
import type { PlaceIndex } from './place-index.ts';

export type ReadBy = 'LOCODE' | 'name' | 'alias' | 'near spelling';

/** Two places of the table this near to each other are one destination: terminals and roads of one harbour. */
export const SISTER_KM = 12;

/**
 * Fewest letters of a near spelling, for watch ports and for the thousands of others: in the recordings LINGEN is one
 * letter from Linden, SANDANE from Sandarne and TILBURG from Tilbury.
 */
export const NEAR_LETTERS = { watch: 6, context: 8 } as const;
/** Fewest letters of a name; the aliases of watch ports may be shorter: SPB. */
const NAME_LETTERS = 4;
const ALIAS_LETTERS = 3;
/**
 * Further codes and names in use, by id or LOCODE of the row: several entries for one port (port facts), and names that
 * recordings and sailors give to a port that the table spells otherwise.
 */
const OTHER_LOCODES: Readonly<Record<string, string>> = {
  CNTAO: 'qingdao',
  CNNBO: 'ningbo',
  CNNGB: 'ningbo',
  CNDLC: 'dalian',
  RUNOI: 'novorossiysk',
  IRBKK: 'bik',
  IRBIK: 'bik',
  SGSIN: 'SGKEP',
};
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  PIRAEUS: 'GRPIR',
  TIANJIN: 'CNTXG',
  INCHEON: 'KRINC',
  NEWYORK: 'USNYC',
  HULL: 'GBHUL',
  DUNKIRK: 'FRDKK',
  DUNKERQUE: 'FRDKK',
  GENOA: 'ITGOA',
  TALLINN: 'EETLL',
  NIKOLAEV: 'UANLV',
  ODESSA: 'UAODS',
  JEDDAH: 'SAJED',
  SINGAPORE: 'SGKEP',
  YANGON: 'MMRGN',
};

export interface Named {
  ports: Port[];
  by: ReadBy;
  rank: number;
}

export interface DestinationIndex {
  codes: ReadonlyMap<string, readonly Port[]>;
  names: ReadonlyMap<string, Readonly<Named>>;
  near: NearIndex<{ key: NameKey; letters: string }>;
}

/** A name that so many places share names none of them; further places need not be remembered. Our own choice. */
const MOST_NAMESAKES = 20;

/** Made once for each table of places, when a text is first read with it. */
const indices = new WeakMap<PlaceIndex, DestinationIndex>();

export function destinationsOf(places: PlaceIndex): DestinationIndex {
  let index = indices.get(places);
  if (index === undefined) {
    index = indexDestinations(places.ports.filter((port) => port.mooringsOnly !== true));
    indices.set(places, index);
  }
  return index;
}

/** Is one of these places the other, or a terminal or roads of it? */
export function isSister(a: Readonly<Port>, b: Readonly<Port>): boolean {
  if (a.id === b.id || (a.locode !== null && a.locode === b.locode)) return true;
  return distanceKm(a.lon, a.lat, b.lon, b.lat) <= SISTER_KM;
}

/** Letters and digits by turns; signs and blanks are gone. */
export function tokensOf(text: string): string[] {
  return text.replace(/['’]/g, '').match(/[0-9]+|[A-Z]+/g) ?? [];
}

/** Compared as one word, however it is spaced. */
export function keyOf(letters: string): NameKey {
  return { plain: letters, joined: letters, numbers: '', singles: '', tokens: [letters] };
}

function indexDestinations(ports: readonly Port[]): DestinationIndex {
  const codes = new Map<string, Port[]>();
  const names = new Map<string, Named>();
  const byId = new Map(ports.map((port) => [port.id, port]));
  // Watch ports first, so that of two rows for one place the reviewed one is meant.
  for (const port of [...ports].sort((a, b) => Number(b.watch) - Number(a.watch))) {
    if (port.locode !== null) {
      const known = codes.get(port.locode);
      if (known === undefined) codes.set(port.locode, [port]);
      else known.push(port);
    }
    for (const spelling of namesOf(port.name)) name(names, spelling, port, 'name', port.watch ? 0 : 1);
    const aliases = port.destinationAliases.flatMap((alias) => alias.split(';'));
    // "RU VVO" stands among the aliases, too.
    const spelt = aliases.filter((alias) => tokensOf(alias).join('') !== port.locode);
    for (const alias of spelt) name(names, alias, port, 'alias', port.watch ? 0 : 2);
  }
  const rowOf = (key: string) => byId.get(key) ?? codes.get(key)?.[0];
  for (const [code, key] of Object.entries(OTHER_LOCODES)) {
    const port = rowOf(key);
    if (port !== undefined && !codes.has(code)) codes.set(code, [port]);
  }
  for (const [spelling, key] of Object.entries(OTHER_NAMES)) {
    const port = rowOf(key);
    if (port !== undefined) name(names, spelling, port, 'name', port.watch ? 0 : 1);
  }
  const spellings = [...names.keys()].filter(
    (letters) => letters.length >= NEAR_LETTERS.watch && !/[0-9]/.test(letters),
  );
  return { codes, names, near: indexNearNames(spellings.map((letters) => ({ key: keyOf(letters), letters }))) };
}

function name(names: Map<string, Named>, spelling: string, port: Port, by: ReadBy, rank: number): void {
  const letters = tokensOf(foldName(spelling)).join('');
  if (letters.length < (by === 'alias' && port.watch ? ALIAS_LETTERS : NAME_LETTERS)) return;
  const known = names.get(letters);
  if (known === undefined || rank < known.rank) names.set(letters, { ports: [port], by, rank });
  else if (
    rank === known.rank &&
    known.ports.length < MOST_NAMESAKES &&
    !known.ports.some((other) => isSister(other, port))
  )
    known.ports.push(port);
}

/** "Rajin (Najin, Rason)" is three names, and "Port De Salvador" is also SALVADOR. */
function namesOf(text: string): string[] {
  const outside = text.replace(/\s*\(.*$/, '');
  const spellings = new Set([text, outside, ...(/\((.*)\)/.exec(text)?.[1]?.split(',') ?? [])]);
  for (const spelling of [...spellings]) {
    spellings.add(spelling.replace(/^(Port|Porto|Puerto|Bahia|Rada|Mina) (De|Of|Du|Di)?\b ?/i, ''));
    spellings.add(spelling.replace(/^Puerto |^Port (?=Of |De )|^Rada /i, ''));
    spellings.add(spelling.replace(/ (Havn|Hamn|Sadam|Ko|Harbou?r|anchorage|terminal|oil terminal)$/i, ''));
  }
  return [...spellings].filter((spelling) => spelling.length >= NAME_LETTERS);
}
