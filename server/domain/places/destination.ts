// Which ports an AIS destination text names. Twenty typed characters come in; the ports that they may mean come out, with
// the words that named them. LOCODEs with and without blanks, pairs with an arrow, names, aliases and near spellings are
// read, over the whole table of ports. Nothing is guessed: half a name, or a name that the table lacks, gives no port.
//
//   text ─ arrows ─▶ parts ─ strokes, dashes ─▶ places ─▶ whole name? LOCODE? less what stands beside? near spelling?

import { foldName } from '../identity/name.ts';
import { findNearNames } from '../identity/near-index.ts';
import {
  type DestinationIndex,
  destinationsOf,
  isSister,
  keyOf,
  NEAR_LETTERS,
  type ReadBy,
  tokensOf,
} from './destination-index.ts';
import { countriesOf, isDroppedBefore, isDroppedBehind, saysNothing } from './destination-words.ts';
import type { Port } from './place.ts';
import type { PlaceIndex } from './place-index.ts';

export interface DestinationReading {
  /** Likeliest first: several of one name, or every end of a ferry line, the last named first. Empty: none known. */
  ports: readonly Port[];
  by: ReadBy | null;
  /** Are `ports` several of one name, of which the text means one? */
  homonyms: boolean;
  /** The origin that "RUVYP>KPRJN" names before its arrow. */
  from: Port | null;
  /** The text says that there is none: FOR ORDERS, HIGH SEAS, a telephone number. */
  none: boolean;
}

/** A name found amid other words has so many letters at least. */
const AMID_LETTERS = 5;
/** Ends of a line, or places of one name, that are kept. */
const MOST_PORTS = 8;

type Place = Pick<DestinationReading, 'ports' | 'by' | 'homonyms'>;
const NOWHERE: Place = { ports: [], by: null, homonyms: false };
const UNREAD: DestinationReading = { ...NOWHERE, from: null, none: false };

export function readDestination(text: string, places: PlaceIndex): DestinationReading {
  const folded = foldName(text);
  const tokens = tokensOf(folded);
  const index = destinationsOf(places);
  const inland = isrsCode(folded);
  if (inland !== null) return { ...UNREAD, ...byCode(index, inland) };
  if (saysNothing(tokens)) return { ...UNREAD, none: true };

  const drawn = folded.replace(/(^|[A-Z0-9] )TO (?=[A-Z])/g, '$1>');
  const arrows = drawn.match(ARROWS)?.join('') ?? '';
  const named = drawn
    .split(ARROWS)
    .map((part) => part.trim())
    .filter((part) => tokensOf(part).length > 0);
  if (named.length < 2) return { ...UNREAD, ...readPart(index, named[0] ?? '') };
  const ends = named.map((part) => readPart(index, part));
  const isLine = arrows.includes('<') && arrows.includes('>');
  if (isLine) return { ...UNREAD, ...lineOf(ends) };
  const [from, to] = arrows.includes('>') ? [0, named.length - 1] : [named.length - 1, 0];
  return { ...ends[to]!, from: ends[from]!.ports[0] ?? null, none: saysNothing(tokensOf(named[to]!)) };
}

/** "<>", "<->", ">>>", "=>": a run of signs with a point in it. */
const ARROWS = /[-= ]*[<>][-=<> ]*/g;
/** Between the ends of a line, or two ports of which it will be one. */
const STROKES = /[/\\&+;|=]+| OR | - |-+/;

/** "NLRTM00116LOCKB00410": the code of an inland waterway begins with a LOCODE (20 characters, RIS). */
function isrsCode(text: string): string | null {
  return /^[A-Z]{5}[0-9A-Z]{10}[0-9]{5}$/.test(text) && /[0-9]/.test(text.slice(5, 15)) ? text.slice(0, 5) : null;
}

function byCode(index: DestinationIndex, code: string): Place {
  const ports = index.codes.get(code);
  return ports === undefined ? NOWHERE : { ports: ports.slice(0, 1), by: 'LOCODE', homonyms: false };
}

function isSomewhere({ ports }: Place): boolean {
  return ports.length > 0;
}

function lineOf(ends: readonly Place[]): Place {
  const read = ends.filter(isSomewhere).reverse();
  if (read.length < 2) return read[0] ?? NOWHERE;
  const ports = [...new Set(read.flatMap((end) => (end.homonyms ? [] : end.ports)))].slice(0, MOST_PORTS);
  return ports.length === 0 ? NOWHERE : { ports, by: read[0]!.by, homonyms: false };
}

