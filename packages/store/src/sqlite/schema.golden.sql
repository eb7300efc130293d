-- schema 6

CREATE TABLE credential (
  uid TEXT PRIMARY KEY REFERENCES declaration (uid),
  lane TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  wake_at INTEGER NOT NULL,
  asked_at INTEGER,                              -- of the oldest request that was not taken in
  renewed_at INTEGER,                            -- declared anew since it was last claimed
  forgotten_at INTEGER,
  epoch INTEGER NOT NULL DEFAULT 0,
  holder TEXT,
  claim_ends_at INTEGER NOT NULL DEFAULT 0,      -- 0: nobody holds it
  in_flight_until INTEGER NOT NULL DEFAULT 0,    -- until then a change of it holds up its lane
  opened INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  phase TEXT,
  quiet_until INTEGER,
  current_version INTEGER,
  candidate_version INTEGER,
  request INTEGER,                               -- whose sealed secret the row still needs
  body TEXT NOT NULL,
  look_at INTEGER GENERATED ALWAYS AS (
    iif(forgotten_at IS NULL,
      max(min(wake_at, coalesce(asked_at, wake_at), coalesce(renewed_at, wake_at)), claim_ends_at), NULL)
  ) VIRTUAL,
  busy_until INTEGER GENERATED ALWAYS AS (
    iif(forgotten_at IS NULL, max(claim_ends_at, in_flight_until), 0)
  ) VIRTUAL
, alternate_lane TEXT, connection TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX credential_alternate_lane ON credential (alternate_lane, busy_until) WHERE alternate_lane IS NOT NULL;

CREATE INDEX credential_claim ON credential (claim_ends_at) WHERE claim_ends_at > 0;

CREATE INDEX credential_lane ON credential (lane, busy_until);

CREATE INDEX credential_look ON credential (connection, look_at) WHERE look_at IS NOT NULL;

CREATE TABLE declaration (
  uid TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  identity TEXT NOT NULL,
  generation INTEGER NOT NULL,
  body TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  forgotten_at INTEGER
, alternate TEXT) STRICT;

CREATE UNIQUE INDEX declaration_alternate ON declaration (alternate)
  WHERE forgotten_at IS NULL AND alternate IS NOT NULL;

CREATE INDEX declaration_forgotten ON declaration (forgotten_at) WHERE forgotten_at IS NOT NULL;

CREATE UNIQUE INDEX declaration_identity ON declaration (identity) WHERE forgotten_at IS NULL;

CREATE UNIQUE INDEX declaration_name ON declaration (name) WHERE forgotten_at IS NULL;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  uid TEXT,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE INDEX event_uid ON event (uid, seq) WHERE uid IS NOT NULL;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;

CREATE INDEX payment_identity ON payment (identity, until);

CREATE TABLE request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL REFERENCES declaration (uid),
  what TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL
, current_version INTEGER, opened INTEGER NOT NULL DEFAULT 0, is_stuck INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX request_uid ON request (uid, id);

CREATE TABLE seal_key (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed (
  uid TEXT NOT NULL REFERENCES declaration (uid),
  number INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('version', 'reply', 'request')),
  box BLOB NOT NULL,
  PRIMARY KEY (uid, number, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE token (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  used_at INTEGER
) STRICT;
