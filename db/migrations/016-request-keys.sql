-- Requests that carry a key of the sender's: what was asked, and what was answered, so that the same request sent again makes
-- nothing twice. `key` and `asked` are sums; `status` NULL while the request is under way.

CREATE TABLE request_keys (
  key TEXT PRIMARY KEY,
  asked TEXT NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER,
  type TEXT,
  -- NULL: too long to be kept.
  body TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX request_keys_by_age ON request_keys (at);
