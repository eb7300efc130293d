import { describe, expect, it } from "vitest";
import { classifier, type Codebook, codesOf } from "./codes.ts";

type Meaning = "permission" | "busy" | "request" | "unknown" | "locked";

const source = "a page";
const general = codesOf<Meaning>([
  { status: 400, means: "request", source, codes: "X.1 X.2" },
  { status: 403, means: "permission", source, codes: "\n  X.3\n  X.4\n" },
  { status: 500, means: "unknown", source, codes: "X.1" },
]);
const codebook: Codebook<Meaning> = {
  tables: [
    [{ code: "X.2", status: 400, means: "busy", source }],
    general,
    [{ status: 423, means: "locked", source }],
    [{ code: "Y.1", means: "busy", source }],
  ],
  verdicts: {
    permission: { code: "ERR_REFUSED", remedy: "grant it" },
    busy: { code: "ERR_UNAVAILABLE", afterMs: 1 },
    request: { code: "ERR_REFUSED" },
    unknown: { code: "ERR_OUTCOME_UNKNOWN" },
    locked: { code: "ERR_UNAVAILABLE", afterMs: 2 },
  },
  spelled: (code) => code.replace(/^OLD\./, "X."),
};
const classify = classifier(codebook);

describe("a classifier", () => {
  it.for([
    ["a listed code with its status", 400, "X.1", { code: "ERR_REFUSED" }],
    ["the same code with another status that is listed too", 500, "X.1", { code: "ERR_OUTCOME_UNKNOWN" }],
    ["the earlier table before the later", 400, "X.2", { code: "ERR_UNAVAILABLE", afterMs: 1 }],
    ["a code that is spelled otherwise", 400, "OLD.1", { code: "ERR_REFUSED" }],
    ["a status that says enough", 423, "Z.9", { code: "ERR_UNAVAILABLE", afterMs: 2 }],
    ["a status that says enough, without a code", 423, undefined, { code: "ERR_UNAVAILABLE", afterMs: 2 }],
    ["a code without a status, with any 4xx", 409, "Y.1", { code: "ERR_UNAVAILABLE", afterMs: 1 }],
  ] as const)("knows %s", ([, status, code, verdict]) => {
    expect(classify(status, code)).toEqual(verdict);
  });

  it.for([
    [400, "X.9"],
    [401, "X.1"],
    [200, "X.1"],
    [400, undefined],
    [400, ""],
    [500, "Y.1"],
    [302, "Y.1"],
  ] as const)("is silent about %s %s, which no table lists (law 14)", ([status, code]) => {
    expect(classify(status, code)).toBeUndefined();
  });

  it("names the action that a person must grant, where the call needs one", () => {
    expect(classifier(codebook, "x:y:z")(403, "X.4")?.remedy).toBe("grant the connection's identity the action x:y:z");
    expect(classifier(codebook, "x:y:z")(400, "X.1")?.remedy).toBeUndefined();
    expect(classify(403, "X.3")?.remedy).toBe("grant it");
  });
});
