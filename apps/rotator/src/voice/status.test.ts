import { after, type CredentialKind, fresh, type Listed, LOWER, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { viewOf } from "../status/view.ts";
import { oneText } from "./one.ts";
import { plain } from "./paint.ts";
import { statusText } from "./status.ts";

const now = new Date("2026-11-21T12:00:00Z");
const MINUTE = 60_000;
const DAY = 86_400_000;

const base = { account: z.unknown(), identity: String };
const checked: CredentialKind = {
  ...base,
  name: "dcs.acl-password",
  secret: "supplied",
  rules: () => ({ length: 8, classes: [LOWER] }),
  set: async () => {},
  check: async () => "accepted",
};
const returned: CredentialKind = {
  ...base,
  name: "meeting.vision-code",
  secret: "returned",
  reset: () => Promise.reject(new Error("unused")),
  read: () => ({ secret: new Secret("canary-x") }),
};
const mailed: CredentialKind = { ...base, name: "meeting.admin-reset", secret: "mailed", reset: async () => {} };

const issued = { secret: new Secret("canary-never-shown") };
const version = (number: number, agoMs: number) => ({ number, issued, facts: {}, since: after(now, -agoMs) });

function listed(
  name: string,
  kind: CredentialKind,
  row: Partial<Listed["credential"]>,
  deliver: readonly string[] = [],
): Listed {
  const declaration = {
    name,
    owner: "file",
    kind: kind.name,
    connection: "prod",
    account: { instance: "cache-prod", user: "app" },
    rotate: { everyMs: 30 * DAY },
    deliver,
    graceMs: 0,
  };
  const credential = { ...fresh(name, now), dueAt: after(now, 30 * DAY), wakeAt: after(now, 30 * DAY), ...row };
  return { uid: name, generation: 1, declaration, place: { identity: name, lane: name }, declaredAt: now, credential };
}

const delivered = { version: 7, fails: 0, againAt: now, deliveredAt: after(now, -2 * MINUTE) };
const failed = {
  code: "ERR_DELIVERY",
  message: "the folder is read-only",
  remedy: "let this user write there",
} as const;
const attempt = {
  version: 5,
  why: "the period elapsed",
  phase: "sent",
  before: {},
  facts: {},
  openedAt: after(now, -2 * MINUTE),
} as const;

const cache = listed(
  "cache-app",
  checked,
  {
    current: { ...version(7, 2 * MINUTE), verifiedAt: after(now, -2 * MINUTE) },
    previous: version(6, 30 * DAY),
    cursors: { "app-env": delivered },
  },
  ["app-env"],
);
const all: readonly [Listed, CredentialKind][] = [
  [cache, checked],
  [
    listed("room-3f", returned, {
      current: version(2, 41 * DAY),
      waiting: { reason: "interval", message: "the last change is too recent", until: after(now, 5 * MINUTE) },
    }),
    returned,
  ],
  [
    listed("api-user", checked, {
      current: version(4, 32 * DAY),
      attempt,
      waiting: { reason: "quiet", message: "quiet time", until: after(now, 8 * MINUTE) },
    }),
    checked,
  ],
  [
    listed("mail-box", mailed, {
      current: { number: 3, facts: {}, since: after(now, -3 * DAY) },
      dueAt: after(now, 87 * DAY),
    }),
    mailed,
  ],
  [
    listed(
      "behind",
      checked,
      {
        current: { ...version(7, 2 * MINUTE), verifiedAt: now },
        cursors: { "app-env": { ...delivered, version: 6, problem: failed } },
      },
      ["app-env"],
    ),
    checked,
  ],
  [
    listed("lost", checked, {
      current: version(1, DAY),
      stuck: {
        message: "neither secret is accepted",
        since: now,
        problem: { code: "ERR_STUCK", message: "neither secret is accepted", remedy: "rotator resolve lost" },
      },
    }),
    checked,
  ],
  [
    listed("late", checked, { current: { ...version(2, 33 * DAY), verifiedAt: now }, dueAt: after(now, -3 * DAY) }),
    checked,
  ],
];

it("is one line a credential and one sum", async () => {
  const views = all.map(([one, kind]) => viewOf(one, { kind }, now));
  await expect(statusText(views, now, plain)).toMatchFileSnapshot("golden/status.txt");
});

it("tells everything about one credential, and no secret (law 10)", async () => {
  const events = [
    { seq: 2, name: "rotation.promoted", at: after(now, -2 * MINUTE), version: 7 } as const,
    { seq: 1, name: "rotation.opened", at: after(now, -3 * MINUTE), version: 7 } as const,
  ];
  const more = {
    events,
    budget: { left: 4, of: 5 },
    instants: [30 * DAY, 60 * DAY].map((ms) => ({ at: after(now, ms), dueAt: after(now, ms) })),
  };
  const text = oneText(viewOf(cache, { kind: checked }, now), more, { now, paint: plain });
  expect(text).not.toContain("canary-");
  await expect(text).toMatchFileSnapshot("golden/one.txt");
});

it("names the administrator's kind where that comes next, which is whose step is approved", () => {
  const lent = listed("lent", checked, { waiting: { reason: "approval", message: "asked", until: after(now, DAY) } });
  const reconcile = { kind: "meeting.admin-reset", connection: "prod", account: {} };
  const declaration = { ...lent.declaration, reconcile };
  const kinds = { kind: checked, reconcile: { ...mailed, disrupts: "mails a person" } };
  const view = viewOf({ ...lent, declaration }, kinds, now);
  expect(statusText([view], now, plain)).toContain("asked (meeting.admin-reset)");
  expect(oneText(view, { events: [], instants: [] }, { now, paint: plain })).toMatch(
    /by +meeting\.admin-reset comes next/,
  );
  expect(view.conditions).toContainEqual(expect.objectContaining({ type: "Approved", status: "False" }));
  const held = { ...lent.credential, current: version(1, DAY), waiting: undefined };
  const calm = viewOf({ ...lent, declaration, credential: held }, kinds, now);
  expect([calm.way, calm.conditions.some(({ type }) => type === "Approved")]).toEqual([undefined, false]);
});

it("names what only a person can do", async () => {
  const stuck = all.find(([{ uid }]) => uid === "lost");
  if (!stuck) throw new TypeError("the sample is there");
  const [one, kind] = stuck;
  await expect(
    oneText(viewOf(one, { kind }, now), { events: [], instants: [] }, { now, paint: plain }),
  ).toMatchFileSnapshot("golden/stuck.txt");
});
