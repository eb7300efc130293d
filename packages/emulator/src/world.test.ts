import { inspect } from "node:util";
import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { small } from "./world.fixture.ts";
import { readWorld } from "./world.ts";

const problem = (world: unknown): string => {
  try {
    readWorld(world);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("a world", () => {
  it("takes passwords as texts and as Secrets, and shows neither", () => {
    const made = readWorld(small({ password: new Secret("canary-own") }));
    expect(made.instances[0]?.password?.reveal()).toBe("canary-own");
    expect(JSON.stringify(made) + inspect(made, { depth: 9 })).not.toContain("canary-");
  });

  it("has ids of its own where it names none, the same in every run", () => {
    const world = small({ id: undefined });
    expect(readWorld(world).instances[0]?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(readWorld(world)).toEqual(readWorld(world));
  });

  it.each<[string, unknown, string]>([
    ["is no object", "cn-north-4", "world: "],
    ["lacks a region", small({}, { region: undefined as unknown as string }), "world.region: "],
    ["has no key", small({}, { keys: [] }), "world.keys: a cloud that nobody has a key for"],
    ["has a misspelt field", { ...small(), instanses: [] }, 'world: Unrecognized key: "instanses"'],
    ["has an unknown status", small({ status: "SLEEPING" as "RUNNING" }), "world.instances[0].status: "],
    [
      "has a colon in a password",
      small({ accounts: [{ name: "app", password: "canary:a" }] }),
      ".accounts[0].password: it holds a colon",
    ],
    [
      "has an account called default",
      small({ accounts: [{ name: "default", password: "canary-a" }] }),
      "the instance's own",
    ],
    [
      "has one account twice",
      small({
        accounts: [
          { name: "app", password: "canary-a" },
          { name: "app", password: "canary-b" },
        ],
      }),
      "world.instances[0].accounts[1].name: another account",
    ],
    [
      "has one instance twice",
      small({}, { instances: [{ name: "cache" }, { name: "cache" }] }),
      "world.instances[1].id: another instance",
    ],
    [
      "has one key twice",
      small(
        {},
        {
          keys: [
            { accessKey: "A", secretKey: "canary-a" },
            { accessKey: "A", secretKey: "canary-b" },
          ],
        },
      ),
      "world.keys[1].accessKey: ",
    ],
    [
      "has a fault of no known type",
      small({}, { faults: [{ operation: "x", do: { type: "explode" as "drop" } }] }),
      "world.faults[0]",
    ],
  ])("that %s is refused, naming the place and no value", (_, world, expected) => {
    expect(problem(world)).toContain(expected);
    expect(problem(world)).not.toContain("canary-");
  });
});
