// Fetches one file of a list from its address into a file of ours. Conditional (ETag, Last-Modified), bounded in size
// and time, redirected only to https and never to an address of this machine or its network; that is checked for the
// very address that is connected to, after name resolution. What the server said comes back, or one sentence.

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { CodedError } from '../../domain/errors.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { guardedLookup, mustNameNoPrivateAddress, RefusedAddress } from '../../net/public-address.ts';

export interface FetchOptions {
  /** Where the body goes; overwritten. */
  path: string;
  /** From the last good fetch of this address. */
  etag?: string | null;
  lastModified?: string | null;
  /** Upper bound of the file, unpacked, bytes. The largest list has 127 MB (OFAC advanced XML). */
  mostBytes?: number;
  /** For the whole fetch with its redirects, ms. SECO takes minutes. */
  timeoutMs?: number;
  /** For tests alone: plain http and addresses of this machine are allowed. */
  allowLoopback?: boolean;
}

export type Fetched =
  | {
      outcome: 'fetched';
      status: number;
      bytes: number;
      sha256: string;
      etag: string | null;
      lastModified: string | null;
    }
  | { outcome: 'not modified'; status: number };

/** A fetch that failed: 'unavailable' may go better later, 'invalid' will not. */
export class FetchError extends CodedError {
  readonly status: number | null;
  constructor(code: 'invalid' | 'unavailable', message: string, status: number | null = null) {
    super(code, message);
    this.status = status;
  }
}

export const MOST_BYTES = 300_000_000;
const FETCH_MS = 10 * MINUTE_MS;
const MOST_REDIRECTS = 5;
/** Sites that refuse programs look at this first. */
const USER_AGENT = 'keelwatch (list import)';

export async function fetchFile(address: string, options: FetchOptions): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? FETCH_MS);
  try {
    let url = parseAddress(address, options.allowLoopback === true, 'the address');
    for (let redirects = 0; ; redirects++) {
      const answer = await ask(url, options, signal);
      const status = answer.statusCode ?? 0;
      const { location } = answer.headers;
      if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
        answer.destroy();
        if (redirects >= MOST_REDIRECTS) {
          throw new FetchError('invalid', `${address} redirects more than ${MOST_REDIRECTS} times.`, status);
        }
        if (!URL.canParse(location, url)) {
          throw new FetchError(
            'invalid',
            `${address} redirects to '${location.slice(0, 100)}', which is no address.`,
            status,
          );
        }
        url = parseAddress(new URL(location, url).href, options.allowLoopback === true, `${address} redirects to`);
        continue;
      }
      return await take(answer, address, status, options, signal);
    }
  } catch (error) {
    throw sentenceFor(error, address, options, signal);
  }
}

async function take(
  answer: IncomingMessage,
  address: string,
  status: number,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  if (status === 304) {
    answer.destroy();
    return { outcome: 'not modified', status };
  }
  if (status !== 200) {
    answer.destroy();
    const retry = status === 429 || status >= 500;
    throw new FetchError(retry ? 'unavailable' : 'invalid', `${address} answers ${status}${meaning(status)}.`, status);
  }
  const most = options.mostBytes ?? MOST_BYTES;
  const told = Number(answer.headers['content-length']);
  if (told > most) {
    answer.destroy();
    throw new FetchError('invalid', tooLarge(address, most), status);
  }
  const hash = createHash('sha256');
  const gauge = new Gauge(address, most, hash, status);
  const unpack = unpackerFor(answer.headers['content-encoding']);
  const file = createWriteStream(options.path);
  await (unpack ? pipeline(answer, unpack, gauge, file, { signal }) : pipeline(answer, gauge, file, { signal }));
  if (Number.isFinite(told) && !unpack && gauge.bytes !== told) {
    throw new FetchError('unavailable', `${address} broke off: ${gauge.bytes} of ${told} bytes came.`, status);
  }
  return {
    outcome: 'fetched',
    status,
    bytes: gauge.bytes,
    sha256: hash.digest('hex'),
    etag: answer.headers.etag ?? null,
    lastModified: answer.headers['last-modified'] ?? null,
  };
}

/** Counts and hashes what goes by, and stops at the bound: a small answer may unpack into a very large one. */
class Gauge extends Transform {
  bytes = 0;
  readonly #refusal: () => FetchError;
  readonly #most: number;
  readonly #hash: ReturnType<typeof createHash>;

  constructor(address: string, most: number, hash: ReturnType<typeof createHash>, status: number) {
    super();
    this.#most = most;
    this.#hash = hash;
    this.#refusal = () => new FetchError('invalid', tooLarge(address, most), status);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes > this.#most) {
      done(this.#refusal());
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }
}

function unpackerFor(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new FetchError('invalid', `The answer is packed as '${encoding}', which cannot be read.`);
  }
}

function ask(url: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const headers: Record<string, string> = { 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, br', accept: '*/*' };
  if (options.etag) headers['if-none-match'] = options.etag;
  if (options.lastModified) headers['if-modified-since'] = options.lastModified;
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, {
      headers,
      signal,
      lookup: guardedLookup({ allowLoopback: options.allowLoopback === true }),
      agent: false,
    })
      .once('response', resolve)
      .once('error', reject)
      .end();
  });
}

/** https only, no name and password inside, and no bare address of this machine or its network. */
function parseAddress(text: string, allowLoopback: boolean, what: string): URL {
  if (!URL.canParse(text)) throw new FetchError('invalid', `${what} '${text.slice(0, 200)}' is no address.`);
  const url = new URL(text);
  const shown = `${url.protocol}//${url.host}`;
  if (url.protocol !== 'https:' && !(allowLoopback && url.protocol === 'http:')) {
    throw new FetchError('invalid', `${what} ${shown}: lists are fetched by https only.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchError('invalid', `${what} ${shown}: an address with a name and a password in it is not fetched.`);
  }
  mustNameNoPrivateAddress(url, { allowLoopback });
  return url;
}

function tooLarge(address: string, most: number): string {
  return `${address} gives more than ${Math.round(most / 1e6)} MB; that is no list.`;
}

function meaning(status: number): string {
  if (status === 404 || status === 410) return ' (not there any more)';
  if (status === 401 || status === 403)
    return ' (refused; some sites turn programs away: download it and import the file)';
  return status === 429 ? ' (asked too often)' : '';
}

function sentenceFor(error: unknown, address: string, options: FetchOptions, signal: AbortSignal): unknown {
  if (error instanceof FetchError) return error;
  if (error instanceof RefusedAddress)
    return new FetchError('invalid', `${error.message}; lists are not fetched from there.`);
  if (signal.aborted) {
    const seconds = Math.round((options.timeoutMs ?? FETCH_MS) / 1000);
    return new FetchError('unavailable', `${address} gave no whole answer within ${seconds} s.`);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_'))
    return new FetchError('invalid', `${address} gives a packed answer that cannot be unpacked.`);
  if (code === 'ENOTFOUND') return new FetchError('unavailable', `${address}: the name of the site is not known.`);
  if (code === '') return error;
  return new FetchError('unavailable', `${address} cannot be reached (${code}).`);
}
