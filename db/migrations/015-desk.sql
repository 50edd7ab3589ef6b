-- What people did, and how things stand because of it. `audit` is only added to. The scope is its name, since the record
-- outlives a replay.

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  -- Rows of one request carry one id.
  deed TEXT,
  scope TEXT,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  what TEXT NOT NULL,
  reason_code TEXT,
  note TEXT,
  -- JSON; NULL: there was nothing, or is nothing now.
  before TEXT,
  after TEXT,
  undoes INTEGER UNIQUE REFERENCES audit (number)
) STRICT;

-- How an alert or a case stands with people. One without a row is open and nobody's.
CREATE TABLE handlings (
  scope_id INTEGER NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('alert', 'case')),
  subject_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved', 'withdrawn')),
  assignee TEXT,
  reason_code TEXT,
  version INTEGER NOT NULL,
  -- JSON: the last deed.
  last TEXT,
  PRIMARY KEY (scope_id, subject_kind, subject_id)
) STRICT, WITHOUT ROWID;

-- What was recorded so far goes over, with the codes of today.
INSERT INTO audit (at, by, deed, scope, subject_kind, subject_id, what, reason_code, note, before, after)
SELECT at, by, NULL, scopes.name, 'alert', alert_id, action,
  CASE reason_code WHEN 'known-voyage' THEN 'known-and-accepted' WHEN 'data-error' THEN 'false-position'
    WHEN 'wrong-vessel' THEN 'identity-mistaken' WHEN 'lawful' THEN 'authorised-voyage' ELSE reason_code END,
  note, NULL,
  CASE action WHEN 'acknowledge' THEN json_object('state', 'acknowledged') WHEN 'resolve' THEN json_object('state', 'resolved')
    WHEN 'reopen' THEN json_object('state', 'open') END
FROM alert_actions JOIN scopes ON scopes.id = scope_id ORDER BY alert_actions.id;

INSERT INTO handlings (scope_id, subject_kind, subject_id, state, reason_code, version, last)
SELECT scope_id, 'alert', alert_id, coalesce(person_state, 'open'),
  CASE reason_code WHEN 'known-voyage' THEN 'known-and-accepted' WHEN 'data-error' THEN 'false-position'
    WHEN 'wrong-vessel' THEN 'identity-mistaken' WHEN 'lawful' THEN 'authorised-voyage' ELSE reason_code END,
  1, json_object('action', action, 'by', by, 'at', at)
FROM alert_actions JOIN alerts USING (scope_id)
WHERE alerts.id = alert_id AND action <> 'note' AND alert_actions.id = (
  SELECT max(newest.id) FROM alert_actions AS newest WHERE newest.scope_id = alert_actions.scope_id
    AND newest.alert_id = alert_actions.alert_id AND newest.action <> 'note');

DROP TABLE alert_actions;

CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, number);
CREATE INDEX audit_by_deed ON audit (deed) WHERE deed IS NOT NULL;
CREATE TRIGGER audit_stands BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;

-- A person may take an alert back too, and put it back; whose it is stands beside it, to be asked for.
ALTER TABLE alerts ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN assignee TEXT;
DROP INDEX alerts_by_state;
ALTER TABLE alerts DROP COLUMN state;
ALTER TABLE alerts ADD COLUMN state TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN withdrawn OR taken_back THEN 'withdrawn' ELSE coalesce(person_state, 'open') END
) VIRTUAL;
CREATE INDEX alerts_by_state ON alerts (scope_id, state, raised_at, id);
