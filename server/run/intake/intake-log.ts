// The intake log: everything that the feeds brought and everything that their ears did, in the order of hearing, in files of
// an hour. It is written before it is heard, so that a restart hears the rest again, and a day can be heard once more
// with other lists or rules. Records count up from 0 for good. The file of the hour is open; those before are packed. The
// log has a bound in age and one in bytes, and what a restart needs is never let go for either. It reads no report.
//
//   000000000000.kwi.zst   000000183204.kwi.zst   000000412877.kwi      named by the number of the first record

import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import { CodedError } from '../../domain/errors.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { decodeRecord, encodeRecord, type IntakeRecord } from './record.ts';

export interface IntakeLogOptions {
  /** Default 72 h. */
  keepMs?: number;
  /** Of all files. Default 4 GB. */
  keepBytes?: number;
  /** Another process may be writing it: nothing of it is changed. */
  readOnly?: boolean;
}

export interface IntakeLog {
  /** The number of the next record. */
  readonly next: number;
  /** When the newest record was heard; null in an empty log. */
  readonly lastAt: number | null;
  /** Takes a record; it is in the file after the next `flush`. Returns its number. */
  append(record: IntakeRecord): number;
  /**
   * Writes what was appended. Throws CodedError('unavailable') when the file takes nothing more (a full disk); what was
   * appended is then kept and written by the next flush.
   */
  flush(): void;
  /** Bytes appended and not yet written. */
  readonly unwritten: number;
  /** The records from number `from` on, as far as they are kept, each with its number. */
  read(from: number): Iterable<{ number: number; record: IntakeRecord }>;
  /** The records from the instant `from` on; whole files before it are not opened. */
  readSince(from: number): Iterable<{ number: number; record: IntakeRecord }>;
  /** Packs the files of past hours and lets go of what is beyond the bounds; records from `needed` on stay. */
  tidy(now: number, needed: number): Promise<void>;
  stats(): { files: number; bytes: number; fromAt: number | null };
  close(): void;
}

interface Segment {
  first: number;
  path: string;
  packed: boolean;
  /** The instant of its first record, once somebody has asked. */
  beganAt?: number | null;
}

const KEEP_MS = 72 * HOUR_MS;
const KEEP_BYTES = 4e9;
const NAME = /^(\d{12})\.kwi(\.zst)?$/;
/** A file is closed beyond this, whatever the hour. */
const MOST_SEGMENT_BYTES = 64 << 20;
const pack = promisify(zstdCompress);

