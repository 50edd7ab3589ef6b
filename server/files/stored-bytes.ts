// The bytes of a recording as they are stored: a regular file, or standard input. Chunks out, and every wait has an end:
// opening, reading and closing a file have a deadline each, and whoever cancels is answered at once, whatever hangs below.
// What is no regular file (a pipe, a device, a folder) is refused by name: such a thing may never answer.

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { CodedError } from '../domain/errors.ts';

export interface Bytes {
  /** The next chunk, null at the end. Rejects with a CodedError when no more can be had. */
  next(): Promise<Uint8Array | null>;
  /** Lets go of what is below; `next` then gives null. Never waits long. */
  close(): Promise<void>;
}

export interface WaitOptions {
  signal?: AbortSignal | undefined;
  /** How long a file may take to be opened, or to give its next chunk, ms. A disk that spins up takes ten seconds. */
  deadlineMs?: number | undefined;
}

export interface StoredFile extends Bytes {
  /** As it was when it was opened: what is written behind that later is not read. */
  readonly size: number;
}

/** Read at once; also what a decompressor is fed at once. */
export const CHUNK_BYTES = 65_536;
const DEADLINE_MS = 30_000;
const CLOSE_MS = 500;

/** How a file is opened; a test hands in one that hangs. */
export type OpenFile = (path: string, flags: number) => Promise<Pick<FileHandle, 'stat' | 'read' | 'close'>>;

export async function openFile(path: string, waits: WaitOptions = {}, openWith: OpenFile = open): Promise<StoredFile> {
  const name = basename(path);
  // Without O_NONBLOCK the opening of a pipe waits for a writer, and the thread with it.
  const opening = openWith(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const handle = await within(opening, `${name} cannot be opened`, waits).catch((error: unknown) => {
    opening.then(
      (late) => void late.close().catch(() => undefined),
      () => undefined,
    );
    throw unreadable(path, error);
  });
  let closed = false;
  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    // A read that hangs holds the file; it is let go of when that ends.
    await within(handle.close(), '', { deadlineMs: CLOSE_MS }).catch(() => undefined);
  }
  try {
    const found = await within(handle.stat(), `${name} cannot be read`, waits);
    if (!found.isFile()) throw new CodedError('invalid', `${path} is ${whatIs(found)}, not a file`);
    return { size: found.size, next: readerOf(handle, name, found.size, waits, () => closed), close };
  } catch (error) {
    await close();
    throw unreadable(path, error);
  }
}

function readerOf(
  handle: Pick<FileHandle, 'read'>,
  name: string,
  size: number,
  waits: WaitOptions,
  isClosed: () => boolean,
): Bytes['next'] {
  let asked = 0;
  let done = 0;
  let ahead: ReturnType<typeof ask> | null = null;
  function ask() {
    const wanted = Math.min(CHUNK_BYTES, size - asked);
    const reading = handle.read(new Uint8Array(wanted), 0, wanted, asked);
    // Told when it is waited for.
    reading.catch(() => undefined);
    return reading;
  }
  return async () => {
    if (isClosed() || done === size) return null;
    let read: Awaited<ReturnType<typeof ask>>;
    try {
      read = await within(ahead ?? ask(), `${name} cannot be read`, waits);
    } catch (error) {
      throw unreadable(name, error, 'unavailable');
    }
    if (read.bytesRead === 0) {
      const sizes = `${done.toLocaleString('en')} of ${size.toLocaleString('en')} bytes`;
      throw new CodedError('unavailable', `${name} was cut off while it was read, after ${sizes}`);
    }
    done += read.bytesRead;
    asked = done;
    // The disk reads on while this chunk is worked on.
    ahead = done < size && !isClosed() ? ask() : null;
    return read.buffer.subarray(0, read.bytesRead);
  };
}

/** Standard input has no deadline: it may be quiet for as long as its writer is. */
export function readStream(name: string, stream: Readable, { signal }: WaitOptions = {}): Bytes {
  const chunks = stream[Symbol.asyncIterator]();
  const waits = { signal, deadlineMs: Number.POSITIVE_INFINITY };
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async next() {
      while (rest.length === 0) {
        let step: IteratorResult<unknown>;
        try {
          step = await within(chunks.next(), '', waits);
        } catch (error) {
          throw unreadable(name, error, 'unavailable');
        }
        if (step.done) return null;
        rest = typeof step.value === 'string' ? Buffer.from(step.value) : (step.value as Uint8Array);
      }
      const piece = rest.subarray(0, CHUNK_BYTES);
      rest = rest.subarray(CHUNK_BYTES);
      return piece;
    },
    async close() {
      rest = new Uint8Array(0);
      stream.destroy();
    },
  };
}

/** What was waited for has been cancelled by whoever asked for it. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

/** The result of the work, unless it is cancelled or does not come in time; the work itself may go on unheard. */
function within<T>(work: Promise<T>, what: string, { signal, deadlineMs = DEADLINE_MS }: WaitOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    const cancel = (): void => {
      stop();
      reject(new CancelledError());
    };
    const timer =
      deadlineMs === Number.POSITIVE_INFINITY
        ? undefined
        : setTimeout(() => {
            stop();
            reject(new CodedError('unavailable', `${what}: nothing came for ${deadlineMs / 1000} s`));
          }, deadlineMs);
    work.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel);
  });
}

function whatIs(found: Awaited<ReturnType<FileHandle['stat']>>): string {
  if (found.isDirectory()) return 'a folder';
  return found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
}

/** One sentence for what the system says; what has one already keeps it. */
function unreadable(name: string, error: unknown, otherwise: CodedError['code'] = 'invalid'): Error {
  if (error instanceof CodedError || error instanceof CancelledError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new CodedError('not_found', `there is no file ${name}`);
  if (code === 'EACCES' || code === 'EPERM')
    return new CodedError('invalid', `${name} cannot be read: permission denied`);
  if (code === 'EISDIR') return new CodedError('invalid', `${name} is a folder, not a file`);
  // A pipe or socket that nobody has opened at its other end.
  if (code === 'ENXIO') return new CodedError('invalid', `${name} is no file that can be read`);
  if (code === 'EMFILE') return new CodedError('unavailable', `${name} cannot be opened: too many files are open`);
  return new CodedError(otherwise, `${name} cannot be read${code === '' ? '' : ` (${code})`}`, { cause: error });
}
