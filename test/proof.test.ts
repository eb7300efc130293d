import { expect, it } from "vitest";
import { playAll } from "../tools/proof/crew.ts";

it(
  "keeps every law over the real SQLite store, which answers as the memory store does",
  { timeout: 600_000 },
  async () => {
    const tally = await playAll({ first: 1, histories: 150, untilMs: Infinity, store: "sqlite" });
    expect(tally.broken).toEqual([]);
    expect(tally).toMatchObject({ histories: 150, thin: 0 });
  },
);
