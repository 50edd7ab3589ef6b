// Throws damaged, random and good lines at the AIS decoder and checks two things: that it never throws, and that what it
// gives (every field of every message, every reject, every sum) is the same however the bytes are cut into chunks.
// Usage: npm run fuzz -- [--lines 10000000] [--seed 1]

import { parseArgs } from 'node:util';
import { createDecoder, type Decoder } from '../server/ais/decoder.ts';
import type { AisRecord } from '../server/ais/message/record.ts';
import { REJECT_REASONS, type RejectReason } from '../server/ais/reject-reason.ts';
import { type Encodable, encodeSentences } from '../server/ais/write/encode.ts';

/** Numbers 0 ≤ x < 1 that depend on the seed alone (mulberry32). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Good sentences of every type the encoder knows, to damage. */
export function goodLines(random: Random, count: number): Uint8Array[] {
  const lines: Uint8Array[] = [];
  const types = [1, 2, 3, 4, 5, 9, 11, 18, 19, 21, 24, 27];
  while (lines.length < count) {
    const message: Encodable = {
      type: pick(random, types),
      mmsi: 200_000_000 + Math.floor(random() * 600_000_000),
      lon: random() * 360 - 180,
      lat: random() * 180 - 90,
      speedKn: random() * 60,
      courseDeg: random() * 360,
      headingDeg: random() * 360,
      navStatus: Math.floor(random() * 15),
      second: Math.floor(random() * 60),
      name: `VESSEL ${Math.floor(random() * 100_000)} OF SOME LENGTH`.slice(0, 5 + Math.floor(random() * 25)),
      callSign: 'UBCD7',
      destination: 'VOSTOCHNY',
      imo: 9_161_003,
      bowM: 100,
      sternM: 20,
      partNumber: Math.floor(random() * 2),
      utcAt: 1_700_000_000_000,
    };
    const tagged = random() < 0.3;
    const encoded = encodeSentences(message, {
      talker: pick(random, ['AI', 'BS', 'B1', 'AB']),
      channel: pick(random, ['A', 'B', '']),
      sequence: Math.floor(random() * 10),
      at: tagged ? 1_700_000_000_000 + Math.floor(random() * 10_000) : undefined,
      station: tagged ? pick(random, ['north', 'south', '2573010']) : undefined,
    });
    for (const line of encoded) lines.push(Buffer.from(line, 'latin1'));
  }
  return lines;
}

const OTHER_LINES = [
  '$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B',
  '$GPRMC,035258,A,5013.4693,N,00346.6503,W,4.0,183.2,260711,3.8,W,A*18',
  '$GPZDA,170948,18,08,2022,00,00*48',
  '# a comment',
  '\\g:1-2-77,s:66,c:1661782369*75\\',
  '\\1G2:4717,c:1661782369*00\\!AIVDM,2,1,3,A,56=nR7D00003A<I@E=@TmDh637OS60mA:222220N1@6427?P00888888,0*66',
  '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A,r003669945,1241544035',
  '2024-01-01T00:00:00Z !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A',
  '!AIVDM,0,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B',
  '!ABVSI,r3669961,1,013536.96326433,1386,-98,,*14',
].map((line) => Buffer.from(line, 'latin1'));

/** Bytes that mean something to the decoder, so that damage hits where it hurts. */
const TELLING = Buffer.from('!\\$*,:\r\n #0123456789ABCDEFGgcsVDMO\0\x7f', 'latin1');

