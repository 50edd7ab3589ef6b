// Opens a recording: a path, or '-' for standard input. Bytes come out decompressed (gzip, zstd, told by their first
// bytes), chunk by chunk and no faster than they are taken. What cannot be a recording is refused with one sentence; a
// file that is damaged further on gives what stands before the damage and then says so. No wait of it is without an end.

import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { CodedError } from '../domain/errors.ts';
import { type Bytes, openFile, readStream, type WaitOptions } from '../files/stored-bytes.ts';
import { wideOrder } from '../files/table-text.ts';
import { unpack } from '../files/unpack.ts';

/** As much of the file as formats are told by, decompressed. */
const HEAD_BYTES = 65_536;

export class TrackSource implements AsyncIterable<Uint8Array> {
  /** Base name, or 'standard input'. */
  readonly name: string;
  /** As stored; null where it cannot be known. */
  readonly bytesTotal: number | null;
  /** Stored bytes read so far. */
  bytesDone = 0;
  /** The first bytes, decompressed; they come again as the first chunks. */
  head: Uint8Array = new Uint8Array(0);
  /** What ended the bytes too early, in one sentence: 'invalid' when they are stored so, 'unavailable' when reading failed. */
  damage: CodedError | null = null;
  #bytes: Bytes;
  #held: Uint8Array[] = [];

  constructor(name: string, bytesTotal: number | null, stored: Bytes) {
    this.name = name;
    this.bytesTotal = bytesTotal;
    this.#bytes = unpack(name, {
      next: async () => {
        const chunk = await stored.next();
        this.bytesDone += chunk?.length ?? 0;
        return chunk;
      },
      close: () => stored.close(),
    });
  }

  /** Reads the head and refuses what is no recording. Throws a CancelledError when it was cancelled. */
  async open(): Promise<void> {
    let length = 0;
    while (length < HEAD_BYTES) {
      const chunk = await this.#read();
      if (chunk === null) break;
      this.#held.push(chunk);
      length += chunk.length;
    }
    this.head = Buffer.concat(this.#held).subarray(0, HEAD_BYTES);
    const refusal = this.damage !== null && length === 0 ? this.damage : refusalOf(this.name, this.head);
    if (refusal !== null) throw refusal;
  }

  /** All that is left. The source is closed when that has been read, and when the reader breaks off. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      for (let chunk = await this.next(); chunk !== null; chunk = await this.next()) yield chunk;
    } finally {
      await this.close();
    }
  }

  /** The next chunk, null at the end and where the damage begins. Rejects with a CancelledError when it was cancelled. */
  async next(): Promise<Uint8Array | null> {
    return this.#held.shift() ?? this.#read();
  }

  async close(): Promise<void> {
    this.#held = [];
    await this.#bytes.close();
  }

  async #read(): Promise<Uint8Array | null> {
    if (this.damage !== null) return null;
    try {
      return await this.#bytes.next();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.damage = error;
      return null;
    }
  }
}

export interface SourceOptions extends WaitOptions {
  /** What '-' reads. Default: standard input of the process. */
  standardInput?: Readable | undefined;
}

/** Opens a path, or '-'. Throws a CodedError with one sentence when there is nothing to read. */
export async function openSource(path: string, options: SourceOptions = {}): Promise<TrackSource> {
  let source: TrackSource;
  if (path === '-') {
    const name = 'standard input';
    source = new TrackSource(name, null, readStream(name, options.standardInput ?? process.stdin, options));
  } else {
    const file = await openFile(path, options);
    source = new TrackSource(basename(path), file.size, file);
  }
  try {
    await source.open();
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Archives and other things that are known by their first bytes and are no recordings. */
const KNOWN_MAGIC: readonly { magic: string; what: string }[] = [
  { magic: 'PK\x03\x04', what: 'a zip archive: unpack it first' },
  { magic: 'BZh', what: 'bzip2 data: unpack them first (gzip and zstd are read as they are)' },
  { magic: '\xfd7zXZ\x00', what: 'xz data: unpack them first (gzip and zstd are read as they are)' },
  { magic: '7z\xbc\xaf\x27\x1c', what: 'a 7-Zip archive: unpack it first' },
  { magic: 'PAR1', what: 'a Parquet file: export it as CSV' },
  { magic: '\xff\xfe', what: 'UTF-16 text: save it as UTF-8' },
  { magic: '\xfe\xff', what: 'UTF-16 text: save it as UTF-8' },
];

function refusalOf(name: string, head: Uint8Array): CodedError | null {
  if (head.length === 0) return new CodedError('invalid', `${name} is empty`);
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 8)).toString('latin1');
  const known = KNOWN_MAGIC.find(({ magic }) => start.startsWith(magic));
  if (known !== undefined) return new CodedError('invalid', `${name} is ${known.what}`);
  const tar = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1', 257, 262) === 'ustar';
  if (tar) return new CodedError('invalid', `${name} is a tar archive: unpack it first`);
  if (wideOrder(head) !== null) return new CodedError('invalid', `${name} is UTF-16 text: save it as UTF-8`);
  if (isBinary(head)) return new CodedError('invalid', `${name} is a binary file, not a recording of positions`);
  if (head.every((byte) => byte <= 32)) return new CodedError('invalid', `${name} holds nothing but blank lines`);
  return null;
}

/** A log may hold a block of zeros where a logger lost its power; besides such runs, text has hardly a control character. */
function isBinary(head: Uint8Array): boolean {
  let controls = 0;
  let others = 0;
  for (let i = 0; i < head.length; ) {
    let run = i;
    while (run < head.length && head[run] === 0) run++;
    if (run - i >= LOST_BLOCK) {
      i = run;
      continue;
    }
    const byte = head[i++]!;
    if (byte < 9 || (byte > 13 && byte < 32)) controls++;
    else others++;
  }
  return controls > others * MOST_CONTROLS;
}

const LOST_BLOCK = 16;
/** Of compressed and other binary data a tenth is control characters. */
const MOST_CONTROLS = 0.05;
