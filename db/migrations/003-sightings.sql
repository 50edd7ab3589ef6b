-- Sightings may be withdrawn and stay visible. `change` counts up over all scopes with every entry and withdrawal made by
-- a person, also from another process: the live monitor takes up what lies beyond its cursor. 0: came with a replay, or
-- before this count began.

ALTER TABLE sightings ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN withdrawn_at INTEGER;
ALTER TABLE sightings ADD COLUMN withdrawn_reason TEXT;
CREATE INDEX sightings_by_change ON sightings (change);
