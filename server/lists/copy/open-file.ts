// One file of a list on disk, plain, gzip or zstd: first its size, its hash and its head, then its bytes in chunks. A
// file that unpacks beyond the bound is refused, and so is a web page where a list should be. It tells no format.

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { CodedError } from '../../domain/errors.ts';
import { openFile as openStored } from '../../files/stored-bytes.ts';
import { unpack } from '../../files/unpack.ts';
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
  const stored = await openStored(path).catch((error: unknown) => {
    throw asSentence(error);
  });
  const plain = unpack(name, stored);
  let bytes = 0;
  try {
    for (let chunk = await plain.next(); chunk !== null; chunk = await plain.next()) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        throw new CodedError(
          'invalid',
          `${name} unpacks to more than ${Math.round(mostBytes / 1e6)} MB; that is no list.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw asSentence(error);
  } finally {
    await plain.close();
  }
}

function asSentence(error: unknown): unknown {
  if (!(error instanceof CodedError) || error.message.endsWith('.')) return error;
  return new CodedError(error.code, `${error.message}.`, { cause: error });
}
