-- Who is told, by what way, and what became of it. `secrets` of a channel are kept apart from its settings and told to
-- nobody but the sender.

CREATE TABLE channels (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  secrets TEXT NOT NULL,
  -- Why nothing is sent this way; NULL while it is on.
  off_reason TEXT,
  -- Since when every attempt has failed, UTC ms.
  failing_since INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES channels (id),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far the log has been planned from.
CREATE TABLE plan_cursor (
  seq INTEGER NOT NULL
) STRICT;

-- One row for every message to a receiver. held: waits. sent: gone out, and nobody answers on that way. accepted: the other
-- side says it has it. read: it was opened. failed: tried, and tried again. dead: given up. replaced: a newer state went in
-- its place before it was tried.
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('alert', 'case')),
  subject_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  reason TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'sent', 'accepted', 'read', 'failed', 'dead', 'replaced')),
  -- Rows of one bundle go out in one message.
  bundle TEXT,
  planned_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  -- A sender has it until then; 0: nobody.
  claimed_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- An attempt may have arrived without an answer.
  doubtful INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER,
  sent_as TEXT,
  remote TEXT,
  answer TEXT,
  said TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (subscription_id, subject_kind, subject_id, revision, reason)
) STRICT;
CREATE INDEX deliveries_due ON deliveries (channel_id, due_at) WHERE state IN ('held', 'failed');
CREATE INDEX deliveries_by_subject ON deliveries (subject_kind, subject_id);
CREATE INDEX deliveries_by_day ON deliveries (subscription_id, planned_at);
CREATE INDEX deliveries_by_bundle ON deliveries (bundle) WHERE bundle IS NOT NULL;

-- Why a revision was told to a receiver or not; the last word of each revision.
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  why TEXT NOT NULL,
  UNIQUE (subscription_id, subject_kind, subject_id, revision)
) STRICT;
