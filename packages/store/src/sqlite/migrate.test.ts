import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { migrate, refuseStranger } from "./migrate.ts";
import { steps } from "./schema.ts";

const next = [...steps, "CREATE TABLE later (a INTEGER) STRICT"];

it("makes an empty file a store with a name of its own", () => {
  using db = new DatabaseSync(":memory:");
  const { storeId, isNew } = migrate(db, "s.db");
  expect(isNew).toBe(true);
  expect(migrate(db, "s.db")).toEqual({ storeId, isNew: false });
});

it("takes the steps that are missing, and keeps the store's name", () => {
  using db = new DatabaseSync(":memory:");
  const { storeId } = migrate(db, "s.db");
  expect(migrate(db, "s.db", next)).toEqual({ storeId, isNew: false });
  expect(db.prepare("SELECT value FROM meta WHERE key = 'schema'").get()).toEqual({ value: String(next.length) });
  db.exec("INSERT INTO later VALUES (1)");
});

it("takes what was asked before requests said how the row stood as asked now, and doubts what was said to be in force", () => {
  using db = new DatabaseSync(":memory:");
  migrate(
    db,
    "s.db",
    steps.slice(
      0,
      steps.findIndex((step) => step.includes("is_stuck")),
    ),
  );
  db.exec(`
    INSERT INTO declaration (uid, name, identity, generation, body, declared_at, forgotten_at) VALUES ('u1', 'a', 'i', 1, '{}', 0, NULL);
    INSERT INTO credential (uid, lane, due_at, wake_at, opened, answered, current_version, body) VALUES ('u1', 'l', 0, 0, 4, 0, 3, '{}');
    INSERT INTO request (uid, what, by, at) VALUES ('u1', '"rotate"', 'ada', 0), ('u1', '{"inForce":"sealed"}', 'ada', 0);
  `);
  migrate(db, "s.db");
  expect(db.prepare("SELECT current_version, opened, is_stuck FROM request ORDER BY id").all()).toEqual([
    { current_version: 3, opened: 4, is_stuck: 0 },
    { current_version: -1, opened: 4, is_stuck: 0 },
  ]);
});

it("refuses a store of a newer schema, says which, and leaves it alone", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db, "s.db", next);
  expect(() => migrate(db, "s.db")).toThrow(
    expect.objectContaining({
      code: "ERR_DECLARATION",
      message: `s.db has schema ${next.length} and this Rekey knows schemas up to ${steps.length}: a newer Rekey wrote it; nothing was changed`,
      details: expect.objectContaining({ remedy: expect.stringContaining("newer Rekey") }),
    }),
  );
  expect(db.prepare("SELECT value FROM meta WHERE key = 'schema'").get()).toEqual({ value: String(next.length) });
});

it("refuses another program's database", () => {
  using db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE notes (a)");
  expect(() => refuseStranger(db, "notes.db")).toThrow("notes.db is a SQLite database, but not a store of Rekey");
});
