import { sampleKinds } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { explore } from "./model.ts";

const kinds = sampleKinds.map((kind) => [kind.name, kind] as const);

it.each(kinds)(
  "keeps every law in every life of %s with two crashes and two lost replies",
  { timeout: 1_800_000 },
  async (_, kind) => {
    const { lives, states } = await explore(kind, { crashes: 2, lost: 2 });
    process.stdout.write(`${kind.name}: ${lives} lives, ${states} states\n`);
    expect(lives).toBeGreaterThan(500);
  },
);
