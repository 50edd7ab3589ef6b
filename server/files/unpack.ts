// Takes gzip and zstd off a recording. Stored bytes in, plain bytes out, no faster than they are taken. Data that break off
// or are wrong end in a CodedError, after everything that stands before the damage; zeros behind the data are padding, and
// other bytes behind them are told. It never waits for a decompressor that has nothing more to say.

import { crc32, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { CodedError } from '../domain/errors.ts';
import { inflater } from './inflater.ts';
import type { Bytes } from './stored-bytes.ts';

/** `bytes` as they are meant: decompressed if their first ones say so. */
export function unpack(name: string, bytes: Bytes): Bytes {
  const input = createLookAhead(bytes);
  let chunks: AsyncGenerator<Uint8Array, void> | null = null;
  let closed = false;
  async function* plain(): AsyncGenerator<Uint8Array, void> {
    // The magic bytes may come one by one through a pipe.
    await input.fill(4);
    if (input.startsWith('\x1f\x8b')) yield* gunzip(name, input);
    else if (input.startsWith('\x28\xb5\x2f\xfd')) yield* unzstd(name, input);
    else for (let chunk = await input.next(); chunk !== null; chunk = await input.next()) yield chunk;
  }
  return {
    async next() {
      if (closed) return null;
      chunks ??= plain();
      const { value, done } = await chunks.next();
      return done ? null : value;
    },
    async close() {
      closed = true;
      await bytes.close();
      // Not waited for: it may stand in a read that hangs.
      void chunks?.return().catch(() => undefined);
    },
  };
}

/** Members one after the other, each with a checksum of what it held. */
async function* gunzip(name: string, input: LookAhead): AsyncGenerator<Uint8Array, void> {
  do {
    await skipHeader(name, input);
    let sum = 0;
    let size = 0;
    for await (const chunk of inflate(name, 'gzip', createInflateRaw({ chunkSize: OUT_BYTES }), input)) {
      sum = crc32(chunk, sum);
      size = (size + chunk.length) % 2 ** 32;
      yield chunk;
    }
    const trailer = await input.take(8);
    if (trailer === null) throw brokenOff(name, 'gzip');
    const said = new DataView(trailer.buffer, trailer.byteOffset, 8);
    if (said.getUint32(0, true) !== sum || said.getUint32(4, true) !== size) throw brokenOff(name, 'gzip');
    await input.fill(2);
  } while (input.startsWith('\x1f\x8b'));
  await refuseRest(name, 'gzip', input);
}

async function* unzstd(name: string, input: LookAhead): AsyncGenerator<Uint8Array, void> {
  yield* inflate(name, 'zstd', createZstdDecompress({ chunkSize: OUT_BYTES }), input);
  await refuseRest(name, 'zstd', input);
}

/** What one decompressor gives; what it did not take is put back. */
async function* inflate(
  name: string,
  kind: Kind,
  through: Parameters<typeof inflater>[0],
  input: LookAhead,
): AsyncGenerator<Uint8Array, void> {
  const engine = inflater(through);
  try {
    for (;;) {
      const out = await engine.read();
      if (out instanceof Uint8Array) {
        yield out;
      } else if (out === 'hungry') {
        const piece = await input.next();
        if (piece === null) engine.end();
        else engine.write(piece);
      } else if (out === 'done') {
        input.putBack(engine.left());
        return;
      } else {
        throw brokenOff(name, kind, out);
      }
    }
  } finally {
    engine.close();
  }
}

type Kind = 'gzip' | 'zstd';

const OUT_BYTES = 32_768;
/** A header holds a name and a comment; one of this length is none. */
const MOST_HEADER = 65_536;

/** RFC 1952: ten bytes, then what the flags announce. */
async function skipHeader(name: string, input: LookAhead): Promise<void> {
  const fixed = await input.take(10);
  if (fixed === null || fixed[2] !== 8 || (fixed[3]! & 0xe0) !== 0) throw brokenOff(name, 'gzip');
  const flags = fixed[3]!;
  if ((flags & 4) !== 0) {
    const length = await input.take(2);
    if (length === null || (await input.take(length[0]! + length[1]! * 256)) === null) throw brokenOff(name, 'gzip');
  }
  for (const bit of [8, 16]) {
    if ((flags & bit) === 0) continue;
    for (let taken = 0; ; taken++) {
      const byte = await input.take(1);
      if (byte === null || taken > MOST_HEADER) throw brokenOff(name, 'gzip');
      if (byte[0] === 0) break;
    }
  }
  if ((flags & 2) !== 0 && (await input.take(2)) === null) throw brokenOff(name, 'gzip');
}

/** Tapes and block devices pad with zeros; anything else was not meant to be there, or is more that was lost. */
async function refuseRest(name: string, kind: Kind, input: LookAhead): Promise<void> {
  for (let chunk = await input.next(); chunk !== null; chunk = await input.next()) {
    if (chunk.some((byte) => byte !== 0)) {
      throw new CodedError('invalid', `${name} has bytes behind its ${kind} data that are none`);
    }
  }
}

function brokenOff(name: string, kind: Kind, cause?: unknown): CodedError {
  return new CodedError('invalid', `${name} is damaged: its ${kind} data break off or are wrong`, { cause });
}

/** Bytes that can be looked at before they are taken, and put back. */
interface LookAhead {
  /** Sees to it that so many are at hand, if there are so many. */
  fill(count: number): Promise<void>;
  startsWith(latin1: string): boolean;
  /** Exactly so many; null where the input ends before that. */
  take(count: number): Promise<Uint8Array | null>;
  /** What is at hand, or the next chunk. */
  next(): Promise<Uint8Array | null>;
  putBack(bytes: Uint8Array): void;
}

function createLookAhead(bytes: Bytes): LookAhead {
  let held: Uint8Array = new Uint8Array(0);
  async function fill(count: number): Promise<void> {
    while (held.length < count) {
      const chunk = await bytes.next();
      if (chunk === null) return;
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    }
  }
  return {
    fill,
    startsWith: (latin1) =>
      Buffer.from(held.buffer, held.byteOffset, held.length).toString('latin1', 0, latin1.length) === latin1,
    async take(count) {
      await fill(count);
      if (held.length < count) return null;
      const taken = held.slice(0, count);
      held = held.subarray(count);
      return taken;
    },
    async next() {
      if (held.length === 0) return bytes.next();
      const chunk = held;
      held = new Uint8Array(0);
      return chunk;
    },
    putBack(rest) {
      held = held.length === 0 ? rest : Buffer.concat([rest, held]);
    },
  };
}
