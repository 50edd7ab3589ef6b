// Secrets that the program makes (sessions, tokens, links): 256 random bits, of which only a hash is kept. A plain SHA-256 will
// do, for nobody guesses so many bits; passwords are another matter (password-hash.ts).

import { createHash, randomBytes } from 'node:crypto';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A name that gives no access. */
export function newId(kind: string): string {
  return `${kind}_${randomBytes(9).toString('base64url')}`;
}
