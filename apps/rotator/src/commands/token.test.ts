import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { type House, openHouse } from "../house.fixture.ts";
import { BEARER } from "../tokens/bearer.ts";
import { tokenDoor } from "../tokens/door.ts";

/** A house whose store is there. */
async function storedHouse(): Promise<House> {
  const house = await openHouse();
  await house.rotator("apply --yes");
  return house;
}

async function made(house: House, argv: string): Promise<{ text: string; id: string; err: string }> {
  const { exit, out, err } = await house.rotator(`token create ${argv}`);
  expect(exit).toBe(0);
  return { text: out.trim(), id: BEARER.exec(out.trim())?.[1] ?? "", err };
}

/** Who a door of this house lets in with a token, or what it says. */
function entered(house: House, text: string): Promise<string> {
  return house.withStore((store) =>
    tokenDoor({ store, clock: systemClock })(`Bearer ${text}`).then(
      ({ name }) => name,
      ({ message }: Error) => message,
    ),
  );
}

it("prints a token once, to standard output alone, and keeps it nowhere (law 10)", async () => {
  await using house = await storedHouse();
  const { text, id, err } = await made(house, "ci --scope declare:team.* --scope read --owner acme/*");
  expect(text).toMatch(BEARER);
  expect(err).toMatch(
    /^ci \(\w{11}\) is allowed declare:team\.\* and read until .* \(in 90d\)\. The token is shown this once\.\n$/,
  );
  const [list, json] = [await house.rotator("token list"), await house.rotator("token list --json")];
  expect(list.out).toMatch(/^ID +NAME +STATE +SCOPES +OWNERS +MADE BY +ENDS +LAST USED\n/);
  expect(list.out).toMatch(new RegExp(`${id} +ci +valid +declare:team\\.\\* read +acme/\\* +ada, .* +never\n`));
  expect(err + list.out + json.out).not.toContain(text.slice(-49));
  expect(json.out).not.toContain("hash");
  const kept = await house.withStore(async (store) => JSON.stringify([await store.tokens(), await store.events({})]));
  expect(kept).toContain("token.created");
  expect(kept).not.toContain(text.slice(-49));
});

it("lets in at once, and no more once it is revoked, beside a daemon that runs", async () => {
  await using house = await storedHouse();
  const daemon = house.begin("run");
  await daemon.io.printed("started");
  const { text, id } = await made(house, "ci --scope read");
  expect(await entered(house, text)).toBe(`ci (token ${id})`);
  expect((await house.rotator("token list")).out).toMatch(/ci .* now\n/);
  expect(await house.rotator("token revoke ci")).toMatchObject({
    exit: 0,
    out: `ci (${id}) lets nobody in any more.\n`,
  });
  expect(await entered(house, text)).toBe("no valid token came with this request");
  daemon.io.raise("SIGTERM");
  expect(await daemon.ended).toBe(0);
  expect(daemon.io.out() + daemon.io.err()).not.toContain(text.slice(-49));
  expect((await house.rotator("token list")).out).toMatch(/ci +revoked/);
  const events = await house.withStore((store) => store.events({ most: 3, isNewestFirst: true }));
  expect(events.filter(({ name }) => name.startsWith("token."))).toMatchObject([
    { name: "token.revoked", by: "ada", message: `ci (${id}), for read` },
    { name: "token.created", by: "ada", message: `ci (${id}), for read`, until: expect.any(Date) },
  ]);
});

it("says with --json what it made, the token among it", async () => {
  await using house = await storedHouse();
  const { out } = await house.rotator("token create ci --scope secret:team.cache --expires 12h --json");
  const told: unknown = JSON.parse(out);
  expect(told).toMatchObject({ formatVersion: "1", name: "ci", scopes: ["secret:team.cache"], state: "valid" });
  expect(told).toHaveProperty("token", expect.stringMatching(BEARER));
});

it("revokes by id where several have one name, and says so of what has ended", async () => {
  await using house = await storedHouse();
  const [one, other] = [await made(house, "ci --scope read"), await made(house, "ci --scope read")];
  expect(await house.rotator("token revoke ci")).toMatchObject({
    exit: 4,
    err: expect.stringMatching(
      new RegExp(`2 tokens are named ci[^]*${one.id} and ${other.id}|${other.id} and ${one.id}`),
    ),
  });
  expect((await house.rotator(`token revoke ${one.id}`)).exit).toBe(0);
  expect((await house.rotator(`token revoke ${one.id}`)).err).toContain("has ended already");
  expect((await house.rotator("token revoke ci")).exit).toBe(0);
  expect(await house.rotator("token revoke ci")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("there is no token ci"),
  });
});

it.for([
  ["ci", "a token without a scope allows nothing"],
  ["ci --scope secret:*", "there is no scope for all secrets"],
  ["ci --scope secret:team.*", "there is no scope for all secrets"],
  ["ci --scope declare", "write declare:team.*"],
  ["ci --scope write", "write is no scope"],
  ["CI --scope read", "CI is no name"],
  ["ci --scope read --owner **", "is no pattern of owners"],
  ["ci --scope read --expires soon", "--expires soon cannot be read"],
  ["ci --scope read --expires 0d", "--expires 0d cannot be read"],
  ["ci --scope read --expires 367d", "a year at most"],
] as const)("makes no token of %s", async ([argv, words]) => {
  await using house = await storedHouse();
  expect(await house.rotator(`token create ${argv}`)).toMatchObject({
    exit: 4,
    out: "",
    err: expect.stringContaining(words),
  });
  expect(await house.withStore((store) => store.tokens())).toEqual([]);
});
