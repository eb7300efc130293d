import { sampleKinds } from "@rekey/core/testing";
import { expect, it } from "vitest";
import { explore } from "./model.ts";

/** A kind that is asked whether it is ready is looked at so often that two lost replies would take an hour. */
const lives = sampleKinds.map((kind) => [kind.name, kind.ready ? 1 : 2, kind] as const);

it.each(lives)(
  "keeps every law in every life of %s with two crashes and %i lost replies",
  { timeout: 1_800_000 },
  async (_, lost, kind) => {
    const explored = await explore(kind, { crashes: 2, lost });
    process.stdout.write(`${kind.name}: ${explored.lives} lives, ${explored.states} states\n`);
    expect(explored.lives).toBeGreaterThan(500);
  },
);
