import { sampleKinds } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { disrupting } from "./approver.ts";
import { explore } from "./model.ts";

const kinds = sampleKinds.map((kind) => [kind.name, kind] as const);

it.each(kinds)(
  "keeps every law in every life of %s with one crash and one lost reply",
  { timeout: 300_000 },
  async (_, kind) => {
    const { lives, states } = await explore(kind, { crashes: 1, lost: 1 });
    process.stdout.write(`${kind.name}: ${lives} lives, ${states} states\n`);
    expect(lives).toBeGreaterThan(100);
  },
);

it.each(kinds)(
  "keeps every law in every life of %s, where it disturbs somebody who approves (law 13)",
  { timeout: 300_000 },
  async (_, kind) => {
    const { lives } = await explore(disrupting(kind), { crashes: 1, lost: 1 });
    expect(lives).toBeGreaterThan(100);
  },
);

const changing = sampleKinds.filter((kind) => "change" in kind);
const admins = sampleKinds.filter(({ name }) => ["sample.set-checked", "sample.mailed"].includes(name));
const ways = changing.flatMap((kind) => admins.map((admin) => [kind.name, admin.name, kind, admin] as const));

it.each(ways)(
  "keeps every law in every life of %s that needs %s to set it anew (laws 3, 4, 6, 13)",
  { timeout: 300_000 },
  async (_, __, kind, admin) => {
    const { lives } = await explore(kind, { crashes: 1, lost: 1 }, { admin, isForeign: true });
    expect(lives).toBeGreaterThan(100);
  },
);
