import { describe, expect, it } from "vitest";
import { CANARY, filesUnder, holds, leaks, netOf, OPEN, TOKEN } from "../../tools/net.ts";
import { CONTROL } from "./marks.ts";

const run = process.env["REKEY_RUN"];
if (run === undefined) throw new Error("the search runs under tools/test.ts only, which says where the run folder is");
const { printed, written } = netOf(run);

describe("the net", () => {
  it.for([CONTROL.printed, CONTROL.child])("holds what the suite prints: %s", (mark) => {
    expect(holds(printed, mark)).toBe(true);
  });

  it.for([CONTROL.written, CONTROL.encoded])("holds what tests write: %s", (mark) => {
    expect(leaks(written, mark)).toHaveLength(1);
  });

  it.for(OPEN)("leaves alone what lies in a folder named %s", (folder) => {
    expect(filesUnder(written)).toContainEqual(expect.stringMatching(`${folder}.app\\.env$`));
    expect(leaks(written, CONTROL.open)).toEqual([]);
  });
});

describe("after the whole suite", () => {
  it("no password stands in anything that was printed (law 10, P9)", () => {
    expect(holds(printed, CANARY)).toBe(false);
  });

  it("no password stands in any file that was written, but where it belongs (law 10, P9)", () => {
    expect(leaks(written, CANARY)).toEqual([]);
  });

  it("no token of the HTTP API stands in anything that was printed or written, but where it belongs (law 10, P9)", () => {
    expect(holds(printed, TOKEN)).toBe(false);
    expect(leaks(written, TOKEN)).toEqual([]);
  });
});
