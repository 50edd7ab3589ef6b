// A recording that a person sends: bytes come in, a file of the data folder goes out, whole or not at all. It is bounded in
// size, never takes the place of another file, and what broke off leaves nothing.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../domain/errors.ts';

/** A day of a busy region, packed, is a tenth of it. */
export const MOST_RECORDING_BYTES = 512 * 1024 * 1024;
/** Names that are tried where one is taken by another recording. */
const MOST_NAMES = 50;

export interface ReceivedRecording {
  /** Its name in the folder of recordings. */
  file: string;
  bytes: number;
  /** It was there already, byte by byte. */
  known: boolean;
}

export async function receiveRecording(
  folder: string,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  most = MOST_RECORDING_BYTES,
): Promise<ReceivedRecording> {
  const wanted = safeName(name);
  const part = join(folder, `.${wanted}.${process.pid}-${Math.floor(performance.now() * 1000)}.part`);
  const hash = createHash('sha256');
  let size = 0;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        size += chunk.byteLength;
        if (size > most) {
          throw new CodedError(
            'invalid',
            `“${name}” has more than ${Math.floor(most / 1024 / 1024)} MiB: pack or cut it.`,
          );
        }
        hash.update(chunk);
        await file.write(chunk);
      }
    } finally {
      await file.close();
    }
    if (size === 0) throw new CodedError('invalid', `“${name}” is empty.`);
    const sum = hash.digest('hex');
    for (let i = 1; i <= MOST_NAMES; i++) {
      const file = i === 1 ? wanted : numbered(wanted, i);
      const path = join(folder, file);
      const there = await stat(path).catch(() => null);
      if (there === null) {
        await rename(part, path);
        return { file, bytes: size, known: false };
      }
      if (there.isFile() && there.size === size && (await sumOf(path)) === sum) {
        await unlink(part);
        return { file, bytes: size, known: true };
      }
    }
    throw new CodedError(
      'conflict',
      `There are ${MOST_NAMES} recordings by the name “${wanted}” already: rename yours.`,
    );
  } catch (error) {
    await unlink(part).catch(() => undefined);
    throw error;
  }
}

/** Letters, digits, dots, dashes; no folder, no dot in front. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const safe = last
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-100);
  return safe === '' ? 'recording' : safe;
}

/** "track.nmea.gz" is "track-2.nmea.gz": the endings say the format. */
function numbered(name: string, i: number): string {
  const dot = name.indexOf('.');
  return dot < 0 ? `${name}-${i}` : `${name.slice(0, dot)}-${i}${name.slice(dot)}`;
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
