import { expect, it } from "vitest";
import { run } from "./cli.ts";
import { testIo } from "./io.fixture.ts";

async function rotator(...argv: string[]) {
  const io = testIo();
  return { exit: await run(argv, io), out: io.out(), err: io.err() };
}

it("lists its commands", async () => {
  const { exit, out } = await rotator("--help");
  expect(exit).toBe(0);
  for (const command of [
    "init",
    "validate",
    "doctor",
    "plan",
    "apply",
    "run",
    "status",
    "rotate",
    "import",
    "resolve",
    "history",
    "reveal",
    "kinds",
    "emulate",
    "demo",
  ])
    expect(out).toMatch(new RegExp(`^  ${command}\\b`, "m"));
});

it.for([
  ["aply"],
  ["plan", "--ouch"],
  ["rotate"],
  ["reveal", "x", "--which", "last"],
  ["init", "--from", "mars"],
  [],
] as const)("ends with 4 where it is used wrongly: %j", async (argv) => {
  expect(await rotator(...argv)).toMatchObject({ exit: 4 });
});

it("knows what was probably meant by a command", async () => {
  expect(await rotator("aply")).toMatchObject({ err: expect.stringContaining("apply") });
});

it("describes each kind with the schema of its account", async () => {
  const { out } = await rotator("kinds", "--json");
  expect(JSON.parse(out)).toMatchObject({
    formatVersion: "1",
    kinds: expect.arrayContaining([
      expect.objectContaining({
        name: "dcs.acl-password",
        secret: "supplied",
        account: expect.objectContaining({ type: "object", required: ["instance", "user"] }),
      }),
    ]),
  });
});

it("puts problems on standard output where JSON is wanted", async () => {
  const { exit, out, err } = await rotator("plan", "--json");
  expect({ exit, err }).toEqual({ exit: 4, err: "" });
  expect(JSON.parse(out)).toMatchObject({
    formatVersion: "1",
    problem: { title: expect.stringContaining("rekey.yaml"), remedy: expect.stringContaining("rotator init") },
  });
});
