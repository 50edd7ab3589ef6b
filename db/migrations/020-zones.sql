-- Zones that people draw. One that is deleted keeps its row, so that the same one can be brought back and its past be named.

CREATE TABLE zones (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
