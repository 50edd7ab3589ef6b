-- How sure an alert is, beside how grave it would be: both are sorted by. Alerts raised before it was judged count as not
-- sure, and say why.

UPDATE alerts SET body = json_set(body, '$.confidence', 'low', '$.evidence.confidenceGrounds',
  json_array('Raised before it was judged how sure an alert is (low).'));
UPDATE log SET body = json_set(body, '$.confidence', 'low', '$.evidence.confidenceGrounds',
  json_array('Raised before it was judged how sure an alert is (low).')) WHERE kind = 'alert' AND body IS NOT NULL;

ALTER TABLE alerts ADD COLUMN confidence INTEGER NOT NULL GENERATED ALWAYS AS (
  CASE json_extract(body, '$.confidence') WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END
) VIRTUAL;
DROP INDEX alerts_by_severity;
CREATE INDEX alerts_by_severity ON alerts (scope_id, severity, confidence, raised_at, id);
