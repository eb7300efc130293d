import { after, type Event, Secret, type Version } from "@rekey/core";
import { memoryStore, sampleKinds, virtualClock } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { openMetrics } from "./metrics.ts";

const clock = virtualClock();
const NOW = clock.now();
const ago = (seconds: number) => after(NOW, -seconds * 1_000);
const current: Version = { number: 1, issued: { secret: new Secret("canary-current") }, facts: {}, since: ago(90) };
const kind = sampleKinds.find(({ limits }) => limits?.lockout)?.name ?? "";
const parts = () => ({
  connections: new Map(),
  sinks: new Map([
    ["app-env", {}],
    ["idle", {}],
  ]),
});

/** Two credentials: one overdue and not delivered, one whose last reply was lost. */
async function stored() {
  const store = memoryStore();
  for (const name of ["team.cache", "team.lost"]) {
    const declaration = {
      name,
      owner: "file",
      kind,
      connection: "prod",
      account: {},
      rotate: { everyMs: 60_000 },
      deliver: ["app-env"],
      graceMs: 0,
    };
    const { uid } = await store.declare(declaration, { identity: name, lane: name }, ago(300));
    const held = await store.claim(uid, ago(300), 1);
    if (!held) throw new TypeError("it is free");
    const lost = { version: 2, why: "due", phase: "sent", before: {}, facts: {}, openedAt: ago(120) } as const;
    const next = {
      ...held.credential,
      current,
      dueAt: ago(30),
      ...(name === "team.lost" && { attempt: lost, dueAt: after(NOW, 1) }),
    };
    const bill = { identity: name, lockout: { tries: 5, windowMs: 1 }, tries: 1, now: ago(300), until: after(NOW, 1) };
    await store.commit(held.claim, next, { name: "rotation.waiting", at: NOW }, bill);
  }
  return store;
}

const happened: readonly Pick<Event, "name" | "kind" | "credential" | "connection" | "durationMs">[] = [
  { name: "rotation.promoted", kind, credential: "team.cache", connection: "prod", durationMs: 1_900 },
  { name: "rotation.promoted", kind, credential: "team.lost", connection: "prod", durationMs: 4_000 },
  { name: "rotation.unknown", kind, credential: "team.lost", connection: "prod" },
  { name: "rotation.opened", kind, credential: "team.lost", connection: "prod" },
  { name: "circuit.opened", connection: "prod" },
  { name: "circuit.opened", connection: "other" },
  { name: "circuit.closed", connection: "other" },
  { name: "claim.lost", credential: "team.cache" },
];

async function exposed(isNamed?: boolean): Promise<string> {
  const metrics = openMetrics({ isNamed });
  for (const event of happened) metrics.event({ at: NOW, ...event });
  const call = { what: "sending", service: "dcs", operation: "resetAclAccountPassWord", durationMs: 120 } as const;
  for (const one of ["2xx", "2xx", "lost", "unsent"] as const) metrics.seen({ ...call, class: one });
  metrics.seen({ what: "credentials", message: "canary-keys" });
  for (const operations of [1, 3, 40]) metrics.committed(operations);
  return metrics.exposition({ store: await stored(), clock, kinds: sampleKinds, parts });
}

it("tells Prometheus what docs/metrics.md says", async () => {
  await expect(await exposed()).toMatchFileSnapshot("exposition.golden.txt");
});

it("names no credential unless it is wanted (law 10)", async () => {
  expect(await exposed()).not.toMatch(/team\.|canary-/);
  const named = await exposed(true);
  expect(named).toContain('rekey_credentials{state="unknown",reason="",credential="team.lost"} 1');
  expect(named).toContain(`rekey_rotations_total{kind="${kind}",outcome="promoted",credential="team.cache"} 1`);
  expect(named).not.toContain("canary-");
});

it("forgets at the next scrape what is so no more", async () => {
  const [metrics, store] = [openMetrics(), await stored()];
  const scrape = () => metrics.exposition({ store, clock, kinds: sampleKinds, parts });
  expect(await scrape()).toContain('rekey_credentials{state="due",reason=""} 1');
  for (const { uid } of await store.list()) {
    const row = await store.get(uid);
    if (row && !row.credential.attempt) await store.forget(uid, NOW);
  }
  expect(await scrape()).not.toContain('state="due"');
});

it("has a page in the documentation that names every metric, and no other", async () => {
  const { readFile } = await import("node:fs/promises");
  const page = await readFile(new URL("../../../../docs/metrics.md", import.meta.url), "utf8");
  const names = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => name));
  expect(names(page, /^\| `(rekey_[a-z_]+)/gm)).toEqual(names(await exposed(), /^# TYPE (rekey_[a-z_]+)/gm));
});
