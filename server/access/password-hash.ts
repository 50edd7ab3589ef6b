// Passwords as Argon2id with 19 MiB and two passes (OWASP's floor), written with its parameters so that they can grow. A hash
// takes a tenth of a second of a thread, so one is worked out at a time, a few wait, and the rest is turned away. Whoever is known (a
// browser that has signed in before, a login, a link) has a lane of their own: strangers who guess never keep them waiting.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { CodedError } from '../domain/errors.ts';

const work = promisify(argon2);
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** In each lane. Threads of the pool that are left to files and packing are then at least two. */
const AT_ONCE = 1;
const MOST_WAITING = 20;

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long for no hash at all, so that nobody learns from the time who has one. */
  fits(password: string, hash: string | null, who: 'known' | 'stranger'): Promise<boolean>;
}

export function createHasher(): PasswordHasher {
  const lanes = { known: createLane(), stranger: createLane() };

  const tag = (password: string, nonce: Buffer, cost: typeof COST, who: keyof typeof lanes) =>
    lanes[who](() => work('argon2id', { message: password, nonce, tagLength: TAG_BYTES, ...cost }));

  const nobodys = written(Buffer.alloc(SALT_BYTES), Buffer.alloc(TAG_BYTES));

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return written(salt, await tag(password, salt, COST, 'known'));
    },
    async fits(password, hash, who) {
      const { cost, salt, tag: kept } = read(hash ?? nobodys);
      const given = await tag(password, salt, cost, who);
      return timingSafeEqual(given, kept) && hash !== null;
    },
  };
}

/** So many at once, so many that wait, and no more. */
function createLane(): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING) {
        throw new CodedError('too_many', 'Too many sign-ins at once; try again in some seconds.');
      }
      // Whoever ends hands the place over.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** The usual form: $argon2id$v=19$m=19456,t=2,p=1$salt$tag */
function written(salt: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(salt)}$${plain(tag)}`;
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function read(text: string): { cost: typeof COST; salt: Buffer; tag: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(text);
  if (!match) throw new Error('a stored password is in no form that is known');
  return {
    cost: { memory: Number(match[1]), passes: Number(match[2]), parallelism: Number(match[3]) },
    salt: Buffer.from(match[4]!, 'base64'),
    tag: Buffer.from(match[5]!, 'base64'),
  };
}
