-- Who was heard where, by hours: a summary of `fixes`, kept in the same commit. Days are counted from 1970, UTC; bit h of
-- `hours` says that a fix was kept in that hour of the day. A cell is a quarter of a degree each way, counted from 90 S
-- 180 W along the parallels, 1440 to each (server/domain/presence/heard-cells.ts).

CREATE TABLE heard_cells (
  scope_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  cell INTEGER NOT NULL,
  mmsi INTEGER NOT NULL,
  hours INTEGER NOT NULL,
  PRIMARY KEY (scope_id, day, cell, mmsi)
) STRICT, WITHOUT ROWID;

-- The same anywhere; mmsi -1 is anybody at all.
CREATE TABLE heard_days (
  scope_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  mmsi INTEGER NOT NULL,
  hours INTEGER NOT NULL,
  PRIMARY KEY (scope_id, day, mmsi)
) STRICT, WITHOUT ROWID;

-- The fastest that a unit has shown: of two samples in a row, ten minutes apart or more, the slower one; tenths of a knot.
CREATE TABLE unit_speeds (
  scope_id INTEGER NOT NULL,
  mmsi INTEGER NOT NULL,
  fastest INTEGER NOT NULL,
  PRIMARY KEY (scope_id, mmsi)
) STRICT, WITHOUT ROWID;

-- What was kept before this table was. Instants before 1970 are none of a fix.
INSERT INTO heard_cells (scope_id, day, cell, mmsi, hours)
SELECT scope_id, at / 86400000 AS day,
  min(719, (lat + 90000000) / 250000) * 1440 + ((lon + 180000000) / 250000) % 1440 AS cell,
  mmsi, sum(DISTINCT 1 << ((at / 3600000) % 24))
FROM fixes WHERE at >= 0 GROUP BY 1, 2, 3, 4;

INSERT INTO heard_days (scope_id, day, mmsi, hours)
SELECT scope_id, at / 86400000 AS day, mmsi, sum(DISTINCT 1 << ((at / 3600000) % 24))
FROM fixes WHERE at >= 0 GROUP BY 1, 2, 3;

INSERT INTO heard_days (scope_id, day, mmsi, hours)
SELECT scope_id, at / 86400000 AS day, -1, sum(DISTINCT 1 << ((at / 3600000) % 24))
FROM fixes WHERE at >= 0 GROUP BY 1, 2;

INSERT INTO unit_speeds (scope_id, mmsi, fastest)
SELECT scope_id, mmsi, max(min(speed, before))
FROM (SELECT scope_id, mmsi, speed, lag(speed) OVER (PARTITION BY scope_id, mmsi ORDER BY at) AS before FROM fixes)
WHERE min(speed, before) >= 30 GROUP BY 1, 2;

-- Where each event lies, for questions of an area.
ALTER TABLE events ADD COLUMN cell INTEGER;
UPDATE events SET cell =
  min(719, CAST((round((body ->> '$.lat') * 1000000) + 90000000) / 250000 AS INTEGER)) * 1440
    + CAST((round((body ->> '$.lon') * 1000000) + 180000000) / 250000 AS INTEGER) % 1440;
CREATE INDEX events_by_cell ON events (scope_id, cell, began_at);
