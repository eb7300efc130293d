import {
  after,
  type Attempt,
  type Checked,
  CredentialError,
  type CredentialKind,
  type Landed,
  Secret,
  type Store,
} from "@rekey/core";
import { house, sample } from "./house.fixture.ts";
import { claim } from "./reconcile.ts";
import { recover } from "./recover.ts";

export type Shape = "set" | "change" | "returned" | "mailed";

/** What the service answers; where nothing is said, the kind has no such method. */
export interface Answers {
  readonly landed?: Landed | undefined;
  /** To a login with the candidate, v2. */
  readonly next?: Checked | undefined;
  /** To a login with the version in force, v1. */
  readonly old?: Checked | undefined;
  readonly retire?: "retired" | { readonly againAt: Date } | undefined;
}

/** How the row stands, beside an attempt whose outcome nobody knows. */
export interface Standing {
  /** How long something of it may still land; nothing may where this is 0. */
  readonly quietMs?: number;
  /** Whether a version is in force and held. */
  readonly hasOld?: boolean;
  /** How many of its five tries were paid for and may still count. */
  readonly spent?: number;
}

const V1 = new Secret("canary-v1");
const V2 = new Secret("canary-v2");
const nameOf = (secret: Secret) => (secret === V1 ? "v1" : secret === V2 ? "v2" : "another");
const blind = { set: "set-blind", change: "change-blind", returned: "random", mailed: "mailed" } as const;

/** Recovers one attempt and says, in order, everything that it asked, sent and wrote, and what came of it. */
export async function recovering(shape: Shape, answers: Answers, standing: Standing = {}) {
  const { quietMs = 0, hasOld = true, spent = 0 } = standing;
  const did: string[] = [];
  const kind = talking(shape, answers, did);
  const furnished = await house(kind, { store: (real) => writing(real, did) });
  const { store, clock, tools } = furnished;
  const row = store.rows.get("c1");
  if (!row) throw new TypeError("it is declared");
  const now = clock.now();
  const attempt: Attempt = {
    version: 2,
    why: "requested",
    phase: "sent",
    before: { seen: "before the first" },
    facts: {},
    openedAt: now,
    candidate: shape === "set" || shape === "change" ? { secret: V2 } : undefined,
    quietUntil: after(now, quietMs),
  };
  const issued = shape === "mailed" ? undefined : { secret: V1, id: "key-1" };
  const current = hasOld ? { number: 1, issued, facts: {}, since: now } : undefined;
  row.credential = { ...row.credential, observed: 1, opened: 2, current, attempt };
  store.paid.set(
    "sample:ada",
    Array.from({ length: spent }, () => after(now, 1)),
  );
  const work = await claim(tools, "c1");
  if (!work) throw new TypeError("it is due");
  const [left, error] = await recover(work, attempt).then(
    (landed) => [landed, undefined] as const,
    (thrown: unknown) => [undefined, thrown] as const,
  );
  return { ...furnished, did, left, error };
}

/** A kind that writes down what it is asked for. */
function talking(shape: Shape, answers: Answers, did: string[]): CredentialKind {
  const { landed, next, old, retire } = answers;
  const parts = {
    before: async () => (did.push("looks anew"), { seen: "anew" }),
    set: async (_: unknown, secret: Secret) => void did.push(`sets ${nameOf(secret)}`),
    change: async (_: unknown, { current, next: to }: { current: Secret; next: Secret }) =>
      void did.push(`changes ${nameOf(current)} to ${nameOf(to)}`),
    reset: async () => (did.push("resets"), { status: 200, headers: {}, body: new Secret("{}") }),
    landed: async (_: unknown, before: { seen?: string }) => (did.push(`compares with ${before.seen}`), landed),
    check: async (_: unknown, secret: Secret) => (did.push(`tries ${nameOf(secret)}`), secret === V1 ? old : next),
    retire: async (_: unknown, id: string, _via: unknown, isOrphan = false) => (
      did.push(`withdraws ${isOrphan ? "the orphan " : ""}${id}`),
      retire
    ),
  };
  const has = {
    before: true,
    set: shape === "set",
    change: shape === "change",
    reset: shape === "returned" || shape === "mailed",
    landed: landed !== undefined,
    check: next !== undefined,
    retire: retire !== undefined,
  };
  const methods = Object.fromEntries(Object.entries(parts).filter(([name]) => Reflect.get(has, name) === true));
  return sample(blind[shape], { ...methods, limits: { lockout: { tries: 5, windowMs: 300_000 } } });
}

/** A store that tells what is written, and what is paid with it. */
function writing(real: Store, did: string[]): Store {
  return {
    ...real,
    async commit(claimed, next, event, ...bills) {
      await real.commit(claimed, next, event, ...bills);
      const tries = bills.reduce((sum, bill) => sum + bill.tries, 0);
      did.push(tries === 0 ? event.name : `${event.name}, pays ${tries}`);
    },
  };
}

/** What came of it, in one word. */
export function fateOf({ did, left, error }: Pick<Awaited<ReturnType<typeof recovering>>, "did" | "left" | "error">) {
  const isSent = did.some((step) => /^(sets|changes|resets)/.test(step));
  if (isSent) return did.includes("looks anew") ? "is sent, as the first" : "is sent again";
  if (left) return `is ${left.phase}`;
  return error instanceof CredentialError ? (error.code === "ERR_STUCK" ? "is stuck" : "waits") : "fails";
}
