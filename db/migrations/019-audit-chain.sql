-- Every row of the record carries from where it was done, the hash of the row before, and a hash over both. The rows that are
-- there are sealed as they stand. `audit_hash` is a function of the program (audit-hash.ts).

DROP TRIGGER audit_stands;
ALTER TABLE audit ADD COLUMN origin TEXT;
ALTER TABLE audit ADD COLUMN previous TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';

CREATE TEMP TABLE chain (number INTEGER PRIMARY KEY, previous TEXT NOT NULL, hash TEXT NOT NULL);
INSERT INTO chain
WITH RECURSIVE sealed (number, previous, hash) AS (
  SELECT number, printf('%064d', 0), audit_hash(printf('%064d', 0), number, at, by, origin, deed, scope, subject_kind,
    subject_id, what, reason_code, note, before, after, undoes)
  FROM (SELECT * FROM audit ORDER BY number LIMIT 1)
  UNION ALL
  SELECT audit.number, sealed.hash, audit_hash(sealed.hash, audit.number, at, by, origin, deed, scope, subject_kind,
    subject_id, what, reason_code, note, before, after, undoes)
  FROM sealed JOIN audit ON audit.number = (SELECT min(number) FROM audit WHERE number > sealed.number)
)
SELECT number, previous, hash FROM sealed;
UPDATE audit SET
  previous = (SELECT previous FROM chain WHERE chain.number = audit.number),
  hash = (SELECT hash FROM chain WHERE chain.number = audit.number);
DROP TABLE chain;

CREATE TRIGGER audit_stands BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
-- Also against INSERT OR REPLACE, which deletes without asking the trigger for that.
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.number <= coalesce((SELECT max(number) FROM audit), 0) OR length(NEW.hash) <> 64
  OR NEW.previous <> coalesce((SELECT hash FROM audit ORDER BY number DESC LIMIT 1), printf('%064d', 0))
  OR EXISTS (SELECT 1 FROM audit WHERE undoes = NEW.undoes)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
