import { type Clock, type CredentialKind, hasCode, Secret, type Store } from "@rekey/core";
import { memoryStore, virtualClock } from "@rekey/core/testing";
import { connect } from "@rekey/core-http";
import { createEmulator, type Emulator, type Fault } from "@rekey/emulator";
import { adminReset, ownPassword, terminalActiveCode, visionActiveCode, withMeetingApp } from "@rekey/meeting";
import { type Once, rotateOnce } from "@rekey/reconciler";
import { describe, expect, it } from "vitest";
import { dyingAt } from "./world.fixture.ts";

const MINUTE_MS = 60_000;
const OLD = new Secret("canary-Old1");
const app = { appId: "my-app", appKey: new Secret("canary-app-key") };

type Act = Extract<Fault, { operation: string }>["do"];

const acts: readonly Act[] = [
  { type: "drop", when: "before" },
  { type: "drop", when: "after" },
  { type: "reset", when: "after" },
  { type: "late", ms: 5 * MINUTE_MS },
  { type: "throttle" },
  { type: "status", status: 503, code: "USG.200000002", when: "before" },
  { type: "status", status: 503, code: "USG.200000002", when: "after" },
  { type: "status", status: 400, code: "USG.999999999", when: "before" },
  { type: "truncate", when: "after" },
  { type: "page", when: "after" },
];
const operations = [
  "createAppIdToken",
  "createToken",
  "searchUsers",
  "showUserDetail",
  "deleteToken",
  "searchVisionActiveCode",
];

const kinds: readonly (readonly [CredentialKind, account: object, change: string])[] = [
  [ownPassword, { account: "ada@corp" }, "updatePwd"],
  [visionActiveCode, { account: "room@corp" }, "resetVisionActiveCode"],
  [adminReset, { account: "ada@corp" }, "resetPwdByAdmin"],
  [terminalActiveCode, { sn: "SN_1", notify: { emailAddr: "room@example.com" } }, "resetActivecode"],
];

/** A clock that nobody waits for. */
function quickClock() {
  const clock = virtualClock();
  return { ...clock, sleep: (ms: number) => clock.advance(ms) };
}

function enterprise(clock: Clock, endsTokens: boolean): Promise<Emulator> {
  const members = [{ account: "ada@corp", userId: "ada-7", password: OLD, email: "ada@example.com" }];
  const screens = [{ account: "room@corp", name: "Room" }];
  const keys = [{ accessKey: "UNUSED", secretKey: "canary-unused" }];
  const meeting = { apps: [app], members, screens, terminals: [{ sn: "SN_1" }], endsTokens };
  return createEmulator({ region: "cn-north-4", project: "p", keys, meeting }, { clock, dataPlane: "small" });
}

/** What goes wrong in one life: an operation, or the process at one of its transitions. */
interface Trouble {
  readonly fault?: Fault;
  readonly diesAt?: number;
}

/** One rotation with one trouble in it, run again until it rests. */
async function live(
  [kind, account]: (typeof kinds)[number],
  trouble: Trouble,
): Promise<{ once: Once; emulator: Emulator }> {
  const { fault, diesAt = Infinity } = trouble;
  const clock = quickClock();
  const emulator = await enterprise(clock, fault !== undefined && fault.skip === 1);
  const { endpoints } = emulator;
  const base = connect({ region: "cn-north-4", credentials: "none", endpoints, clock, repeats: 1 });
  await using via = withMeetingApp(base, app, { clock });
  const whole = memoryStore();
  const current = kind === ownPassword ? { current: OLD } : {};
  const run = (store: Store) => rotateOnce(kind, account, { via, store, clock, ...current }).catch(passing);
  if (kind === ownPassword) await run(whole);
  await clock.advance(10 * MINUTE_MS);
  if (fault) emulator.fault(fault);
  let once = await run(dyingAt(whole, diesAt));
  for (let runs = 0; runs < 60 && !isAtRest(once); runs++) {
    await clock.advance(2 * MINUTE_MS);
    once = await run(whole);
  }
  await clock.advance(20 * MINUTE_MS);
  if (!once) throw new Error("it never answered");
  return { once, emulator };
}

/** An account that cannot be looked up now is looked up again; who died is started again when its claim is over. */
function passing(error: unknown): undefined {
  const isDead = error instanceof Error && error.message === "killed";
  if (!isDead && !hasCode(error, "ERR_UNAVAILABLE", "ERR_REFUSED", "ERR_CONFLICT")) throw error;
}

function isAtRest(once: Once | undefined): boolean {
  return once !== undefined && ["stable", "due", "stuck"].includes(once.state);
}

describe.for(kinds.map((kind) => [kind[0].name, kind] as const))("%s, over real HTTP", ([name, kind]) => {
  const [{ secret }, , change] = kind;
  const faults = [change, ...operations].flatMap((operation) =>
    acts.flatMap((act) => [0, 1].map((skip) => ({ operation, skip, do: act }) satisfies Fault)),
  );

  async function endsWell(trouble: Trouble): Promise<void> {
    const { once, emulator } = await live(kind, trouble);
    await using _ = emulator;
    const { meeting } = emulator;
    expect(meeting.member("ada@corp").isLocked).toBe(false);
    const inForce =
      name === "meeting.vision-code" ? meeting.screen("room@corp").code : meeting.member("ada@corp").password;
    const isHeld = once.state !== "stuck" && once.issued?.secret.reveal() === inForce.reveal();
    expect(secret === "mailed" ? meeting.mails.length <= 1 : isHeld).toBe(true);
  }

  it.for(faults)("loses nothing to %o, and sends no second mail", async (fault) => {
    await endsWell({ fault });
  });

  it.for([1, 2, 3, 4, 5])("loses nothing to a death at transition %i, and sends no second mail", async (diesAt) => {
    await endsWell({ diesAt });
  });
});
