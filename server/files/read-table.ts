// Reads the table that a person hands over (ships to screen, to watch, sightings): a path or '-' for standard input. Text
// comes out; gzip and zstd are taken off on the way. It holds no more than its bound, whatever the bytes unpack to, and waits for
// nothing without an end: only regular files are read, and what is no table is refused in one sentence.

import type { Readable } from 'node:stream';
import { CodedError } from '../domain/errors.ts';
import { type Bytes, openFile, readStream } from './stored-bytes.ts';
import { tableText } from './table-text.ts';
import { unpack } from './unpack.ts';

/** A hundred thousand rows with long names, or ten thousand with long texts. */
export const MOST_TABLE_BYTES = 16 * 1024 * 1024;
/** A cell or row beyond this is a quote left open, or no table: longer texts are cut by every door behind. */
export const MOST_ROW_CHARACTERS = 65_536;

/** Throws a CodedError whose sentence begins with the file's name. */
export async function readTable(path: string, standardInput: Readable = process.stdin): Promise<string> {
  const name = path === '-' ? 'Standard input' : path;
  let stored: Bytes;
  try {
    stored = path === '-' ? readStream(name, standardInput) : await openFile(path);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(error.code, `${named(name, error.message)}.`, { cause: error });
  }
  const bytes = unpack(name, stored);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let chunk = await bytes.next(); chunk !== null; chunk = await bytes.next()) {
      length += chunk.length;
      if (length > MOST_TABLE_BYTES) {
        throw new CodedError(
          'invalid',
          `${name} holds more than ${MOST_TABLE_BYTES >> 20} MB: split it into several tables.`,
        );
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (!(error instanceof CodedError) || error.message.endsWith('.')) throw error;
    throw new CodedError(error.code, `${named(name, error.message)}.`, { cause: error });
  } finally {
    await bytes.close();
  }
  return tableText(Buffer.concat(chunks), name);
}

function named(name: string, sentence: string): string {
  return sentence.includes(name) ? sentence : `${name}: ${sentence}`;
}