/** Fills a buffer with about `lines` lines, good, damaged and random; returns the bytes. */
export function fuzzBytes(random: Random, good: readonly Uint8Array[], lines: number): Uint8Array {
  const out = Buffer.allocUnsafe(lines * 400);
  let at = 0;
  for (let i = 0; i < lines; i++) {
    const roll = random();
    if (roll < 0.01) at = writeNoise(out, at, random, Math.floor(random() * 120));
    else if (roll < 0.0102) at = writeLong(out, at, random);
    else {
      const line = roll < 0.1 ? pick(random, OTHER_LINES) : pick(random, good);
      const start = at;
      out.set(line, at);
      at += line.length;
      if (roll > 0.5) at = damage(out, start, at, random);
      // A wrong checksum hides what lies behind it: half of the damage is signed as if it were meant.
      if (roll > 0.75) sign(out, start, at);
    }
    const end = random();
    if (end < 0.9) out[at++] = 10;
    else if (end < 0.95) at = put(out, at, 13, 10);
    else if (end < 0.97) at = put(out, at, 13, 13, 10);
    else if (end < 0.98) out[at++] = 13;
    if (at > out.length - 9000) break;
  }
  return out.subarray(0, at);
}

function damage(out: Buffer, from: number, to: number, random: Random): number {
  let end = to;
  for (let n = 1 + Math.floor(random() * 3); n > 0 && end > from; n--) {
    const at = from + Math.floor(random() * (end - from));
    const roll = random();
    if (roll < 0.3) out[at] = TELLING[Math.floor(random() * TELLING.length)]!;
    else if (roll < 0.5) out[at] = Math.floor(random() * 256);
    else if (roll < 0.65) end = at;
    else if (roll < 0.85) {
      out.copyWithin(at, at + 1, end);
      end--;
    } else {
      out.copyWithin(at + 1, at, end);
      out[at] = TELLING[Math.floor(random() * TELLING.length)]!;
      end++;
    }
  }
  return end;
}

/** Writes the right checksum over the one in place, if there is a '!' and a '*hh'. */
function sign(out: Buffer, from: number, to: number): void {
  const bang = out.indexOf(33, from);
  const star = out.indexOf(42, bang);
  if (bang < 0 || star < 0 || star + 2 >= to) return;
  let sum = 0;
  for (let i = bang + 1; i < star; i++) sum ^= out[i]!;
  out.write((sum & 255).toString(16).toUpperCase().padStart(2, '0'), star + 1, 'latin1');
}

function writeNoise(out: Buffer, at: number, random: Random, length: number): number {
  for (let i = 0; i < length; i++) out[at + i] = Math.floor(random() * 256);
  return at + length;
}

function writeLong(out: Buffer, at: number, random: Random): number {
  const length = 4000 + Math.floor(random() * 200);
  out.fill(random() < 0.5 ? 48 : 32, at, at + length);
  return at + length;
}

