// Raw lines as they were received, for a reader who wants the sentence itself: those of a recording by their numbers, and
// those of the intake log that speak of the ships asked for. Of a message in several sentences all are given.

import { basename } from 'node:path';
import { openSource } from '../feeds/source.ts';

/** A longer line is cut: a sentence has 82 characters, a message in JSON some thousands. */
const MOST_LETTERS = 4_000;
/** How far before its last sentence the first one of a message is looked for. */
const PARTS_WITHIN = 40;
/** Talker, formatter, parts, number of the part, id, channel, payload. */
const SENTENCE = /[!$][A-Z]{2}VD[MO],(\d),(\d),(\d?),([AB12]?),([^,]*),/;

export interface RawLine {
  source: string;
  /** Of the file, or of the record of the intake log. */
  line: number;
  text: string;
}

export async function linesOfFile(path: string, wanted: ReadonlySet<number>, most: number): Promise<RawLine[]> {
  const source = await openSource(path);
  const name = basename(path);
  const last = Math.max(...wanted);
  const found: RawLine[] = [];
  const recent: RawLine[] = [];
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  const take = (text: string): void => {
    number++;
    const line = { source: name, line: number, text: cut(text) };
    if (wanted.has(number)) {
      for (const part of partsBefore(recent, text))
        if (found.at(-1)?.line !== part.line && !found.includes(part)) found.push(part);
      found.push(line);
    }
    recent.push(line);
    if (recent.length > PARTS_WITHIN) recent.shift();
  };
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const text of lines) {
      take(text);
      if (found.length >= most || number >= last) return found.sort((a, b) => a.line - b.line).slice(0, most);
    }
  }
  if (rest !== '') take(rest);
  return found.sort((a, b) => a.line - b.line).slice(0, most);
}

/** The earlier sentences of the message that ends with this one. */
function partsBefore(recent: readonly RawLine[], text: string): RawLine[] {
  const [, parts, part, id, channel] = SENTENCE.exec(text) ?? [];
  if (parts === undefined || part === '1') return [];
  const found: RawLine[] = [];
  for (let wanted = Number(part) - 1, at = recent.length - 1; at >= 0 && wanted > 0; at--) {
    const earlier = SENTENCE.exec(recent[at]!.text);
    if (earlier === null || earlier[1] !== parts || earlier[3] !== id || earlier[4] !== channel) continue;
    if (Number(earlier[2]) !== wanted) continue;
    found.unshift(recent[at]!);
    wanted--;
  }
  return found;
}

/** Lines of what a feed handed over at once that speak of one of the ships. */
export function ownLines(bytes: Uint8Array, mmsis: ReadonlySet<number>, source: string, line: number): RawLine[] {
  const found: RawLine[] = [];
  /** Of messages in several sentences whose first one was a ship's. */
  const open = new Set<string>();
  for (const text of new TextDecoder('utf-8').decode(bytes).split(/\r\n|\n|\r/)) {
    const [, parts, part, id, channel, payload] = SENTENCE.exec(text) ?? [];
    let own: boolean;
    if (payload === undefined) own = [...mmsis].some((mmsi) => text.includes(String(mmsi)));
    else {
      const key = `${parts}|${id}|${channel}`;
      own = part === '1' ? mmsis.has(mmsiOf(payload)) : open.has(key);
      if (own && part === '1' && parts !== '1') open.add(key);
    }
    if (own) found.push({ source, line, text: cut(text) });
  }
  return found;
}

/** Bits 8 to 37 of a payload (ITU-R M.1371: every message has the MMSI there); NaN where it is too short. */
export function mmsiOf(payload: string): number {
  if (payload.length < 7) return Number.NaN;
  let bits = 0n;
  for (let i = 0; i < 7; i++) {
    const code = payload.charCodeAt(i) - 48;
    bits = (bits << 6n) | BigInt((code > 40 ? code - 8 : code) & 63);
  }
  return Number((bits >> 4n) & 0x3fffffffn);
}

function cut(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)} [cut]` : text;
}
