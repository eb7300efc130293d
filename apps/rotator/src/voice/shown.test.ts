import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CredentialError, problemOf, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { run } from "../cli.ts";
import { type House, openHouse } from "../house.fixture.ts";
import { testIo } from "../io.fixture.ts";
import { command, inLine, isObeyed, shown, visible } from "./shown.ts";

/** Clears the screen, goes back to the line's beginning, turns the writing round, begins a line of its own. */
const HOSTILE = "\u001B[2J\u009B1A\r\u202Erekcah\u2066\u007F\nError: all is lost\u0007";
/** What a terminal obeys: anything but line ends and our own colours and cursor. */
// oxlint-disable-next-line no-control-regex
const OBEYED = /(?!\n|\u001B\[\d*[mAJ])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

async function opened(): Promise<House> {
  const house = await openHouse();
  await house.rotator("apply --yes");
  await house.withStore(async (store) => {
    const there = await store.find("cache-app");
    const problem = problemOf(new CredentialError("ERR_REFUSED", `DCS says ${HOSTILE}`, { serviceCode: HOSTILE }));
    const event = { name: "rotation.refused", at: new Date(), credential: "cache-app", problem, by: HOSTILE } as const;
    await store.record({ ...event, uid: there?.uid });
  });
  return house;
}

it("spells out what a terminal would obey, and leaves line ends to those who write lines", () => {
  expect(visible("a\u001B[2J\u009B\r\t\u202E\u2069\u200F\u2028\n€ 🔑 é")).toBe(
    String.raw`a\u001b[2J\u009b\u000d\u0009\u202e\u2069\u200f\u2028` + "\n€ 🔑 é",
  );
  expect(inLine("a\nb")).toBe(String.raw`a\nb`);
  expect([isObeyed("pa\\u001bss€"), isObeyed("pa\u001Bss")]).toEqual([false, true]);
});

it("lets our own commands through, and none that looks like them", () => {
  const io = testIo({ isTTY: true });
  shown(io.stdout).write(`${command("2A")}\u001B[2A`);
  expect(io.out()).toBe(String.raw`${"\u001B"}[2A\u001b[2A`);
});

it.for(["status cache-app", "history cache-app", "status", "plan"])(
  "prints nothing that a terminal obeys and nobody here meant: %s",
  async (argv) => {
    await using house = await opened();
    house.edit("rekey.yaml", (text) => text.replace("user: app", `user: ${JSON.stringify(HOSTILE)}`));
    for (const isTTY of [true, false]) {
      const { out, err } = await house.rotator(argv, { isTTY });
      expect(out + err).not.toMatch(OBEYED);
      expect(out + err).not.toMatch(/^Error: all is lost/m);
    }
  },
);

it("shows what stands there all the same", async () => {
  await using house = await opened();
  expect((await house.rotator("history cache-app")).out).toContain(String.raw`DCS says \u001b[2J\u009b1A\u000d\u202e`);
});

it("keeps JSON exact, and plain", async () => {
  await using house = await opened();
  const { out } = await house.rotator("history cache-app --json");
  expect(out).not.toMatch(OBEYED);
  expect(JSON.parse(out)).toMatchObject({ events: expect.arrayContaining([expect.objectContaining({ by: HOSTILE })]) });
});

it("shows what was typed, or stands in a file, as plainly", async () => {
  await using house = await openHouse();
  const io = testIo({ cwd: house.folder, isTTY: true });
  await run([HOSTILE], io);
  await run(["status", HOSTILE], io);
  writeFileSync(join(house.folder, "rekey.yaml"), `connections: { ${JSON.stringify(HOSTILE)}: 1 }\n\t${HOSTILE}`);
  await run(["validate"], io);
  expect(io.out() + io.err()).not.toMatch(OBEYED);
});

it("hands a secret out exactly to a pipe, and keeps one that a terminal would obey off the screen", async () => {
  const secret = "canary-\u001B[2J\u202E";
  const accounts = [{ name: "app", password: new Secret(secret) }];
  await using house = await openHouse({ instance: { accounts } });
  expect(await house.rotator("import cache-app", { stdin: secret })).toMatchObject({ exit: 0 });
  expect(await house.rotator("reveal cache-app")).toMatchObject({ exit: 0, out: secret });
  const shownTo = await house.rotator("reveal cache-app --yes", { isTTY: true });
  expect(shownTo).toMatchObject({ exit: 4, out: "", err: expect.stringContaining("a terminal obeys") });
});
