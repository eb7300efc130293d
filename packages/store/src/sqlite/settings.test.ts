import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { networkOf } from "./file.ts";
import { folder } from "./scene.fixture.ts";
import { configure, refuseWeaker } from "./settings.ts";

const path = () => join(folder(), "s.db");

it("are strong once they are set", () => {
  using db = new DatabaseSync(path());
  configure(db);
  refuseWeaker(db, "s.db");
});

it.for([
  ["journal_mode", "DELETE", "journal_mode is delete and not WAL"],
  ["synchronous", "NORMAL", "synchronous is 1 and not FULL"],
  ["synchronous", "OFF", "synchronous is 0 and not FULL"],
  ["foreign_keys", "OFF", "foreign_keys is 0 and not ON"],
  ["trusted_schema", "ON", "trusted_schema is 1 and not OFF"],
  ["secure_delete", "FAST", "secure_delete is 2 and not ON"],
  ["busy_timeout", "0", "busy_timeout is 0 and not 5000"],
] as const)("are refused where %s is %s", ([pragma, value, message]) => {
  using db = new DatabaseSync(path());
  configure(db);
  db.exec(`PRAGMA ${pragma} = ${value}`);
  expect(() => refuseWeaker(db, "s.db")).toThrow(
    expect.objectContaining({
      code: "ERR_DECLARATION",
      message: `the store s.db cannot be kept safe there: ${message}`,
    }),
  );
});

it.for([
  ["ext4", 0xef53, undefined],
  ["overlay", 0x794c7630, undefined],
  ["tmpfs", 0x01021994, undefined],
  ["NFS", 0x6969, "NFS"],
  ["CIFS, as a signed number", 0xff534d42 | 0, "CIFS"],
  ["SMB2", 0xfe534d42, "SMB2"],
  ["9P", 0x01021997, "9P"],
] as const)("know whether %s is another machine's", ([, type, name]) => {
  expect(networkOf(type)).toBe(name);
});
