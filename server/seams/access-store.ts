// The part of the store that keeps who may use the monitor: users, sessions, one-time links, tokens. Secrets come here as their
// hashes alone. What changes is written down with who did it, never a secret or its hash. Nothing here knows SQL; `db/` implements it.

import type { Role, TokenScope } from '../domain/access/need.ts';
import type { Signature } from '../domain/desk/deed.ts';

export interface User {
  id: string;
  name: string;
  role: Role;
  team: string | null;
  hasPassword: boolean;
  disabledAt: number | null;
  createdAt: number;
  settings: Record<string, unknown>;
}

export interface SessionRow {
  /** A name for it that gives no access. */
  id: string;
  userId: string;
  how: string;
  createdAt: number;
  seenAt: number;
  address: string;
  agent: string;
}

export interface TokenRow {
  id: string;
  userId: string;
  title: string;
  scopes: readonly TokenScope[];
  watchlists: readonly string[] | null;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

export interface AccessStore {
  /** Is there any user? Then nothing is open any more. */
  hasUsers(): Promise<boolean>;
  users(): Promise<User[]>;
  user(id: string): Promise<User | null>;
  userByName(name: string): Promise<User | null>;
  /** Rejects with 'conflict' where the name is taken, and where it leaves nobody who is an admin and may sign in. */
  saveUser(user: Omit<User, 'hasPassword'>, signed: Signature): Promise<void>;
  passwordOf(userId: string): Promise<string | null>;
  setPassword(userId: string, hash: string | null, signed: Signature): Promise<void>;

  /** The session of a hash with its user. */
  session(hash: string): Promise<{ session: SessionRow; user: User } | null>;
  sessionsOf(userId: string): Promise<SessionRow[]>;
  openSession(hash: string, session: SessionRow): Promise<void>;
  sessionSeen(hash: string, at: number): Promise<void>;
  /** Ends one of the user's sessions, or all but one. Returns how many ended. */
  endSessions(userId: string, which: { id: string } | { allBut: string | null }, signed: Signature): Promise<number>;

  saveLink(hash: string, userId: string, expiresAt: number, signed: Signature): Promise<void>;
  /** Takes the link out: it works once. Null where there is none, or it has run out. */
  takeLink(hash: string, at: number): Promise<User | null>;
  linkOf(hash: string, at: number): Promise<User | null>;

  token(hash: string): Promise<{ token: TokenRow; user: User } | null>;
  tokens(userId?: string): Promise<TokenRow[]>;
  saveToken(hash: string, token: TokenRow, signed: Signature): Promise<void>;
  tokenUsed(id: string, at: number): Promise<void>;
  /** Of one user, or of whomever. Returns whether there was one. */
  deleteToken(id: string, signed: Signature, userId?: string): Promise<boolean>;

  isKnownDevice(userId: string, hash: string): Promise<boolean>;
  knowDevice(userId: string, hash: string, at: number): Promise<void>;
}
