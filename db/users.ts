// Users, and what proves that somebody is one: passwords, sessions, one-time links, tokens, known browsers. Of secrets only
// hashes come in here.

import type { Database } from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';
import type { AccessStore, SessionRow, TokenRow, User } from '../server/seams/access-store.ts';

interface UserRow {
  id: string;
  name: string;
  role: User['role'];
  team: string | null;
  password: string | null;
  disabled_at: number | null;
  created_at: number;
  settings: string;
}

const USER = 'users.id, users.name, role, team, password, disabled_at, users.created_at, settings';
const SESSION = `sessions.id AS id, user_id AS userId, how, sessions.created_at AS createdAt, seen_at AS seenAt, address, agent`;
const TOKEN = `tokens.id AS id, user_id AS userId, title, scopes, watchlists, tokens.created_at AS createdAt,
  expires_at AS expiresAt, used_at AS usedAt`;
type PlainToken = Omit<TokenRow, 'scopes' | 'watchlists'> & { scopes: string; watchlists: string | null };

/** Of one user; the one that was used longest ago goes first. */
const MOST_SESSIONS = 50;
const MOST_DEVICES = 20;
const MOST_TOKENS = 100;

/** `ask` and `write` run a question or a change as the rest of the store does. */
export function accessStore(
  db: Database,
  ask: <T>(question: () => T) => Promise<T>,
  write: <T>(change: () => T) => Promise<T>,
): AccessStore {
  const anyUser = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM users)').pluck();
  const selectUsers = db.prepare<[], UserRow>(`SELECT ${USER} FROM users ORDER BY name`);
  const selectUser = db.prepare<[string], UserRow>(`SELECT ${USER} FROM users WHERE id = ?`);
  const selectByName = db.prepare<[string], UserRow>(`SELECT ${USER} FROM users WHERE name = ?`);
  const upsertUser = db.prepare(`
    INSERT INTO users (id, name, role, team, disabled_at, created_at, settings)
    VALUES (:id, :name, :role, :team, :disabledAt, :createdAt, :settings)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, team = excluded.team,
      disabled_at = excluded.disabled_at, settings = excluded.settings`);
  const countAdmins = db
    .prepare<[], number>("SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL")
    .pluck();
  const selectPassword = db.prepare<[string], string | null>('SELECT password FROM users WHERE id = ?').pluck();
  const updatePassword = db.prepare<[string | null, number, string]>(
    'UPDATE users SET password = ?, password_at = ? WHERE id = ?',
  );

  const selectSession = db.prepare<[string], SessionRow>(`SELECT ${SESSION} FROM sessions WHERE hash = ?`);
  const selectSessions = db.prepare<[string], SessionRow>(
    `SELECT ${SESSION} FROM sessions WHERE user_id = ? ORDER BY seen_at DESC, id`,
  );
  const insertSession = db.prepare(`
    INSERT INTO sessions (hash, id, user_id, how, created_at, seen_at, address, agent)
    VALUES (:hash, :id, :userId, :how, :createdAt, :seenAt, :address, :agent)`);
  const dropOldest = db.prepare(`
    DELETE FROM sessions WHERE user_id = :userId AND hash NOT IN (
      SELECT hash FROM sessions WHERE user_id = :userId ORDER BY seen_at DESC LIMIT ${MOST_SESSIONS})`);
  const touchSession = db.prepare<[number, string]>('UPDATE sessions SET seen_at = ? WHERE hash = ?');
  const dropSession = db.prepare<[string, string]>('DELETE FROM sessions WHERE user_id = ? AND id = ?');
  const dropSessions = db.prepare<[string, string | null]>('DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?');

  const insertLink = db.prepare<[string, string, number]>(
    'INSERT INTO links (hash, user_id, expires_at) VALUES (?, ?, ?)',
  );
  const dropLinksOf = db.prepare<[string]>('DELETE FROM links WHERE user_id = ?');
  const selectLink = db
    .prepare<[string, number], string>('SELECT user_id FROM links WHERE hash = ? AND expires_at > ?')
    .pluck();

  const selectToken = db.prepare<[string], PlainToken>(`SELECT ${TOKEN} FROM tokens WHERE hash = ?`);
  const selectTokens = db.prepare<[{ userId: string | null }], PlainToken>(
    `SELECT ${TOKEN} FROM tokens WHERE :userId IS NULL OR user_id = :userId ORDER BY created_at DESC, id`,
  );
  const insertToken = db.prepare(`
    INSERT INTO tokens (id, hash, user_id, title, scopes, watchlists, created_at, expires_at)
    VALUES (:id, :hash, :userId, :title, :scopes, :watchlists, :createdAt, :expiresAt)`);
  const touchToken = db.prepare<[number, string]>('UPDATE tokens SET used_at = ? WHERE id = ?');
  const dropToken = db.prepare<[{ id: string; userId: string | null }]>(
    'DELETE FROM tokens WHERE id = :id AND (:userId IS NULL OR user_id = :userId)',
  );

  const hasDevice = db
    .prepare<[string, string], number>('SELECT 1 FROM devices WHERE user_id = ? AND hash = ?')
    .pluck();
  const upsertDevice = db.prepare<[string, string, number]>(
    'INSERT INTO devices (user_id, hash, seen_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at',
  );
  const dropOldDevices = db.prepare(`
    DELETE FROM devices WHERE user_id = :userId AND hash NOT IN (
      SELECT hash FROM devices WHERE user_id = :userId ORDER BY seen_at DESC LIMIT ${MOST_DEVICES})`);

  const userOf = (id: string): User => readUser(selectUser.get(id)!);

  return {
    hasUsers: () => ask(() => anyUser.get() === 1),
    users: () => ask(() => selectUsers.all().map(readUser)),
    user: (id) => ask(() => maybe(selectUser.get(id), readUser)),
    userByName: (name) => ask(() => maybe(selectByName.get(name), readUser)),
    saveUser: (user) =>
      write(() => {
        const named = selectByName.get(user.name);
        if (named && named.id !== user.id) throw new CodedError('conflict', `There is a user '${named.name}' already.`);
        const { id, name, role, team, disabledAt, createdAt, settings } = user;
        upsertUser.run({ id, name, role, team, disabledAt, createdAt, settings: JSON.stringify(settings) });
        if (countAdmins.get() === 0) {
          throw new CodedError(
            'conflict',
            `Without '${name}' as an admin nobody could set up users; make another admin first.`,
          );
        }
        if (disabledAt !== null) {
          dropSessions.run(id, null);
          dropLinksOf.run(id);
        }
      }),
    passwordOf: (userId) => ask(() => selectPassword.get(userId) ?? null),
    setPassword: (userId, hash, at) => write(() => void updatePassword.run(hash, at, userId)),

    session: (hash) =>
      ask(() => maybe(selectSession.get(hash), (session) => ({ session, user: userOf(session.userId) }))),
    sessionsOf: (userId) => ask(() => selectSessions.all(userId)),
    openSession: (hash, session) =>
      write(() => {
        insertSession.run({ hash, ...session });
        dropOldest.run({ userId: session.userId });
      }),
    sessionSeen: (hash, at) => write(() => void touchSession.run(at, hash)),
    endSessions: (userId, which) =>
      write(() =>
        'id' in which ? dropSession.run(userId, which.id).changes : dropSessions.run(userId, which.allBut).changes,
      ),

    saveLink: (hash, userId, expiresAt) =>
      write(() => {
        dropLinksOf.run(userId);
        insertLink.run(hash, userId, expiresAt);
      }),
    linkOf: (hash, at) => ask(() => maybe(selectLink.get(hash, at), userOf)),
    takeLink: (hash, at) =>
      write(() => {
        const user = maybe(selectLink.get(hash, at), userOf);
        if (user !== null) dropLinksOf.run(user.id);
        return user;
      }),

    token: (hash) =>
      ask(() => maybe(selectToken.get(hash), (row) => ({ token: readToken(row), user: userOf(row.userId) }))),
    tokens: (userId) => ask(() => selectTokens.all({ userId: userId ?? null }).map(readToken)),
    saveToken: (hash, { scopes, watchlists, usedAt: _, ...token }) =>
      write(() => {
        if (selectTokens.all({ userId: token.userId }).length >= MOST_TOKENS) {
          throw new CodedError('conflict', `There are ${MOST_TOKENS} tokens already; take one back first.`);
        }
        insertToken.run({
          ...token,
          hash,
          scopes: JSON.stringify(scopes),
          watchlists: watchlists === null ? null : JSON.stringify(watchlists),
        });
      }),
    tokenUsed: (id, at) => write(() => void touchToken.run(at, id)),
    deleteToken: (id, userId) => write(() => dropToken.run({ id, userId: userId ?? null }).changes > 0),

    isKnownDevice: (userId, hash) => ask(() => hasDevice.get(userId, hash) === 1),
    knowDevice: (userId, hash, at) =>
      write(() => {
        upsertDevice.run(userId, hash, at);
        dropOldDevices.run({ userId });
      }),
  };
}

function readUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    team: row.team,
    hasPassword: row.password !== null,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    settings: JSON.parse(row.settings) as Record<string, unknown>,
  };
}

function readToken({ scopes, watchlists, ...row }: PlainToken): TokenRow {
  return {
    ...row,
    scopes: JSON.parse(scopes) as TokenRow['scopes'],
    watchlists: watchlists === null ? null : (JSON.parse(watchlists) as string[]),
  };
}

function maybe<A, B>(value: A | undefined, then: (value: A) => B): B | null {
  return value === undefined ? null : then(value);
}