/** Opens the log of a folder and cuts off a record that a kill left half written. */
export function openIntakeLog(
  folder: string,
  { keepMs = KEEP_MS, keepBytes = KEEP_BYTES, readOnly = false }: IntakeLogOptions = {},
): IntakeLog {
  if (!readOnly) mkdirSync(folder, { recursive: true });
  let segments = segmentsIn(folder, readOnly);
  let next = 0;
  let lastAt: number | null = null;
  let current: Segment | null = null;
  let currentBytes = 0;
  let currentHour = Number.NaN;
  let waiting: Uint8Array[] = [];
  let unwritten = 0;
  let tidying = false;

  /** How each feed was read last: said at the head of every file, for whoever begins there. */
  let formats: Record<string, string> = {};

  const newest = segments.at(-1);
  if (newest !== undefined) {
    const bytes = bytesOf(newest);
    let end = 0;
    next = newest.first;
    for (const { number, end: after, record } of recordsOf(newest, bytes)) {
      next = number + 1;
      end = after;
      lastAt = record.at;
      currentHour = Math.floor(record.at / HOUR_MS);
      noteFormats(record);
    }
    if (!newest.packed && !readOnly) {
      if (end < bytes.length) truncateSync(newest.path, end);
      current = newest;
      currentBytes = end;
    }
  }

  function beginSegment(first: number): Segment {
    const segment = { first, path: join(folder, `${String(first).padStart(12, '0')}.kwi`), packed: false };
    segments.push(segment);
    currentBytes = 0;
    return segment;
  }

  function noteFormats(record: IntakeRecord): void {
    if (record.kind === 'formats') formats = { ...record.formats };
    else if (record.kind === 'begun' && record.sender === undefined)
      formats = { ...formats, [record.feed]: record.format };
  }

  function put(record: IntakeRecord): number {
    const bytes = encodeRecord(record);
    waiting.push(bytes);
    unwritten += bytes.length;
    return next++;
  }

  function flush(): void {
    if (unwritten === 0) return;
    const bytes = Buffer.concat(waiting, unwritten);
    const before = currentBytes;
    try {
      current ??= beginSegment(next - waiting.length);
      appendFileSync(current.path, bytes);
    } catch (error) {
      // Half of it may stand there: the next flush writes all of it in its place.
      if (current !== null) cutBack(current.path, before);
      throw new CodedError('unavailable', `What is heard cannot be written to ${folder} (${codeOf(error)}).`, {
        cause: error,
      });
    }
    currentBytes += bytes.length;
    waiting = [];
    unwritten = 0;
  }

  function* records(
    from: number,
    skip: (index: number) => boolean,
  ): Generator<{ number: number; record: IntakeRecord }> {
    flush();
    const kept = [...segments];
    for (const [index, segment] of kept.entries()) {
      const after = kept[index + 1]?.first ?? Number.POSITIVE_INFINITY;
      if (after <= from || skip(index)) continue;
      for (const { number, record } of recordsOf(segment, bytesOf(segment)))
        if (number >= from) yield { number, record };
    }
  }

  return {
    get next() {
      return next;
    },
    get lastAt() {
      return lastAt;
    },
    get unwritten() {
      return unwritten;
    },
    append(record) {
      if (readOnly) throw new Error('a record is appended to a log that is only read');
      const hour = Math.floor(record.at / HOUR_MS);
      if (
        (current !== null || unwritten > 0) &&
        (hour > currentHour || currentBytes + unwritten > MOST_SEGMENT_BYTES)
      ) {
        flush();
        current = null;
        if (Object.keys(formats).length > 0) put({ kind: 'formats', at: record.at, formats });
      }
      currentHour = hour;
      lastAt = record.at;
      noteFormats(record);
      return put(record);
    },
    flush,
    read: (from) => records(from, () => false),
    readSince(from) {
      const kept = [...segments];
      // A file whose successor began before `from` holds nothing after it.
      const begins = kept.map((segment) => firstAt(segment));
      return records(0, (index) => (begins[index + 1] ?? Number.POSITIVE_INFINITY) <= from);
    },
    async tidy(now, needed) {
      if (tidying) return;
      tidying = true;
      try {
        for (const segment of segments) {
          if (segment.packed || segment === current) continue;
          const packed = `${segment.path}.zst`;
          writeFileSync(`${packed}.part`, await pack(readFileSync(segment.path)));
          renameSync(`${packed}.part`, packed);
          const plain = segment.path;
          segment.path = packed;
          segment.packed = true;
          rmSync(plain, { force: true });
        }
        let bytes = segments.reduce((sum, { path }) => sum + sizeOf(path), 0);
        while (segments.length > 1) {
          const [oldest, after] = segments as [Segment, Segment];
          if (after.first > needed || oldest === current) break;
          if (bytes <= keepBytes && (firstAt(after) ?? now) >= now - keepMs) break;
          bytes -= sizeOf(oldest.path);
          rmSync(oldest.path, { force: true });
          segments = segments.slice(1);
        }
      } finally {
        tidying = false;
      }
    },
    stats: () => ({
      files: segments.length,
      bytes: segments.reduce((sum, { path }) => sum + sizeOf(path), 0),
      fromAt: segments[0] === undefined ? null : firstAt(segments[0]),
    }),
    close() {
      flush();
      current = null;
    },
  };
}

function segmentsIn(folder: string, readOnly: boolean): Segment[] {
  const found = new Map<number, Segment>();
  for (const name of readdirSync(folder).sort()) {
    const match = NAME.exec(name);
    if (!match) continue;
    const first = Number(match[1]);
    const segment = { first, path: join(folder, name), packed: match[2] !== undefined };
    // Killed between the packing of a file and its removal: the packed one is whole.
    const other = found.get(first);
    if (other !== undefined && !other.packed && segment.packed && !readOnly) {
      rmSync(other.path, { force: true });
    }
    found.set(first, segment);
  }
  return [...found.values()].sort((a, b) => a.first - b.first);
}

function bytesOf({ path, packed }: Segment): Uint8Array {
  const bytes = readFileSync(path);
  return packed ? zstdDecompressSync(bytes) : bytes;
}

/** Ends at the first record that is torn or damaged: what follows it cannot be told from noise. */
function* recordsOf(
  { first }: Segment,
  bytes: Uint8Array,
): Generator<{ number: number; record: IntakeRecord; end: number }> {
  let number = first;
  for (let found = decodeRecord(bytes, 0); found !== null; found = decodeRecord(bytes, found.end)) {
    yield { number: number++, ...found };
  }
}

function firstAt(segment: Segment): number | null {
  if (segment.beganAt === undefined) {
    const [first] = recordsOf(segment, bytesOf(segment));
    segment.beganAt = first?.record.at ?? null;
  }
  return segment.beganAt;
}

function cutBack(path: string, bytes: number): void {
  try {
    truncateSync(path, bytes);
  } catch {
    // Without a file there is nothing to cut.
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
