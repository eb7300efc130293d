import { CredentialError, type Secret, type Store } from "@rekey/core";
import type { Emulator } from "@rekey/emulator";
import { expect, it } from "vitest";
import { OLD, openSeam, type Seam } from "./seam.fixture.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const RESET = "resetAclAccountPassWord";

type Fault = Parameters<Emulator["fault"]>[0];

const reset = (act: Extract<Fault, { operation: string }>["do"]): Fault => ({ operation: RESET, do: act });
const list = (act: Extract<Fault, { operation: string }>["do"], skip: number): Fault => ({
  operation: "listAclAccounts",
  skip,
  do: act,
});

const faults: readonly (readonly [name: string, faults: readonly Fault[]])[] = [
  ["nothing", []],
  ["a reset that is dropped before it is made", [reset({ type: "drop", when: "before" })]],
  ["a reset that is dropped after it is made", [reset({ type: "drop", when: "after" })]],
  ["a reset that lands after ten minutes", [reset({ type: "late", ms: 10 * MINUTE_MS })]],
  ["two resets that land late, one after the other", [1, 14].map((m) => reset({ type: "late", ms: m * MINUTE_MS }))],
  ["a lost reply, then a refusal", [reset({ type: "drop", when: "after" }), reset(status(400, "DCS.4019"))]],
  ["a late change, then a key that is refused", [reset({ type: "late", ms: MINUTE_MS }), reset(status(401))]],
  ["429", [reset({ type: "throttle", retryAfter: 7 })]],
  ["500 after it was made", [reset({ ...status(500), when: "after" })]],
  ["401 of no documented code", [reset(status(401, "DCS.9999"))]],
  ["a documented code with another status, after it was made", [reset({ ...status(409, "DCS.4115"), when: "after" })]],
  ["a refused password", [reset(status(400, "DCS.4019"))]],
  ["a permission that is missing", [reset(status(403, "DCS.3002"))]],
  ["200 and code 3", [reset({ type: "body", body: { code: "3" } })]],
  ["200 and code 2, after it was made", [reset({ type: "body", body: { code: "2" }, when: "after" })]],
  ["200 and an empty object, after it was made", [reset({ type: "body", body: {}, when: "after" })]],
  ["a body that is cut off", [reset({ type: "truncate" })]],
  ["a page of a proxy", [reset({ type: "page", when: "after" })]],
  ["a reply without end", [reset({ type: "huge", bytes: 2 ** 21 })]],
  ["500 to the list inside of set", [1, 1, 1, 1].map((skip) => list(status(500), skip))],
  ["401 to the list inside of set", [list(status(401), 1)]],
  ["a Redis that still loads", [{ instance: "*", times: 3, skip: 1, do: "loading" }]],
  ["logins whose answer is lost", [{ instance: "*", times: 2, skip: 1, do: "close-after-auth" }]],
];

function status(code: number, serviceCode?: string) {
  return { type: "status", status: code, ...(serviceCode !== undefined && { code: serviceCode }) } as const;
}

/** The commits of one rotation: intent, outcome, promotion, deliveries. */
const COMMITS = [0, 1, 2, 3];
const deaths = [
  undefined,
  ...COMMITS.flatMap((at) => [{ at, when: "before" } as const, { at, when: "after" } as const]),
];

it.for(faults)(
  "%s loses no password and locks no account, wherever the store fails (laws 1 to 6)",
  async ([, those]) => {
    for (const death of deaths) {
      await using seam = await openSeam({ instance: { updatingMs: 1_500 } });
      for (const fault of those) seam.emulator.fault(fault);
      const uid = await seam.declare("app");
      const store = failing(seam.store, death);
      for (let hours = 0; hours < 48 && !(await isSettled(seam, uid)); hours++) {
        await seam.pass(60 * MINUTE_MS, store);
        await helpOut(seam, uid);
        expect(await isHeld(seam, uid), "the password in force is held").toBe(true);
      }
      const { current, attempt } = await seam.row(uid);
      expect([attempt?.phase, current?.verifiedAt !== undefined]).toEqual([undefined, true]);
      expect(isSame(current?.issued?.secret, seam.emulator.account("cache-prod", "app").password)).toBe(true);
      expect(mostWrong(seam.emulator)).toBeLessThan(5);
    }
  },
);

it("would notice a store that keeps an intent only in memory", async () => {
  await using seam = await openSeam();
  seam.emulator.fault(reset({ type: "drop", when: "after" }));
  const uid = await seam.declare("app");
  const commit: Store["commit"] = async (...[claim, next, event, ...bills]) => {
    if (event.name === "rotation.unknown") throw broken();
    if (event.name !== "rotation.opened") await seam.store.commit(claim, next, event, ...bills);
  };
  await seam.pass(MINUTE_MS, { ...seam.store, commit });
  expect(await isHeld(seam, uid)).toBe(false);
});

interface Death {
  readonly at: number;
  readonly when: "before" | "after";
}

/** A store one of whose commits fails: before it is durable, or after. */
function failing(store: Store, death: Death | undefined): Store {
  let commits = 0;
  const commit: Store["commit"] = async (...transition) => {
    const isLast = commits++ === death?.at;
    if (isLast && death?.when === "before") throw broken();
    await store.commit(...transition);
    if (isLast) throw broken();
  };
  return { ...store, commit };
}

function broken(): CredentialError {
  return new CredentialError("ERR_UNAVAILABLE", "the disk failed");
}

/** A refusal after a question that nobody could answer is a person's: he says which password logs in. */
async function helpOut({ store, emulator, clock }: Seam, uid: string): Promise<void> {
  const { stuck } = (await store.get(uid))?.credential ?? {};
  const inForce = emulator.account("cache-prod", "app").password;
  if (stuck) await store.ask(uid, { inForce }, { who: "ada", at: clock.now() });
}

async function isSettled(seam: Seam, uid: string): Promise<boolean> {
  const { current, attempt } = await seam.row(uid);
  return current !== undefined && !attempt;
}

/** Whatever logs in, or may come into force yet, is what was there before or is in the store. */
async function isHeld({ emulator, store }: Seam, uid: string): Promise<boolean> {
  const { password, pending } = emulator.account("cache-prod", "app");
  const versions = await store.versions(uid);
  const held = [OLD, ...versions.map(({ secret }) => secret.reveal())];
  return [password, ...pending].every((secret) => held.includes(secret.reveal()));
}

function isSame(one: Secret | undefined, other: Secret): boolean {
  return one?.reveal() === other.reveal();
}

/** The most wrong logins within any five minutes: the fifth would lock the account. */
function mostWrong({ logins }: Emulator): number {
  const wrong = logins.filter(({ isRight }) => !isRight).map(({ at }) => at.getTime());
  return Math.max(0, ...wrong.map((from) => wrong.filter((at) => at >= from && at < from + DAY_MS / 288).length));
}