function readPart(index: DestinationIndex, part: string): Place {
  // The words after that are the way, or orders for the port.
  const text = part.replace(/ (VIA|FOR ORDERS?|FO|ETA)\b.*$/, '');
  const whole = byName(index, tokensOf(text), []);
  if (isSomewhere(whole)) return whole;
  // Near spellings are not looked for in a piece of a text: FODNES is not Foynes.
  const pieces = text.split(STROKES).filter((piece) => tokensOf(piece).length > 0);
  const read = pieces.length < 2 ? [] : pieces.map((piece) => readPlace(index, piece)).filter(isSomewhere);
  if (read.length > 1) return lineOf(read);
  const direct = readPlace(index, text);
  if (isSomewhere(direct)) return direct;
  if (read[0] !== undefined) return read[0];
  const near = nearTo(index, text);
  return isSomewhere(near) ? near : amid(index, tokensOf(text));
}

/** A place by its whole name or its code, less the words that may stand beside it. */
function readPlace(index: DestinationIndex, text: string): Place {
  let tokens = tokensOf(text);
  const whole = byName(index, tokens, []);
  if (isSomewhere(whole)) return whole;
  const [first = '', second = ''] = tokens;
  const code = first.length === 5 ? first : first.length === 2 && second.length === 3 ? first + second : '';
  if (index.codes.has(code)) return byCode(index, code);

  const countries: string[] = [];
  while (tokens.length > 1 && isBehind(tokens.at(-1)!, countries)) {
    tokens = tokens.slice(0, -1);
    const read = byName(index, tokens, countries);
    if (isSomewhere(read)) return read;
  }
  while (tokens.length > 1 && isDroppedBefore(tokens[0]!)) {
    tokens = tokens.slice(1);
    const read = byName(index, tokens, countries);
    if (isSomewhere(read)) return read;
  }
  return NOWHERE;
}

/** May the word stand behind a port's name? A country is noted. */
function isBehind(token: string, countries: string[]): boolean {
  const country = countriesOf(token);
  if (country !== null) countries.push(...country);
  return country !== null || isDroppedBehind(token);
}

function byName(index: DestinationIndex, tokens: readonly string[], countries: readonly string[]): Place {
  const letters = tokens.join('');
  const named = index.names.get(letters);
  return named === undefined ? NOWHERE : chosen(named.ports, named.by, countries);
}

/** Of places with one name those of the named country; a country that none of them lies in names another place. */
function chosen(ports: readonly Port[], by: ReadBy, countries: readonly string[]): Place {
  // Ports of the Crimea stand under UA and are often given as RU.
  const isOf = ({ country }: Port) => countries.includes(country) || (country === 'UA' && countries.includes('RU'));
  const there = countries.length === 0 ? ports : ports.filter(isOf);
  return there.length === 0 ? NOWHERE : { ports: there.slice(0, MOST_PORTS), by, homonyms: there.length > 1 };
}

/** One slip of the fingers, two from twelve letters on, and only where the text can mean a single place. */
function nearTo(index: DestinationIndex, text: string): Place {
  const countries: string[] = [];
  let tokens = tokensOf(text);
  while (tokens.length > 1 && isBehind(tokens.at(-1)!, countries)) tokens = tokens.slice(0, -1);
  const letters = tokens.join('');
  if (letters.length < NEAR_LETTERS.watch || /[0-9]/.test(letters)) return NOWHERE;
  const found = findNearNames(index.near, keyOf(letters)).flatMap((name) => index.names.get(name.letters)!.ports);
  const long = found.filter(({ watch }) => watch || letters.length >= NEAR_LETTERS.context);
  const read = chosen([...new Set(long)], 'near spelling', countries);
  return read.ports.every((port) => isSister(port, read.ports[0]!)) ? { ...read, homonyms: false } : NOWHERE;
}

/** A watch port's name amid words that are not known here. */
function amid(index: DestinationIndex, tokens: readonly string[]): Place {
  for (let from = 0; from < tokens.length; from++) {
    let letters = '';
    for (let to = from; to < tokens.length; to++) {
      letters += tokens[to]!;
      const named = letters.length < AMID_LETTERS ? undefined : index.names.get(letters);
      const port = named?.ports[0];
      if (port?.watch) return { ports: [port], by: named!.by, homonyms: false };
    }
  }
  return NOWHERE;
}
