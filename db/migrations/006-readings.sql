-- A publisher's number is no identity: `record_id` is what a record is kept under, `number` what the list calls it now. A
-- number that is given to another ship begins another record.
ALTER TABLE list_records ADD COLUMN number TEXT NOT NULL DEFAULT '';
UPDATE list_records SET number = record_id;
CREATE INDEX list_records_by_number ON list_records (list, number);

-- Day since which a record reads as it does.
ALTER TABLE list_records ADD COLUMN since_at INTEGER NOT NULL DEFAULT 0;
UPDATE list_records SET since_at = first_at;

-- How records read in copies before, and that they were on the list then: from the day of the first copy with these words
-- to that of the one that reads otherwise or misses it.
CREATE TABLE list_readings (
  list TEXT NOT NULL,
  record_id TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (list, record_id, from_at)
) STRICT, WITHOUT ROWID;
