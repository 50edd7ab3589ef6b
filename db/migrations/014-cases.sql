-- Cases: the alerts of one story. `case_alerts` has what a case needs of each alert, and the case that it is in; `cases` every
-- revision of every case. The newest has until_at NULL; of an older one the log has the body. Times are event times.

CREATE TABLE case_alerts (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  alert_id TEXT NOT NULL,
  theme TEXT NOT NULL,
  vessel_id TEXT NOT NULL,
  -- The ship that it met.
  partner_id TEXT,
  case_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (scope_id, alert_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_alerts_by_vessel ON case_alerts (scope_id, theme, vessel_id);
CREATE INDEX case_alerts_by_partner ON case_alerts (scope_id, theme, partner_id) WHERE partner_id IS NOT NULL;
CREATE INDEX case_alerts_by_case ON case_alerts (scope_id, case_id);

CREATE TABLE cases (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  -- Known in [known_at, until_at).
  known_at INTEGER NOT NULL,
  until_at INTEGER,
  theme TEXT NOT NULL,
  vessel_id TEXT NOT NULL,
  other_id TEXT,
  severity INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  basis TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('opened', 'continued', 'withdrawn', 'joined')),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  words TEXT NOT NULL,
  log_seq INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (scope_id, id, revision)
) STRICT;
CREATE INDEX cases_by_time ON cases (scope_id, known_at, id) WHERE until_at IS NULL;
CREATE INDEX cases_by_vessel ON cases (scope_id, vessel_id) WHERE until_at IS NULL;

-- The check on `kind` knows alerts, events and replays, and a log of gigabytes is not copied to change it: a row that is about
-- something else names it here.
ALTER TABLE log ADD COLUMN subject TEXT CHECK (subject IN ('case'));

-- Alerts from before there were cases are in rows of the log up to `until_seq`; those up to `seq` have been gathered.
CREATE TABLE case_backlog (
  seq INTEGER NOT NULL,
  until_seq INTEGER NOT NULL
) STRICT;
INSERT INTO case_backlog (seq, until_seq)
SELECT 0, max(seq) FROM log HAVING max(seq) IS NOT NULL;
