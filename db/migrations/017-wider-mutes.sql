-- A mute may name a place, a list or a case too. What it does not name is NULL: any.

CREATE TABLE wider_mutes (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  vessel_id TEXT,
  rule_id TEXT,
  place_id TEXT,
  -- An authority, or the id of a list: ships that it alone lists.
  list TEXT,
  case_id TEXT,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (scope_id, id),
  CHECK (coalesce(vessel_id, rule_id, place_id, list, case_id) IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO wider_mutes (scope_id, id, vessel_id, rule_id, from_at, to_at, body)
SELECT scope_id, id, vessel_id, rule_id, from_at, to_at, body FROM mutes;
DROP TABLE mutes;
ALTER TABLE wider_mutes RENAME TO mutes;
