// Users, and what proves that somebody is one: passwords, sessions, one-time links, tokens, known browsers. Of secrets only
// hashes come in here.

import type { Database } from 'better-sqlite3';
import type { AuditedKind } from '../server/domain/desk/audit.ts';
import type { Signature } from '../server/domain/desk/deed.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { AccessStore, SessionRow, TokenRow, User } from '../server/seams/access-store.ts';
import type { Audit } from './audit.ts';

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
  audit: Audit,
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
  const touchSession = db.prepare<[number, string]>('UPDATE sessions SET seen_at = ? WHERE hash = ?');
  const dropSession = db.prepare<[string, string]>('DELETE FROM sessions WHERE user_id = ? AND id = ?');

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
  const selectTokenById = db.prepare<[string], PlainToken>(`SELECT ${TOKEN} FROM tokens WHERE id = ?`);
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

  /** What the record keeps of a user, a login, a token: no secret, no hash. */
  function note(
    kind: AuditedKind,
    id: string,
    what: string,
    before: unknown,
    after: unknown,
    signed: Signature,
    more: string | null = null,
  ): void {
    const subject = { kind, id };
    audit.append({ ...signed, scope: null, subject, what, reasonCode: null, note: more, before, after, undoes: null });
  }

  function noteUser(before: User | null, after: User, signed: Signature): void {
    const [was, is] = [before && keptOfUser(before), keptOfUser(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    const turned = before !== null && (before.disabledAt === null) !== (after.disabledAt === null);
    const what = before === null ? 'made' : turned ? (after.disabledAt === null ? 'enabled' : 'disabled') : 'changed';
    note('user', after.id, what, was, is, signed);
  }

  /** Ends logins of a user one by one, so that the record names each. */
  function endSessions(userId: string, ends: (session: SessionRow, place: number) => boolean, signed: Signature) {
    const ended = selectSessions.all(userId).filter(ends);
    for (const session of ended) {
      dropSession.run(userId, session.id);
      const what = signed.by === userOf(userId).name && ended.length === 1 ? 'signed out' : 'ended';
      note('session', session.id, what, keptOfSession(session, userOf(userId)), null, signed);
    }
    return ended.length;
  }

  const userOf = (id: string): User => readUser(selectUser.get(id)!);

  return {
    hasUsers: () => ask(() => anyUser.get() === 1),
    users: () => ask(() => selectUsers.all().map(readUser)),
    user: (id) => ask(() => maybe(selectUser.get(id), readUser)),
    userByName: (name) => ask(() => maybe(selectByName.get(name), readUser)),
    saveUser: (user, signed) =>
      write(() => {
        const named = selectByName.get(user.name);
        if (named && named.id !== user.id) throw new CodedError('conflict', `There is a user '${named.name}' already.`);
        const { id, name, role, team, disabledAt, createdAt, settings } = user;
        const before = maybe(selectUser.get(id), readUser);
        upsertUser.run({ id, name, role, team, disabledAt, createdAt, settings: JSON.stringify(settings) });
        if (countAdmins.get() === 0) {
          throw new CodedError(
            'conflict',
            `Without '${name}' as an admin nobody could set up users; make another admin first.`,
          );
        }
        noteUser(before, userOf(id), signed);
        if (disabledAt !== null) {
          endSessions(id, () => true, signed);
          dropLinksOf.run(id);
        }
      }),
    passwordOf: (userId) => ask(() => selectPassword.get(userId) ?? null),
    setPassword: (userId, hash, signed) =>
      write(() => {
        updatePassword.run(hash, signed.at, userId);
        note('user', userId, hash === null ? 'password taken away' : 'password set', null, null, signed);
      }),

    session: (hash) =>
      ask(() => maybe(selectSession.get(hash), (session) => ({ session, user: userOf(session.userId) }))),
    sessionsOf: (userId) => ask(() => selectSessions.all(userId)),
    openSession: (hash, session) =>
      write(() => {
        insertSession.run({ hash, ...session });
        const user = userOf(session.userId);
        const signed = { by: user.name, at: session.createdAt, deed: null };
        note('session', session.id, 'signed in', null, keptOfSession(session, user), signed);
        endSessions(user.id, (_, place) => place >= MOST_SESSIONS, { ...signed, by: 'keelwatch' });
      }),
    sessionSeen: (hash, at) => write(() => void touchSession.run(at, hash)),
    endSessions: (userId, which, signed) =>
      write(() => endSessions(userId, ({ id }) => ('id' in which ? id === which.id : id !== which.allBut), signed)),

    saveLink: (hash, userId, expiresAt, signed) =>
      write(() => {
        dropLinksOf.run(userId);
        insertLink.run(hash, userId, expiresAt);
        note('user', userId, 'link made', null, { expiresAt }, signed);
      }),
    linkOf: (hash, at) => ask(() => maybe(selectLink.get(hash, at), userOf)),
    takeLink: (hash, at) =>
      write(() => {
        const user = maybe(selectLink.get(hash, at), userOf);
        if (user !== null) {
          dropLinksOf.run(user.id);
          note('user', user.id, 'link used', null, null, { by: user.name, at, deed: null });
        }
        return user;
      }),

    token: (hash) =>
      ask(() => maybe(selectToken.get(hash), (row) => ({ token: readToken(row), user: userOf(row.userId) }))),
    tokens: (userId) => ask(() => selectTokens.all({ userId: userId ?? null }).map(readToken)),
    saveToken: (hash, { scopes, watchlists, usedAt: _, ...token }, signed) =>
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
        note(
          'token',
          token.id,
          'made',
          null,
          keptOfToken(readToken(selectTokenById.get(token.id)!), userOf(token.userId)),
          signed,
        );
      }),
    tokenUsed: (id, at) => write(() => void touchToken.run(at, id)),
    deleteToken: (id, signed, userId) =>
      write(() => {
        const before = selectTokenById.get(id);
        if (before === undefined || dropToken.run({ id, userId: userId ?? null }).changes === 0) return false;
        note('token', id, 'removed', keptOfToken(readToken(before), userOf(before.userId)), null, signed);
        return true;
      }),

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

function keptOfUser({ name, role, team, disabledAt, settings }: User) {
  return { name, role, team, disabled: disabledAt !== null, settings };
}

function keptOfSession({ how, createdAt, address, agent }: SessionRow, { name }: User) {
  return { user: name, how, createdAt, address, agent };
}

function keptOfToken({ title, scopes, watchlists, expiresAt }: TokenRow, { name }: User) {
  return { user: name, title, scopes, watchlists, expiresAt };
}

function maybe<A, B>(value: A | undefined, then: (value: A) => B): B | null {
  return value === undefined ? null : then(value);
}
