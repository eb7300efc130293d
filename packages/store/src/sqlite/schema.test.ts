import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { CLAIM, CONNECTIONS, DUE, WAKES } from "./claims.ts";
import { text } from "./columns.ts";
import { BY_IDENTITY } from "./listed.ts";
import { migrate } from "./migrate.ts";
import { steps } from "./schema.ts";

function fresh(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  migrate(db, ":memory:");
  return db;
}

it("is the schema that was agreed", async () => {
  using db = fresh();
  const rows = db
    .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name")
    .all();
  const schema = rows.map((row) => `${text(row, "sql").replaceAll(/\n {2}/g, "\n")};\n`).join("\n");
  await expect(`-- schema ${steps.length}\n\n${schema}`).toMatchFileSnapshot("schema.golden.sql");
});

const plan = (db: DatabaseSync, sql: string) =>
  db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map((row) => text(row, "detail"));

/** Both lanes of others, each for both of one's own, and nothing but by index. */
const mates = (bound: string) =>
  ["lane", "lane", "alternate_lane", "alternate_lane"].flatMap((lane, at) => [
    `CORRELATED SCALAR SUBQUERY ${at + 1}`,
    `SEARCH mate USING INDEX credential_${lane} (${lane}=?${bound})`,
  ]);

it("finds what is due of a connection in its index, without looking at the rest", () => {
  using db = fresh();
  const search = "SEARCH c USING INDEX credential_look (connection=? AND look_at<?)";
  const searches = [search, ...mates(" AND busy_until>?")].filter((step) => step.startsWith("SEARCH"));
  expect(plan(db, DUE).filter((step) => step.startsWith("SEARCH"))).toEqual(searches);
});

it("steps from connection to connection in the same index", () => {
  using db = fresh();
  expect(plan(db, CONNECTIONS).filter((step) => step.includes("credential"))).toEqual([
    "SCAN credential USING INDEX credential_look",
    "SEARCH credential USING INDEX credential_look (connection>?)",
  ]);
});

it("finds the next wake-up in the same order, and its lanes in their indexes", () => {
  using db = fresh();
  const search = "SEARCH c USING INDEX credential_look (connection=? AND look_at>?)";
  expect(plan(db, WAKES)).toEqual([search, ...mates("")]);
});

it("finds whose account it is in the indexes of both, without reading every declaration", () => {
  using db = fresh();
  const searches = BY_IDENTITY.map((statement) => plan(db, statement)[0]);
  expect(searches).toEqual([
    "SEARCH d USING INDEX declaration_identity (identity=?)",
    "SEARCH d USING INDEX declaration_alternate (alternate=?)",
  ]);
});

it("claims by uid", () => {
  using db = fresh();
  expect(plan(db, CLAIM)[0]).toMatch(/^SEARCH c USING INDEX sqlite_autoindex_credential_1 \(uid=\?/);
});

it.for([
  ["SELECT uid FROM credential WHERE claim_ends_at > 0 AND claim_ends_at > ?", "credential_claim"],
  ["SELECT id FROM request WHERE uid = ? AND id > ? ORDER BY id LIMIT 1", "request_uid"],
  ["SELECT until FROM payment WHERE identity = ? AND until > ? ORDER BY until", "payment_identity"],
  ["SELECT seq, body FROM event WHERE uid = ? AND seq > ? ORDER BY seq DESC LIMIT ?", "event_uid"],
  ["SELECT uid FROM declaration WHERE forgotten_at IS NOT NULL AND forgotten_at <= ?", "declaration_forgotten"],
] as const)("answers %s from an index", ([sql, index]) => {
  using db = fresh();
  const taken = plan(db, sql);
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatch(new RegExp(`^SEARCH .* INDEX ${index} `));
});
