-- What an engine has heard since its state was last kept, in order: a restart hears it again.

CREATE TABLE inputs (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (scope_id, number)
) STRICT, WITHOUT ROWID;
