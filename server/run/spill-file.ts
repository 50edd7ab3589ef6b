// Blocks of bytes that wait on disk: each is compressed, written once and read when its turn comes. The file has no name: it
// vanishes with the process, whatever ends the process.

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { CodedError } from '../domain/errors.ts';

/** Where a block lies in the file. */
export interface SpilledBlock {
  at: number;
  bytes: number;
  /** Before it was compressed. */
  length: number;
}

export interface SpillFile {
  /** Throws a CodedError where the disk takes no more. */
  write(block: Uint8Array): SpilledBlock;
  read(block: SpilledBlock): Buffer;
  /** On disk. */
  readonly bytes: number;
  close(): void;
}

/** Numbers and texts that come again shrink to a fourth even so; more would cost more than it saves. */
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 131_072 };

/** The least that a decompressor may give at once. */
const LEAST_OUT = 64;

/** Throws a CodedError where the folder takes no file. */
export function createSpillFile(folder: string): SpillFile {
  const file = openNameless(folder);
  let written = 0;
  return {
    write(block) {
      const packed = zstdCompressSync(block, COMPRESSION);
      const place = { at: written, bytes: packed.length, length: block.length };
      try {
        for (let done = 0; done < packed.length; ) {
          done += writeSync(file, packed, done, packed.length - done, place.at + done);
        }
      } catch (error) {
        throw noRoom(folder, error);
      }
      written += packed.length;
      return place;
    },
    read({ at, bytes, length }) {
      const packed = Buffer.allocUnsafe(bytes);
      for (let done = 0; done < bytes; ) {
        const count = readSync(file, packed, done, bytes - done, at + done);
        if (count === 0) throw new Error(`a spill file of ${written} bytes ends at ${at + done}`);
        done += count;
      }
      return zstdDecompressSync(packed, { chunkSize: Math.max(LEAST_OUT, length) });
    },
    get bytes() {
      return written;
    },
    close: () => closeSync(file),
  };
}

function openNameless(folder: string): number {
  try {
    const own = mkdtempSync(join(folder, 'keelwatch-order-'));
    const file = openSync(join(own, 'blocks'), 'wx+');
    try {
      rmSync(own, { recursive: true, force: true });
    } catch {
      // Where the system does not let an open file lose its name, its own cleaning removes the file.
    }
    return file;
  } catch (error) {
    throw noRoom(folder, error);
  }
}

function noRoom(folder: string, error: unknown): CodedError {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new CodedError('unavailable', `${folder} has no room to put the recording in order${code}`, { cause: error });
}
