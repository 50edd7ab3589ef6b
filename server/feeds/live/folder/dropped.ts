// The files of a folder: which lie there, and what one of them is: the hash of its bytes as they are stored, its format, and
// the first time that it tells.

import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../../domain/report.ts';
import { openFile } from '../../../files/stored-bytes.ts';
import type { ParserOptions, TrackFormat } from '../../feed.ts';
import { formatOf } from '../../index.ts';
import { openSource, type TrackSource } from '../../source.ts';
import { FeedFailure } from '../live-feed.ts';
import { failureOf } from '../socket-failure.ts';

export interface Dropped {
  name: string;
  size: number;
  /** As the disk has it, ms. */
  changedAt: number;
  /** When we first saw it so, UTC ms. */
  seenAt: number;
}

export interface Recording {
  file: Dropped;
  hash: string;
  format: TrackFormat;
  /** UTC ms; Infinity where its beginning tells no time. */
  firstAt: number;
  open(): Promise<TrackSource>;
}

/** What programs call a file that they are still writing. */
const UNDER_WAY = /^\.|~$|\.(part|partial|tmp|temp|crdownload|download|filepart|swp)$/i;

/** Its regular files in the order of their names. Throws a FeedFailure where the folder cannot be read. */
export async function look(path: string, most: number, at: number): Promise<{ files: Dropped[]; more: boolean }> {
  let names: string[];
  try {
    names = (await readdir(path)).filter((name) => !UNDER_WAY.test(name)).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new FeedFailure('unreachable', `${path}: there is no such folder.`, { cause: error });
    if (code === 'ENOTDIR') throw new FeedFailure('invalid', `${path}: is a file, not a folder.`, { cause: error });
    if (code === 'EACCES') throw new FeedFailure('refused', `${path}: this user may not read it.`, { cause: error });
    throw failureOf(error, path);
  }
  const files: Dropped[] = [];
  for (const name of names.slice(0, most)) {
    // One that went away meanwhile is none.
    const found = await stat(join(path, name)).catch(() => null);
    if (found?.isFile()) files.push({ name, size: found.size, changedAt: found.mtimeMs, seenAt: at });
  }
  return { files, more: names.length > most };
}

/** Throws a CodedError with one sentence where it is no recording, and a CancelledError where it was cancelled. */
export async function readRecording(path: string, signal: AbortSignal): Promise<Omit<Recording, 'file'>> {
  const open = () => openSource(path, { signal });
  const source = await open();
  let format: TrackFormat;
  let firstAt: number;
  try {
    const options = optionsOf(source.name);
    format = formatOf(new TextDecoder().decode(source.head), options);
    firstAt = firstTime(format, source.head, options);
  } finally {
    await source.close();
  }
  return { hash: await hashOf(path, signal), format, firstAt, open };
}

function optionsOf(source: string): ParserOptions {
  return { source, startAt: null, linesPerSecond: 1, columns: null, mmsi: null, dateOrder: null };
}

function firstTime(format: TrackFormat, head: Uint8Array, options: ParserOptions): number {
  let firstAt = Number.POSITIVE_INFINITY;
  const sink = {
    report({ at }: Readonly<Report>) {
      firstAt = Math.min(firstAt, at);
    },
    reject() {},
  };
  format.open(options).push(head, sink);
  return firstAt;
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const file = await openFile(path, { signal });
  const hash = createHash('sha256');
  try {
    for (let bytes = await file.next(); bytes !== null; bytes = await file.next()) hash.update(bytes);
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
