// What must not be lost when there is too much: a look at the bytes of a message, long before it is decoded, for whose it is.
// Sentences are asked for their MMSI (and a voyage message for its IMO number), JSON for the first names of either. All parts
// of a longer message share one mark, whichever comes first, so that it is kept or given up as a whole.

import { SIX_OF_CODE } from '../../ais/six-bit.ts';

export interface Watched {
  mmsi(mmsi: number): boolean;
  imo(imo: number): boolean;
}

/** In the order in which they are given up. */
export const RANK = { other: 0, unknown: 1, watched: 2 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/** Of one line. It may be set later, when the first part of a message comes behind another. */
export interface Mark {
  rank: Rank;
}

export interface Ranking {
  /** The mark of each line, the last of which may be without its end. Called once for what comes, in the order of coming. */
  marks(bytes: Uint8Array, sender: string): Mark[];
}

const LF = 10;
const ZERO = 48;
const BANG = 33;
const COMMA = 44;
const V = 86;
const D = 68;
/** Messages of several parts under way; the oldest gives way. A world feed has a dozen. */
const MOST_SETS = 4_096;

const MARKS: readonly Mark[] = [{ rank: RANK.other }, { rank: RANK.unknown }, { rank: RANK.watched }];

/** Parts of one message that have come. */
interface PartsUnderWay {
  mark: Mark;
  /** Bit n − 1: part n. */
  have: number;
}

export function createRanking(watched: Watched): Ranking {
  const sets = new Map<string, PartsUnderWay>();

  function markOf(line: Uint8Array, sender: string): Mark {
    let found: Mark | null = null;
    for (let at = line.indexOf(BANG); at >= 0; at = line.indexOf(BANG, at + 1)) {
      if (line[at + 3] !== V || line[at + 4] !== D || line[at + 6] !== COMMA) continue;
      const mark = markOfSentence(line, at, sender);
      if (found === null || mark.rank > found.rank) found = mark;
    }
    return found ?? MARKS[rankOfText(line)]!;
  }

  function markOfSentence(line: Uint8Array, bang: number, sender: string): Mark {
    const total = line[bang + 7]! - ZERO;
    const number = line[bang + 9]! - ZERO;
    let payload = bang + 10;
    for (let commas = 0; commas < 3; payload++) {
      if (payload >= line.length) return MARKS[RANK.unknown]!;
      if (line[payload] === COMMA) commas++;
    }
    if (total === 1) return MARKS[rankOfPayload(line, payload)]!;
    if (!(total > 1 && total < 10 && number > 0 && number <= total)) return MARKS[RANK.unknown]!;
    const { mark } = joined(`${sender} ${total} ${textOf(line.subarray(bang + 10, payload))}`, number, total);
    if (number === 1) mark.rank = rankOfPayload(line, payload);
    return mark;
  }

  function joined(key: string, number: number, total: number): PartsUnderWay {
    const bit = 1 << (number - 1);
    let set = sets.get(key);
    if (set === undefined || (set.have & bit) !== 0) {
      set = { mark: { rank: RANK.unknown }, have: 0 };
      sets.delete(key);
      sets.set(key, set);
      if (sets.size > MOST_SETS) sets.delete(sets.keys().next().value!);
    }
    set.have |= bit;
    if (set.have === (1 << total) - 1) sets.delete(key);
    return set;
  }

  function rankOfPayload(line: Uint8Array, from: number): Rank {
    if (from + 7 > line.length) return RANK.unknown;
    const six = (i: number) => SIX_OF_CODE[line[from + i]!]!;
    const mmsi =
      ((six(1) & 15) << 26) | (six(2) << 20) | (six(3) << 14) | (six(4) << 8) | (six(5) << 2) | (six(6) >> 4);
    if (watched.mmsi(mmsi)) return RANK.watched;
    if (six(0) !== 5 || from + 12 > line.length) return RANK.other;
    const imo =
      ((six(6) & 3) << 28) | (six(7) << 22) | (six(8) << 16) | (six(9) << 10) | (six(10) << 4) | (six(11) >> 2);
    return watched.imo(imo) ? RANK.watched : RANK.other;
  }

  function rankOfText(line: Uint8Array): Rank {
    let rank: Rank = RANK.unknown;
    for (const [, mmsi, imo] of textOf(line).matchAll(NUMBERS)) {
      if (mmsi === undefined ? watched.imo(Number(imo)) : watched.mmsi(Number(mmsi))) return RANK.watched;
      if (mmsi !== undefined) rank = RANK.other;
    }
    return rank;
  }

  return {
    marks(bytes, sender) {
      const marks: Mark[] = [];
      for (let from = 0; from < bytes.length; ) {
        const to = endOfLine(bytes, from);
        marks.push(markOf(bytes.subarray(from, to), sender));
        from = to;
      }
      return marks;
    },
  };
}

export interface Above {
  /** The bytes themselves where nothing is left out, null where nothing stays. */
  kept: { bytes: Uint8Array; marks: readonly Mark[] } | null;
  /** Lines that are left out, by whether they are of watched vessels. */
  others: number;
  watched: number;
}

/** Of the lines those above `rank`. */
export function above(rank: Rank, bytes: Uint8Array, marks: readonly Mark[]): Above {
  if (marks.every((mark) => mark.rank > rank)) return { kept: { bytes, marks }, others: 0, watched: 0 };
  const lines: Uint8Array[] = [];
  const left: Mark[] = [];
  let watched = 0;
  let from = 0;
  for (const mark of marks) {
    const to = endOfLine(bytes, from);
    if (mark.rank > rank) {
      lines.push(bytes.subarray(from, to));
      left.push(mark);
    } else if (mark.rank === RANK.watched) watched++;
    from = to;
  }
  const others = marks.length - left.length - watched;
  return { kept: left.length === 0 ? null : { bytes: Buffer.concat(lines), marks: left }, others, watched };
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end < 0 ? bytes.length : end + 1;
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** As the services write them; a topic of Digitraffic and a context of Signal K carry one too. */
const NUMBERS =
  /(?:"(?:mmsi|userid)"\s*:\s*"?|mmsi:|vessels-v2\/)(\d{7,9})(?!\d)|"imo(?:number)?"\s*:\s*"?(?:IMO ?)?(\d{7})(?!\d)/gi;

/** Nobody is watched: everything is of one rank. */
export const NOBODY: Watched = { mmsi: () => false, imo: () => false };
