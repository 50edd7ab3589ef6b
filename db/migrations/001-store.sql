-- The whole store. Every row belongs to a scope: the live monitor or one replay. Times are UTC milliseconds.

CREATE TABLE scopes (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- Rows in `fixes`, counted as they are written: counting a hundred million rows for a health page takes minutes.
  fix_count INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Positions in integers: degrees in millionths (0.11 m), speed and course in tenths, heading in whole degrees; NULL is
-- absent. No foreign key: looking up the parent would cost a tenth of the writing speed.
CREATE TABLE fixes (
  scope_id INTEGER NOT NULL,
  mmsi INTEGER NOT NULL,
  at INTEGER NOT NULL,
  lon INTEGER NOT NULL,
  lat INTEGER NOT NULL,
  speed INTEGER,
  course INTEGER,
  heading INTEGER,
  nav_status INTEGER,
  PRIMARY KEY (scope_id, mmsi, at)
) STRICT, WITHOUT ROWID;

-- Vessels as heard. `words` is what a text search looks in; unnamed vessels sort last.
CREATE TABLE vessels (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  unnamed INTEGER NOT NULL,
  hull_id TEXT,
  last_at INTEGER NOT NULL,
  words TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (scope_id, id)
) STRICT;
CREATE INDEX vessels_by_name ON vessels (scope_id, unnamed, name, id);
CREATE INDEX vessels_by_hull ON vessels (scope_id, hull_id, last_at) WHERE hull_id IS NOT NULL;

-- Which radio unit spoke for which vessel, in [from_at, to_at); to_at NULL while it lasts.
CREATE TABLE bindings (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  mmsi INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  vessel_id TEXT NOT NULL,
  to_at INTEGER,
  PRIMARY KEY (scope_id, mmsi, from_at, vessel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bindings_by_vessel ON bindings (scope_id, vessel_id);

CREATE TABLE events (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL,
  vessel_id TEXT NOT NULL,
  place_id TEXT,
  began_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (scope_id, id)
) STRICT;
CREATE INDEX events_by_time ON events (began_at, id);
CREATE INDEX events_by_scope_time ON events (scope_id, began_at, id);
CREATE INDEX events_by_vessel ON events (scope_id, vessel_id, began_at, id);

-- `body` is what the engine said last; `person_state` is what a person made of it and outlives the engine's revisions.
-- `state` is the two together: withdrawn by the engine, else the person's, else open.
CREATE TABLE alerts (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  rule_id TEXT NOT NULL,
  vessel_id TEXT NOT NULL,
  severity INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  person_state TEXT CHECK (person_state IN ('acknowledged', 'resolved')),
  state TEXT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN withdrawn THEN 'withdrawn' ELSE coalesce(person_state, 'open') END
  ) VIRTUAL,
  raised_at INTEGER NOT NULL,
  words TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (scope_id, id)
) STRICT;
CREATE INDEX alerts_by_time ON alerts (raised_at, id);
CREATE INDEX alerts_by_scope_time ON alerts (scope_id, raised_at, id);
CREATE INDEX alerts_by_severity ON alerts (scope_id, severity, raised_at, id);
CREATE INDEX alerts_by_vessel ON alerts (scope_id, vessel_id, raised_at, id);
CREATE INDEX alerts_by_rule ON alerts (scope_id, rule_id, raised_at, id);
CREATE INDEX alerts_by_state ON alerts (scope_id, state, raised_at, id);

CREATE TABLE alert_actions (
  id INTEGER PRIMARY KEY,
  scope_id INTEGER NOT NULL,
  alert_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  reason_code TEXT,
  note TEXT,
  FOREIGN KEY (scope_id, alert_id) REFERENCES alerts (scope_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX alert_actions_by_alert ON alert_actions (scope_id, alert_id, id);

CREATE TABLE sightings (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  vessel_id TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (scope_id, id)
) STRICT;
CREATE INDEX sightings_by_vessel ON sightings (scope_id, vessel_id, from_at, id);

CREATE TABLE replays (
  scope_id INTEGER PRIMARY KEY REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- The append-only log that browsers and channels read. AUTOINCREMENT, so that a seq is never given out twice, not even
-- after a replay and its rows are gone.
CREATE TABLE log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('event', 'alert', 'replay')),
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX log_by_scope ON log (scope_id, seq);
-- Of a replay's own progress only the newest row is kept.
CREATE INDEX log_of_replays ON log (scope_id) WHERE kind = 'replay';

-- How far each source has been read, and the engine as it stood then.
CREATE TABLE cursors (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (scope_id, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  scope_id INTEGER PRIMARY KEY REFERENCES scopes (id) ON DELETE CASCADE,
  body BLOB NOT NULL
) STRICT;
