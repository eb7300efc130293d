/**
 * The steps that make the schema, in order: a store at version n has taken the first n. Published steps never change; a change is a new step.
 * Times are milliseconds since 1970. `look_at` and `busy_until` are computed by SQLite, so no statement can forget them.
 */
export const steps: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- The store's one data key, as each seal key wraps it.
  CREATE TABLE seal_key (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    added_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What somebody wants. Written by apply, never by a holder.
  CREATE TABLE declaration (
    uid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    identity TEXT NOT NULL,
    generation INTEGER NOT NULL,
    body TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    forgotten_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX declaration_name ON declaration (name) WHERE forgotten_at IS NULL;
  CREATE UNIQUE INDEX declaration_identity ON declaration (identity) WHERE forgotten_at IS NULL;
  CREATE INDEX declaration_forgotten ON declaration (forgotten_at) WHERE forgotten_at IS NOT NULL;

  -- What is in force and what comes next: one row a credential, written by the holder of its claim, without secrets.
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
  ) STRICT;
  CREATE INDEX credential_look ON credential (look_at) WHERE look_at IS NOT NULL;
  CREATE INDEX credential_lane ON credential (lane, busy_until);
  CREATE INDEX credential_claim ON credential (claim_ends_at) WHERE claim_ends_at > 0;

  -- The only place of secrets. Bound to store, uid, number and purpose: a box that was moved does not open.
  CREATE TABLE sealed (
    uid TEXT NOT NULL REFERENCES declaration (uid),
    number INTEGER NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('version', 'reply', 'request')),
    box BLOB NOT NULL,
    PRIMARY KEY (uid, number, purpose)
  ) STRICT, WITHOUT ROWID;

  -- What people asked for. Numbers are never given twice, since rows remember the last one they answered.
  CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL REFERENCES declaration (uid),
    what TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX request_uid ON request (uid, id);

  -- One row a login that was paid for and may still count as wrong.
  CREATE TABLE payment (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX payment_identity ON payment (identity, until);

  -- The audit chain: hash = sha256(prev_hash, seq, body).
  CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    uid TEXT,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE INDEX event_uid ON event (uid, seq) WHERE uid IS NOT NULL;
  `,
  `
  -- Who may ask over HTTP. The hash of a token, never the token.
  CREATE TABLE token (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    used_at INTEGER
  ) STRICT;
  `,
  `
  -- The account that takes turns with the first one. That no two credentials have one account is seen to by whoever declares.
  ALTER TABLE declaration ADD COLUMN alternate TEXT;
  CREATE UNIQUE INDEX declaration_alternate ON declaration (alternate)
    WHERE forgotten_at IS NULL AND alternate IS NOT NULL;
  ALTER TABLE credential ADD COLUMN alternate_lane TEXT;
  CREATE INDEX credential_alternate_lane ON credential (alternate_lane, busy_until) WHERE alternate_lane IS NOT NULL;
  `,
  `
  -- How the row stood when it was asked. Nobody knows that of a statement that is older than this step: it is doubted (-1), and said again.
  ALTER TABLE request ADD COLUMN current_version INTEGER;
  ALTER TABLE request ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE request ADD COLUMN is_stuck INTEGER NOT NULL DEFAULT 0;
  UPDATE request SET current_version = iif(json_extract(what, '$.inForce') IS NULL, credential.current_version, -1), opened = credential.opened
    FROM credential WHERE credential.uid = request.uid;
  `,
  `
  -- What is due is asked for by connection, so that one with thousands hides nobody else's.
  ALTER TABLE credential ADD COLUMN connection TEXT NOT NULL DEFAULT '';
  UPDATE credential SET connection = (
    SELECT coalesce(json_extract(body, '$.connection'), '') FROM declaration WHERE declaration.uid = credential.uid);
  DROP INDEX credential_look;
  CREATE INDEX credential_look ON credential (connection, look_at) WHERE look_at IS NOT NULL;
  `,
  `
  -- Nobody has looked yet whether what is in force still logs in: each is looked at within a day, not all at once.
  UPDATE credential SET wake_at = min(wake_at, unixepoch() * 1000 + abs(random() % 86400000));
  `,
];
