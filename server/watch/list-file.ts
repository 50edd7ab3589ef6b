// A file of a list that a person sends: kept in a folder of its own while it is read, and gone afterwards. What is made of it is
// the import's.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportFiles } from './list-import.ts';
import type { ImportResult } from './list-intake.ts';

/** The largest list that is published today, with room. */
export const MOST_LIST_BYTES = 256 * 1024 * 1024;

export interface ListFileDeps {
  receive(folder: string, name: string, bytes: AsyncIterable<Uint8Array>, most: number): Promise<{ file: string }>;
  importFiles(request: ImportFiles): Promise<ImportResult>;
}

export async function takeListFile(
  { receive, importFiles }: ListFileDeps,
  source: string,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  word: Pick<ImportFiles, 'accepted' | 'publishedAt' | 'by'>,
): Promise<ImportResult> {
  const folder = await mkdtemp(join(tmpdir(), 'keelwatch-list-'));
  try {
    const { file } = await receive(folder, name, bytes, MOST_LIST_BYTES);
    return await importFiles({ ...word, source, files: [join(folder, file)] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
