// What the tests of list readers share: texts and files as list files in any chunking, and the sentence of a refusal.
// The real lists lie beside the repository and are not part of it; tests on them are skipped where they are absent.

import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { CodedError } from '../../server/domain/errors.ts';
import type { ListedRecord } from '../../server/domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../server/lists/list.ts';

const folder = fileURLToPath(new URL('../../../shared/data/lists/', import.meta.url));

/** For `describe.skipIf`. */
export const noRealLists = !existsSync(folder);

/** Bytes of a real list, unpacked. */
export function realList(path: string): Uint8Array {
  const bytes = readFileSync(folder + path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export interface FileParts {
  role?: string;
  name?: string;
  /** Bytes of each chunk. */
  chunk?: number;
  lastModifiedAt?: number | null;
}

export function listFile(content: string | Uint8Array, parts: FileParts = {}): ListFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    role: parts.role ?? 'main',
    name: parts.name ?? 'list',
    chunks: chunksOf(bytes, parts.chunk ?? 65_536),
    lastModifiedAt: parts.lastModifiedAt ?? null,
  };
}

export function realFile(path: string, parts: FileParts = {}): ListFile {
  return listFile(realList(path), { name: basename(path), ...parts });
}

/** Copies, so that nothing can look behind the end of its chunk. */
async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

export function headOf(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return bytes.subarray(0, 65_536);
}

/** The sentence with which the files are refused; fails when they are not, or with another error. */
export async function refusalOf(format: Pick<ListFormat, 'read'>, ...files: readonly ListFile[]): Promise<string> {
  try {
    const { records } = await format.read(files);
    return `NOT REFUSED: ${records.length} records`;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'invalid') return error.message;
    throw error;
  }
}

export function shipsOf(read: Pick<ListRead, 'records'>): ListedRecord[] {
  return read.records.filter(({ kind }) => kind === 'ship');
}

export function shipOf(read: Pick<ListRead, 'records'>, recordId: string): ListedRecord {
  const ship = read.records.find((record) => record.recordId === recordId);
  if (ship === undefined) throw new Error(`no record ${recordId} among ${read.records.length}`);
  return ship;
}

/** Web page with status 200, as a file server answers that has nothing. */
export const WEB_PAGE =
  '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in</title></head><body>Please wait…</body></html>\n';

/** "A billion laughs": 10 levels of an entity that names the one before ten times. */
export const ENTITY_BOMB = `<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY lol "lol">\n${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i === 0 ? '' : i};`.repeat(10)}">`,
).join('\n')}\n]>\n<lolz>&lol9;</lolz>\n`;
