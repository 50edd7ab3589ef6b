// One file of a list on disk, plain, gzip or zstd: first its size, its hash and its head, then its bytes in chunks. A
// file that unpacks beyond the bound is refused, and so is a web page where a list should be. It tells no format.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CodedError } from '../../domain/errors.ts';
import { MOST_BYTES } from './fetch.ts';

export interface OpenedFile {
  /** Base name, for sentences. */
  name: string;
  path: string;
  /** Unpacked. */
  bytes: number;
  /** Of the unpacked bytes, hex. */
  sha256: string;
  /** Up to 64 KiB, unpacked. */
  head: Uint8Array;
  modifiedAt: number;
  /** The unpacked bytes, from the beginning, each time it is called. */
  chunks(): AsyncIterable<Uint8Array>;
}

const HEAD_BYTES = 65_536;

export async function openFile(path: string, mostBytes = MOST_BYTES, name = basename(path)): Promise<OpenedFile> {
  const { mtimeMs } = await stat(path).then(
    (found) => {
      if (!found.isFile()) throw new CodedError('invalid', `${name} is no file.`);
      return found;
    },
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT'
        ? new CodedError('not_found', `${path}: there is no such file.`)
        : new CodedError('unavailable', `${path} cannot be read (${error.code}).`);
    },
  );
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(path, name, mostBytes)) {
    if (bytes < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - bytes));
    bytes += chunk.length;
    hash.update(chunk);
  }
  if (bytes === 0) throw new CodedError('invalid', `${name} is empty.`);
  return {
    name,
    path,
    bytes,
    sha256: hash.digest('hex'),
    head: Buffer.concat(head),
    modifiedAt: mtimeMs,
    chunks: () => unpacked(path, name, mostBytes),
  };
}

/** Sites answer with a page, and status 200, where the file should be: a login, a bot check, an apology. */
export function isWebPage(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 4_096));
  return /^\ufeff?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])/i.test(text);
}

async function* unpacked(path: string, name: string, mostBytes: number): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  try {
    for await (const chunk of await streamOf(path)) {
      const piece = chunk as Buffer;
      bytes += piece.length;
      if (bytes > mostBytes) {
        throw new CodedError(
          'invalid',
          `${name} unpacks to more than ${Math.round(mostBytes / 1e6)} MB; that is no list.`,
        );
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^(Z_|ZSTD)/.test(code))
      throw new CodedError('invalid', `${name} is packed and broken off or damaged (${code}).`);
    throw new CodedError('unavailable', `${name} cannot be read (${code || String(error)}).`, { cause: error });
  }
}

async function streamOf(path: string): Promise<Readable> {
  const raw = createReadStream(path);
  const magic = await firstBytes(path);
  if (magic[0] === 0x1f && magic[1] === 0x8b) return raw.pipe(forwarding(raw, createGunzip()));
  if (magic.readUInt32LE(0) === 0xfd2fb528) return raw.pipe(forwarding(raw, createZstdDecompress()));
  return raw;
}

/** A read error must end the reader too; `pipe` alone would leave it waiting. */
function forwarding<T extends NodeJS.WritableStream & Readable>(raw: Readable, unpacker: T): T {
  raw.once('error', (error) => unpacker.destroy(error));
  unpacker.once('close', () => raw.destroy());
  return unpacker;
}

async function firstBytes(path: string): Promise<Buffer> {
  const four = Buffer.alloc(4);
  let filled = 0;
  for await (const chunk of createReadStream(path, { end: 3 })) filled += (chunk as Buffer).copy(four, filled);
  return four;
}
