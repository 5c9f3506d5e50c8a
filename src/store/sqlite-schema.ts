/** Tables and indexes of the embedded store. Every query has its index: no cost grows with history. */

export const SCHEMA_VERSION = 1;

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS conversation (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL,
  due_at INTEGER, lease_owner TEXT NOT NULL DEFAULT '', lease_until INTEGER NOT NULL DEFAULT 0, fence INTEGER NOT NULL DEFAULT 0,
  approval TEXT, owner TEXT NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS conversation_free ON conversation (due_at, id) WHERE due_at IS NOT NULL AND lease_until = 0;
CREATE INDEX IF NOT EXISTS conversation_leased ON conversation (lease_until) WHERE lease_until > 0;
DROP INDEX IF EXISTS conversation_due;
DROP INDEX IF EXISTS conversation_updated;
DROP INDEX IF EXISTS conversation_approval;
DROP INDEX IF EXISTS conversation_owner;
DROP INDEX IF EXISTS conversation_by_owner;
CREATE INDEX IF NOT EXISTS conversation_by_update ON conversation (updated_at, id);
CREATE INDEX IF NOT EXISTS conversation_by_approval ON conversation (approval, updated_at, id) WHERE approval IS NOT NULL;
-- Only those in staff's hands: an index of all would cost every message a page at another place.
CREATE INDEX IF NOT EXISTS conversation_of_staff ON conversation (updated_at, id) WHERE owner = 'staff';

-- Kept for good: a redelivery is recognised however late it comes.
CREATE TABLE IF NOT EXISTS inbound (
  dedupe_id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS inbound_at ON inbound (at, dedupe_id);

CREATE TABLE IF NOT EXISTS archive (
  conversation_id TEXT NOT NULL, n INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (conversation_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS record (
  kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, key TEXT, at INTEGER NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS record_at ON record (kind, at, id);
CREATE INDEX IF NOT EXISTS record_key ON record (kind, key, at, id) WHERE key IS NOT NULL;

CREATE TABLE IF NOT EXISTS audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, conversation_id TEXT, doc TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS audit_conversation ON audit (conversation_id, seq) WHERE conversation_id IS NOT NULL;
`;