function put(out: Buffer, at: number, ...bytes: number[]): number {
  out.set(bytes, at);
  return at + bytes.length;
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** A decoder whose whole output runs into one number. */
export interface Listener {
  readonly name: string;
  readonly decoder: Decoder;
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
  /** The digest of everything told so far. */
  readonly digest: () => string;
}

const REASON_NUMBER: ReadonlyMap<RejectReason, number> = new Map(REJECT_REASONS.map((reason, i) => [reason, i]));
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

export function createListener(
  name: string,
  cut: (bytes: Uint8Array, push: (chunk: Uint8Array) => void) => void,
): Listener {
  const decoder = createDecoder();
  let a = 0x811c9dc5;
  let b = 0x1000193;
  const mix = (value: number): void => {
    double[0] = value;
    a = Math.imul(a ^ halves[0]!, 0x01000193) ^ (a >>> 15);
    b = Math.imul(b ^ halves[1]!, 0x85ebca6b) ^ (b >>> 13);
  };
  const mixText = (text: string): void => {
    mix(text.length);
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
  };
  const onMessage = (r: AisRecord): void => mixRecord(r, mix, mixText);
  const onReject = (reason: RejectReason, line: number): void => {
    mix(REASON_NUMBER.get(reason)!);
    mix(line);
  };
  const push = (chunk: Uint8Array): void => decoder.push(chunk, onMessage, onReject);
  return {
    name,
    decoder,
    push: (bytes) => cut(bytes, push),
    end: () => decoder.end(onMessage, onReject),
    digest: () => `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)} ${JSON.stringify(decoder.summary())}`,
  };
}

/** Every field, in the order of the record's own keys; NaN has one bit pattern here. */
function mixRecord(r: AisRecord, mix: (value: number) => void, mixText: (text: string) => void): void {
  for (const key of RECORD_KEYS) {
    const value = r[key];
    if (typeof value === 'number') mix(Number.isNaN(value) ? -0.5 : value);
    else if (typeof value === 'string') mixText(value);
    else if (typeof value === 'boolean') mix(value ? 1 : 0);
  }
  for (let i = 0; i * 6 < r.bits; i++) mix(r.six[i]!);
}

const RECORD_KEYS: readonly (keyof AisRecord)[] = recordKeys();

function recordKeys(): (keyof AisRecord)[] {
  let keys: (keyof AisRecord)[] = [];
  const decoder = createDecoder();
  decoder.push(Buffer.from('!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n'), (r) => {
    keys = Object.keys(r).filter((key) => key !== 'six') as (keyof AisRecord)[];
  });
  return keys;
}

/** The chunkings that must all give the same: one byte at a time, random pieces, 64 KiB, and whole. */
export function createListeners(random: Random): Listener[] {
  const single = new Uint8Array(1);
  return [
    createListener('whole', (bytes, push) => push(bytes)),
    createListener('one byte', (bytes, push) => {
      for (let i = 0; i < bytes.length; i++) {
        single[0] = bytes[i]!;
        push(single);
      }
    }),
    createListener('random pieces', (bytes, push) => {
      for (let i = 0; i < bytes.length; ) {
        const size = Math.floor(random() ** 3 * 2000);
        push(bytes.subarray(i, i + size));
        i += size;
      }
    }),
    createListener('64 KiB', (bytes, push) => {
      for (let i = 0; i < bytes.length; i += 65_536) push(bytes.subarray(i, i + 65_536));
    }),
  ];
}

/** Throws with the seed when chunkings differ; returns the listeners for their sums. */
export function fuzz(seed: number, lines: number, onProgress: (done: number) => void): Listener[] {
  const random = seededRandom(seed);
  const listeners = createListeners(seededRandom(seed + 1));
  const good = goodLines(random, 4000);
  const batch = Math.min(lines, 20_000);
  for (let done = 0; done < lines; done += batch) {
    const bytes = fuzzBytes(random, good, Math.min(batch, lines - done));
    for (const listener of listeners) listener.push(bytes);
    compareDigests(listeners, seed, done);
    onProgress(Math.min(lines, done + batch));
  }
  for (const listener of listeners) listener.end();
  compareDigests(listeners, seed, lines);
  return listeners;
}

function compareDigests(listeners: readonly Listener[], seed: number, done: number): void {
  const wanted = listeners[0]!.digest();
  for (const { name, digest } of listeners) {
    if (digest() !== wanted) {
      throw new Error(`seed ${seed}, after line ${done}: chunks of "${name}" give\n${digest()}\nnot\n${wanted}`);
    }
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { lines: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } },
  });
  const lines = Number(values.lines);
  const seed = Number(values.seed);
  if (!(Number.isInteger(lines) && lines > 0 && Number.isInteger(seed))) {
    console.error(`--lines ${values.lines} and --seed ${values.seed} must be whole numbers, lines above 0.`);
    process.exit(2);
  }
  console.log(`seed ${seed}, ${lines} lines, each in four chunkings`);
  const start = performance.now();
  let told = 0;
  const listeners = fuzz(seed, lines, (done) => {
    if (done - told < 500_000 && done < lines) return;
    told = done;
    const rate = (done / (performance.now() - start)).toFixed(0);
    console.error(`${done} lines, ${rate} k lines/s, ${Math.round((lines - done) / 1000 / Number(rate))} s left`);
  });
  console.log('nothing was thrown, and all chunkings gave the same:');
  console.log(JSON.stringify(listeners[0]!.decoder.summary(), null, 2));
}
