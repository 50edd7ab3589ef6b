// Passwords as Argon2id with 19 MiB and two passes (OWASP's floor), written with its parameters so that they can grow. A hash
// takes a tenth of a second of a thread, so only a few are worked out at once, a few wait, and the rest is turned away.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { CodedError } from '../domain/errors.ts';

const work = promisify(argon2);
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** Threads of the pool that are left to files and packing are then at least two. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long for no hash at all, so that nobody learns from the time who has one. */
  fits(password: string, hash: string | null): Promise<boolean>;
}

export function createHasher(): PasswordHasher {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING) {
        throw new CodedError('too_many', 'Too many sign-ins at once; try again in some seconds.');
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running++;
    try {
      return await task();
    } finally {
      running--;
      waiting.shift()?.();
    }
  }

  const tag = (password: string, nonce: Buffer, cost: typeof COST) =>
    inTurn(() => work('argon2id', { message: password, nonce, tagLength: TAG_BYTES, ...cost }));

  const nobodys = written(Buffer.alloc(SALT_BYTES), Buffer.alloc(TAG_BYTES));

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return written(salt, await tag(password, salt, COST));
    },
    async fits(password, hash) {
      const { cost, salt, tag: kept } = read(hash ?? nobodys);
      const given = await tag(password, salt, cost);
      return timingSafeEqual(given, kept) && hash !== null;
    },
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
