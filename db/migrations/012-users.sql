-- Who may use the monitor. Of every secret (session, token, link, device) only its SHA-256 is kept.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  -- What is typed at the sign-in and stands beside deeds; compared without regard to case.
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'analyst', 'admin')),
  team TEXT,
  -- Argon2id with its parameters and salt; NULL: none is set.
  password TEXT,
  password_at INTEGER,
  disabled_at INTEGER,
  created_at INTEGER NOT NULL,
  -- JSON: what the person has set for the own page.
  settings TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  -- password, link, passkey or the name of a sign-on.
  how TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);

-- One-time links: the first secret of a user, or the way back in.
CREATE TABLE links (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  title TEXT NOT NULL,
  -- JSON.
  scopes TEXT NOT NULL,
  -- JSON: ids of watchlists; NULL: no limit.
  watchlists TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_user ON tokens (user_id);

-- Browsers that have signed in as somebody before.
CREATE TABLE devices (
  user_id TEXT NOT NULL REFERENCES users (id),
  hash TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  title TEXT NOT NULL,
  public_key BLOB NOT NULL,
  counter INTEGER NOT NULL,
  -- JSON.
  transports TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeys_by_user ON passkeys (user_id);

-- Who somebody is at a sign-on from elsewhere: issuer and subject, never a name or an address of mail.
CREATE TABLE identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
