import { expect, inject, it } from "vitest";
import { isTroubled, play } from "./history.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How many histories the simulation plays: REKEY_HISTORIES, read where the tests are configured. */
    histories: number;
  }
}

const FIRST_SEED = 1_000_000;

it(
  "keeps every law in every history (laws 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, P1, P2, P3, P7, P8, P10, P11, P13)",
  { timeout: 3_600_000 },
  async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + inject("histories"); seed++) {
      const played = await play(seed);
      const { violation, story } = played.world;
      const objection = violation && `${violation.message}\n${story.told()}`;
      expect(objection, `seed ${seed}`).toBeUndefined();
      expect(isTroubled(played.world, played), `seed ${seed}`).toBe(true);
    }
  },
);

it("plays the same history for the same seed", async () => {
  const [one, other] = [await play(7), await play(7)];
  expect(one.world.story.told()).toBe(other.world.story.told());
});
