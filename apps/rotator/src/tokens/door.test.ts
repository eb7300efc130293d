import { after, type Event, type Token } from "@rekey/core";
import { memoryStore, virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { newBearer } from "./bearer.ts";
import { tokenDoor } from "./door.ts";

const MINUTE_MS = 60_000;
const refused = { status: 401, message: "no valid token came with this request", told: { code: "ERR_IDENTITY" } };

async function scene(scopes: readonly string[] = ["read"], owners?: readonly string[]) {
  const [store, clock] = [memoryStore(), virtualClock()];
  const { text, ...bearer } = newBearer();
  const now = clock.now();
  const token: Token = {
    ...bearer,
    name: "ci",
    scopes,
    owners,
    by: "ada",
    createdAt: now,
    expiresAt: after(now, 90 * MINUTE_MS),
  };
  await store.addToken(token, eventOf("token.created", now));
  return { store, clock, token, sent: text.reveal(), door: tokenDoor({ store, clock }) };
}

function eventOf(name: "token.created" | "token.revoked", at: Date): Event {
  return { name, at, by: "ada" };
}

it("lets in who brings a token that stands, for what it allows, by a name for the audit", async () => {
  const { door, sent, token } = await scene(["declare:team.*", "secret:team.cache"]);
  const caller = await door(`Bearer ${sent}`);
  expect(caller.name).toBe(`ci (token ${token.id})`);
  expect([caller.may("declare", "team.x"), caller.may("secret", "team.cache")]).toEqual([true, true]);
  expect([caller.may("read"), caller.may("declare", "other"), caller.may("secret", "team.x")]).toEqual([
    false,
    false,
    false,
  ]);
});

it.for<[owners: readonly string[] | undefined, answers: readonly boolean[]]>([
  [undefined, [true, true]],
  [["acme/*"], [true, false]],
  [
    ["acme/shop/*", "other/*"],
    [true, true],
  ],
  [[], [false, false]],
])("speaks for the owners it is bound to: %j", async ([owners, answers]) => {
  const { door, sent } = await scene(["declare:*"], owners);
  const caller = await door(`Bearer ${sent}`);
  const asked = ["acme/shop/prod/cache", "other/shop/prod/cache"].map((owner) => caller.speaksFor?.(owner));
  expect(asked).toEqual(answers);
});

it("takes the scheme in any case, as HTTP does", async () => {
  const { door, sent } = await scene();
  for (const scheme of ["bearer", "BEARER"]) expect((await door(`${scheme} ${sent}`)).may("read")).toBe(true);
});

describe("answers alike, word for word, where", () => {
  const cases: Record<string, (sent: string) => string | undefined> = {
    "no header came": () => undefined,
    "it is empty": () => "",
    "it is no bearer's": (sent) => `Basic ${btoa(sent)}`,
    "the token came without its scheme": (sent) => sent,
    "the token is another's": () => `Bearer ${newBearer().text.reveal()}`,
    "the id is known and the secret is not": (sent) => `Bearer ${withSecretOf(sent)}`,
    "two came": (sent) => `Bearer ${sent} ${sent}`,
    "it was cut off": (sent) => `Bearer ${sent.slice(0, -1)}`,
  };
  it.for(Object.keys(cases))("%s", async (name) => {
    const { door, sent } = await scene();
    await expect(door(cases[name]?.(sent))).rejects.toMatchObject(refused);
  });
});

/** Another secret under the same id, whole and well formed. */
function withSecretOf(sent: string): string {
  const id = Buffer.from(idBytes(sent.slice(3, 14)));
  const given = [id, new Uint8Array(32).fill(7)];
  const other = newBearer(() => given.shift() ?? new Uint8Array()).text.reveal();
  expect(other.slice(0, 14)).toBe(sent.slice(0, 14));
  return other;
}

function idBytes(id: string): Uint8Array {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const number = [...id].reduce((sum, digit) => sum * 62n + BigInt(digits.indexOf(digit)), 0n);
  return Buffer.from(number.toString(16).padStart(16, "0"), "hex");
}

it("refuses a token at once when it is revoked, and when its time is over", async () => {
  const { door, sent, store, clock, token } = await scene();
  await door(`Bearer ${sent}`);
  await store.revokeToken(token.id, eventOf("token.revoked", clock.now()));
  await expect(door(`Bearer ${sent}`)).rejects.toMatchObject(refused);

  const late = await scene();
  await late.clock.advance(90 * MINUTE_MS - 1);
  expect((await late.door(`Bearer ${late.sent}`)).may("read")).toBe(true);
  await late.clock.advance(1);
  await expect(late.door(`Bearer ${late.sent}`)).rejects.toMatchObject(refused);
});

it("notes a use once a minute, so that reading costs no write", async () => {
  const { door, sent, store, clock, token } = await scene();
  const seen: (Date | undefined)[] = [];
  let notes = 0;
  const counted = { ...store, noteToken: async (id: string, at: Date) => (notes++, store.noteToken(id, at)) };
  const counting = tokenDoor({ store: counted, clock });
  const start = clock.now();
  for (const ms of [0, 1_000, 59_999, MINUTE_MS, MINUTE_MS + 1]) {
    await clock.advance(after(start, ms).getTime() - clock.now().getTime());
    await counting(`Bearer ${sent}`);
    seen.push((await store.token(token.id))?.usedAt);
  }
  expect(notes).toBe(2);
  expect(seen).toEqual([start, start, start, after(start, MINUTE_MS), after(start, MINUTE_MS)]);
  await expect(door("Bearer wrong")).rejects.toMatchObject(refused);
  expect(notes).toBe(2);
});

it("lets in who has a right token where the store takes nothing more", async () => {
  const { store, clock, sent } = await scene();
  const full = { ...store, noteToken: () => Promise.reject(new Error("full")) };
  expect((await tokenDoor({ store: full, clock })(`Bearer ${sent}`)).may("read")).toBe(true);
});

describe("who fails often", () => {
  it("is told to stay away for the rest of the minute, and whoever has a right token never is", async () => {
    const { door, sent, clock } = await scene();
    const wrong = () => door(`Bearer ${newBearer().text.reveal()}`, "192.0.2.7");
    for (let count = 0; count < 20; count++) await expect(wrong()).rejects.toMatchObject({ status: 401 });
    await expect(wrong()).rejects.toMatchObject({ status: 429, told: { headers: { "retry-after": "60" } } });
    expect((await door(`Bearer ${sent}`, "192.0.2.7")).may("read")).toBe(true);
    await expect(door(undefined, "192.0.2.8")).rejects.toMatchObject({ status: 401 });
    await clock.advance(MINUTE_MS);
    await expect(wrong()).rejects.toMatchObject({ status: 401 });
  });

  it("is told so for an id too, wherever the tries come from, and whether or not there is such an id", async () => {
    const { door, sent } = await scene();
    for (const text of [withSecretOf(sent), newBearer().text.reveal()]) {
      const statuses = [];
      for (let count = 0; count < 21; count++)
        statuses.push(
          await door(`Bearer ${text}`, `192.0.2.${count}`).catch(({ status }: { status: number }) => status),
        );
      expect(statuses).toEqual([...Array<number>(20).fill(401), 429]);
    }
  });
});
