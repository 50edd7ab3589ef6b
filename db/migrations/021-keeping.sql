-- What is let go of after a time. `kept_since` says from when on something is kept whole; `log_days` how far the log went at
-- the beginning of a day, for its rows carry no time.

CREATE TABLE kept_since (
  what TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE log_days (
  day INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT;

-- Which rows of the log rest on one that is to go.
CREATE INDEX log_rests ON log (since_seq) WHERE since_seq IS NOT NULL;
