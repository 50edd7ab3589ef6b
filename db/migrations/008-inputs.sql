-- What an engine has heard since its state was last kept, in order: a restart hears it again. The state is kept in
-- chunks, written while the engine goes on; `states` names the one that is complete. A state of before is another shape
-- and is not gone on from.

CREATE TABLE inputs (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (scope_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE state_chunks (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  part INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (scope_id, number, part)
) STRICT;

CREATE TABLE states (
  scope_id INTEGER PRIMARY KEY REFERENCES scopes (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  chunks INTEGER NOT NULL
) STRICT;

DROP TABLE snapshots;
