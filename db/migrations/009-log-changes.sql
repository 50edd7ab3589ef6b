-- The log holds what changed: `since_seq` is the row of the same event or alert that `body` is the change to; NULL where it
-- stands whole. `log_seq` is the newest row of an event or alert.

ALTER TABLE log ADD COLUMN since_seq INTEGER;
ALTER TABLE events ADD COLUMN log_seq INTEGER;
ALTER TABLE alerts ADD COLUMN log_seq INTEGER;
