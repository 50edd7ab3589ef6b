// One post: is its sender let in, is it of a form that is read, and its body, unpacked and within bounds; else the status to
// answer with. What the body says is not looked at, but for whether it says nothing.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

export type Post = { status: 200; body: Uint8Array } | { status: 400 | 401 | 405 | 413 | 415; body?: undefined };

/** Packed and unpacked; a busy coast of a minute, with all that AIS-catcher decodes, has 3 MiB. */
export const MOST_BODY_BYTES = 12 << 20;

const TYPES = /^(?:application\/(?:json|x-ndjson|ndjson|jsonl|octet-stream)|text\/(?:plain|json))\s*(?:;|$)/i;
const unpack = promisify(gunzip);

export async function readPost(request: IncomingMessage, token: string | null): Promise<Post> {
  if (token !== null && !knows(request.headers.authorization ?? '', token)) return { status: 401 };
  if (request.method !== 'POST') return { status: 405 };
  const type = request.headers['content-type'];
  if (type !== undefined && !TYPES.test(type)) return { status: 415 };
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip') return { status: 415 };
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return { status: 413 };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += (chunk as Buffer).length;
      if (length > MOST_BODY_BYTES) return { status: 413 };
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    if (encoding === 'identity' || length === 0) return { status: 200, body };
    return { status: 200, body: await unpack(body, { maxOutputLength: MOST_BODY_BYTES }) };
  } catch (error) {
    return { status: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 413 : 400 };
  }
}

/** Blanks alone, or the frame of a post around no message. */
export function isEmptyPost(body: Uint8Array): boolean {
  if (body.length > 4096) return false;
  const text = Buffer.from(body).toString('latin1').trim();
  return text === '' || text === '[]' || /^\{.*"msgs"\s*:\s*\[\s*\]\s*\}$/s.test(text);
}

/** Does it carry the token, as Bearer or as the password of Basic? Takes as long for a near miss as for a wide one. */
function knows(authorization: string, token: string): boolean {
  const [, scheme = '', given = ''] = /^(\S+) +(\S+)$/.exec(authorization.trim()) ?? [];
  if (scheme.toLowerCase() === 'bearer') return equal(given, token);
  if (scheme.toLowerCase() !== 'basic') return false;
  const pair = Buffer.from(given, 'base64').toString('utf8');
  return equal(pair.slice(pair.indexOf(':') + 1), token);
}

function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
