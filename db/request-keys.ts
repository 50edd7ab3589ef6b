// Requests by the key that their sender gave them. They are kept for a day, and the newest ten thousand of them.

import type { Database } from 'better-sqlite3';
import { DAY_MS } from '../server/domain/time.ts';
import type { KeptRequest, KeyStore } from '../server/seams/key-store.ts';

const MOST_KEYS = 10_000;

interface Row {
  asked: string;
  at: number;
  status: number | null;
  type: string | null;
  body: string | null;
}

/** `write` runs a change as the rest of the store does. */
export function keyStore(db: Database, write: <T>(change: () => T) => Promise<T>): KeyStore {
  const select = db.prepare<[string], Row>('SELECT asked, at, status, type, body FROM request_keys WHERE key = ?');
  const insert = db.prepare<[string, string, number]>('INSERT INTO request_keys (key, asked, at) VALUES (?, ?, ?)');
  const settle = db.prepare<[number, string, string | null, string]>(
    'UPDATE request_keys SET status = ?, type = ?, body = ? WHERE key = ?',
  );
  const remove = db.prepare<[string]>('DELETE FROM request_keys WHERE key = ?');
  const forget = db.prepare<[number]>('DELETE FROM request_keys WHERE at < ?');
  const forgetOldest = db.prepare<[number]>(
    'DELETE FROM request_keys WHERE key IN (SELECT key FROM request_keys ORDER BY at DESC LIMIT -1 OFFSET ?)',
  );

  return {
    beginRequest: (key, asked, at) =>
      write((): KeptRequest | null => {
        forget.run(Math.round(at) - DAY_MS);
        const row = select.get(key);
        if (row !== undefined) {
          const { status, type, body, ...kept } = row;
          return { ...kept, answer: status === null ? null : { status, type: type ?? '', body } };
        }
        insert.run(key, asked, Math.round(at));
        forgetOldest.run(MOST_KEYS);
        return null;
      }),
    settleRequest: (key, answer) =>
      write(() => {
        if (answer === null) remove.run(key);
        else settle.run(answer.status, answer.type, answer.body, key);
      }),
  };
}
