-- Lists: every version that came into force, the records of the newest one with those that have gone, what changed from
-- version to version, every attempt to get one. Watchlists, and what people decided about units by hand.

CREATE TABLE list_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  list TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  -- 0 until the ships it adds were run over the stored history.
  looked_back INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX list_versions_by_list ON list_versions (list, id);

-- `first_at` is the publication mark of the first version that had the record, `missed_at` that of the first one that
-- missed it; NULL while it is on the list.
CREATE TABLE list_records (
  list TEXT NOT NULL,
  record_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('ship', 'party', 'class')),
  imo INTEGER,
  name TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  missed_at INTEGER,
  words TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (list, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_records_by_imo ON list_records (imo) WHERE imo IS NOT NULL;

CREATE TABLE list_changes (
  version_id INTEGER NOT NULL REFERENCES list_versions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  list TEXT NOT NULL,
  at INTEGER NOT NULL,
  good INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX list_attempts_by_list ON list_attempts (list, id);

-- What a server said of the file at an address, for the next conditional request.
CREATE TABLE list_validators (
  address TEXT PRIMARY KEY,
  etag TEXT,
  last_modified TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE watchlists (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watch_members (
  watchlist_id TEXT NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
  hull_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (watchlist_id, hull_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hand_bindings (
  mmsi INTEGER NOT NULL,
  hull_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('bound', 'refused')),
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (mmsi, hull_id)
) STRICT, WITHOUT ROWID;

-- Counts up with every change to lists, watchlists or decisions, so that another process can tell.
CREATE TABLE lists_revision (
  value INTEGER NOT NULL
) STRICT;
INSERT INTO lists_revision (value) VALUES (1);

-- What a fresh monitor watches: everything that a loaded source names, and the four ships of the Rajin arms route above
-- the rest (US Department of State, 13 October 2023, and the Korean notice of 2 April 2024).
INSERT INTO watchlists (id, body) VALUES
  ('designated', '{"id":"designated","title":"Everything listed","owner":"keelwatch","purpose":"Every hull that a loaded list or the built-in table names.","filter":{},"pinned":false,"notes":null,"fromAt":null,"toAt":null,"createdAt":0}'),
  ('arms-carriers', '{"id":"arms-carriers","title":"Rajin arms carriers","owner":"keelwatch","purpose":"The four ships seen on the arms route between Rajin and the Russian Far East.","filter":null,"pinned":true,"notes":null,"fromAt":null,"toAt":null,"createdAt":0}');
INSERT INTO watch_members (watchlist_id, hull_id, body) VALUES
  ('arms-carriers', 'imo:9161003', '{"hullId":"imo:9161003","name":"LADY R","note":null,"fromAt":null,"toAt":null,"addedAt":0,"how":"hand"}'),
  ('arms-carriers', 'imo:9179842', '{"hullId":"imo:9179842","name":"ANGARA","note":null,"fromAt":null,"toAt":null,"addedAt":0,"how":"hand"}'),
  ('arms-carriers', 'imo:8517839', '{"hullId":"imo:8517839","name":"MARIA","note":null,"fromAt":null,"toAt":null,"addedAt":0,"how":"hand"}'),
  ('arms-carriers', 'imo:9358010', '{"hullId":"imo:9358010","name":"MAIA-1","note":null,"fromAt":null,"toAt":null,"addedAt":0,"how":"hand"}');
