import { sampleKinds } from "@rekey/core/testing";
import { expect, it } from "vitest";
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
