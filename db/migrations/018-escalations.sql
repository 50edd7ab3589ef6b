-- What nobody acknowledged in time, and who was told next: once for each receiver and subject.

CREATE TABLE escalations (
  subscription_id TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  to_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (subscription_id, subject_kind, subject_id)
) STRICT, WITHOUT ROWID;
