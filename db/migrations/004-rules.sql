-- Rules that users made, every version of each, and when rules of the program were switched; silences.

CREATE TABLE rule_changes (
  rule_id TEXT NOT NULL,
  -- Counts from 1 for each rule.
  number INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (rule_id, number)
) STRICT, WITHOUT ROWID;

-- A silence belongs to the scope of the alerts it is about. NULL: any vessel, any rule. Times are event times.
CREATE TABLE silences (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  vessel_id TEXT,
  rule_id TEXT,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (scope_id, id),
  CHECK (vessel_id IS NOT NULL OR rule_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- When that which raised the alert happened (server/domain/silence.ts): the end of a leg, else the beginning.
ALTER TABLE alerts ADD COLUMN triggered_at INTEGER NOT NULL GENERATED ALWAYS AS (
  CAST(CASE WHEN json_array_length(body, '$.placeIds') > 1 THEN body ->> '$.toAt' ELSE body ->> '$.fromAt' END AS INTEGER)
) VIRTUAL;
