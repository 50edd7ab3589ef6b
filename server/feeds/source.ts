// Opens a recording: a path, or '-' for standard input. Bytes come out decompressed (gzip, zstd, told by their first
// bytes), chunk by chunk and no faster than they are taken. What cannot be a recording is refused with one sentence; a
// file that is damaged further on gives what stands before the damage and then says so.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable, Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CodedError } from '../domain/errors.ts';

/** As much of the file as formats are told by, decompressed. */
export const HEAD_BYTES = 65_536;
/** Read at once; also what a decompressor is fed at once, so that its output stays bounded. */
const CHUNK_BYTES = 65_536;

export class TrackSource implements AsyncIterable<Uint8Array> {
  /** Base name, or 'standard input'. */
  readonly name: string;
  /** As stored; null where it cannot be known. */
  readonly bytesTotal: number | null;
  /** Stored bytes read so far. */
  bytesDone = 0;
  /** The first bytes, decompressed; they come again as the first chunks. */
  head: Uint8Array = new Uint8Array(0);
  /** What ended the bytes too early, in one sentence. */
  damage: CodedError | null = null;
  #input: Readable;
  #chunks: AsyncGenerator<Uint8Array, void>;
  #held: Uint8Array[] = [];

  constructor(name: string, bytesTotal: number | null, input: Readable) {
    this.name = name;
    this.bytesTotal = bytesTotal;
    this.#input = input;
    this.#chunks = this.#decompressed();
  }

  /** Reads the head and refuses what is no recording. */
  async open(): Promise<void> {
    let length = 0;
    while (length < HEAD_BYTES) {
      const { value, done } = await this.#chunks.next();
      if (done) break;
      this.#held.push(value);
      length += value.length;
    }
    this.head = Buffer.concat(this.#held).subarray(0, HEAD_BYTES);
    const refusal = this.damage !== null && length === 0 ? this.damage : refusalOf(this.name, this.head);
    if (refusal === null) return;
    await this.close();
    throw refusal;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for (let chunk = await this.next(); chunk !== null; chunk = await this.next()) yield chunk;
  }

  /** The next chunk, null at the end. */
  async next(): Promise<Uint8Array | null> {
    const held = this.#held.shift();
    if (held !== undefined) return held;
    const { value, done } = await this.#chunks.next();
    return done ? null : value;
  }

  async close(): Promise<void> {
    this.#held = [];
    await this.#chunks.return();
    this.#input.destroy();
  }

  async *#stored(): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of this.#input) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
        for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
          const piece = bytes.subarray(from, from + CHUNK_BYTES);
          this.bytesDone += piece.length;
          yield piece;
        }
      }
    } catch (error) {
      this.damage = unreadable(this.name, error);
    }
  }

  async *#decompressed(): AsyncGenerator<Uint8Array, void> {
    const stored = this.#stored();
    const first: Uint8Array[] = [];
    let length = 0;
    // The magic bytes may come one by one through a pipe.
    while (length < 4) {
      const { value, done } = await stored.next();
      if (done) break;
      first.push(value);
      length += value.length;
    }
    const begin = Buffer.concat(first);
    const magic = begin.toString('latin1', 0, 4);
    const kind = magic.startsWith('\x1f\x8b') ? 'gzip' : magic === ZSTD_MAGIC ? 'zstd' : null;
    if (kind === null) {
      if (begin.length > 0) yield begin;
      yield* stored;
      return;
    }
    const through = kind === 'gzip' ? createGunzip() : createZstdDecompress();
    const failure = yield* inflate(through, begin, stored);
    if (failure !== null) {
      this.damage ??= new CodedError('invalid', `${this.name} is damaged: its ${kind} data break off or are wrong`, {
        cause: failure,
      });
    }
  }
}

/** Opens a path, or '-'. Throws a CodedError with one sentence when there is nothing to read. */
export async function openSource(path: string, standardInput: Readable = process.stdin): Promise<TrackSource> {
  if (path === '-') {
    const source = new TrackSource('standard input', null, standardInput);
    await source.open();
    return source;
  }
  const name = basename(path);
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (found.isDirectory()) throw new CodedError('invalid', `${path} is a folder, not a file`);
  const input = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const source = new TrackSource(name, found.isFile() ? found.size : null, input);
  await source.open();
  return source;
}

const ZSTD_MAGIC = '\x28\xb5\x2f\xfd';

/** Feeds a decompressor piece by piece and yields what each piece gave; returns what went wrong, or null. */
async function* inflate(
  through: Transform,
  begin: Uint8Array,
  stored: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, Error | null> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  through.on('data', (chunk: Buffer) => ready.push(chunk));
  through.on('error', (error) => {
    failure = error;
  });
  try {
    let piece: Uint8Array | null = begin;
    while (piece !== null && failure === null) {
      await written(through, piece);
      yield* ready.splice(0);
      const { value, done }: IteratorResult<Uint8Array, void> = await stored.next();
      piece = done ? null : value;
    }
    if (failure === null) await ended(through);
    yield* ready.splice(0);
    return failure;
  } finally {
    through.destroy();
  }
}

function written(through: Transform, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    // A damaged piece is never reported as written.
    const done = () => {
      through.off('error', done);
      setImmediate(resolve);
    };
    through.once('error', done);
    through.write(piece, done);
  });
}

function ended(through: Transform): Promise<void> {
  return new Promise((resolve) => {
    through.once('end', resolve);
    through.once('error', () => resolve());
    through.end();
  });
}

function unreadable(name: string, error: unknown): CodedError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new CodedError('not_found', `there is no file ${name}`);
  if (code === 'EACCES' || code === 'EPERM')
    return new CodedError('invalid', `${name} cannot be read: permission denied`);
  if (code === 'EISDIR') return new CodedError('invalid', `${name} is a folder, not a file`);
  if (code === 'EMFILE') return new CodedError('unavailable', `${name} cannot be opened: too many files are open`);
  return new CodedError('invalid', `${name} cannot be read${code === '' ? '' : ` (${code})`}`, { cause: error });
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
  if (head.includes(0)) return new CodedError('invalid', `${name} is a binary file, not a recording of positions`);
  if (head.every((byte) => byte <= 32)) return new CodedError('invalid', `${name} holds nothing but blank lines`);
  return null;
}
