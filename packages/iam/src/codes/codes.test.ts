import { describe, expect, it } from "vitest";
import { classify, classifyWorkspace } from "./classify.ts";
import { createKeyCodes, iamCodes, loginCodes, ownPasswordCodes } from "./iam.ts";
import { tryKeyCodes } from "./sts.ts";
import { workspaceCodes } from "./workspace.ts";

const tables = { iamCodes, loginCodes, createKeyCodes, ownPasswordCodes, tryKeyCodes, workspaceCodes };

/** What the documentation of IAM lists for these operations, as it was read in 2026-11: a status and its codes. */
const documented: readonly (readonly [number, string])[] = [
  [400, "1100 1101 1102 1103 1104 1105 1106 1107 1108 1109 1110 1111 1113 1115 1117 1118"],
  [400, "IAM.0007 IAM.0008 IAM.0009 IAM.0010 IAM.0011 IAM.0072 IAM.0073 IAM.0077 IAM.1061"],
  [400, "IAM.1101 IAM.1104 IAM.1105 IAM.1107 IAM.1108"],
  [401, "IAM.0001 IAM.0061 IAM.0062 IAM.0066 IAM.0067"],
  [403, "IAM.0002 IAM.0003 IAM.0080 IAM.0081 IAM.0082"],
  [404, "IAM.0004"],
  [409, "IAM.0005"],
  [429, "IAM.0012"],
  [500, "IAM.0006"],
];

const spelled = documented.flatMap(([status, codes]) => codes.split(" ").map((code) => `${status} ${code}`));

describe("the codes of IAM", () => {
  it("are those of the documentation, and the numbers of its nested envelope, each once", () => {
    const numbers = [400, 401, 403, 404, 409, 500].map((status) => `${status} ${status}`);
    const listed = iamCodes.map(({ status, code }) => `${status} ${code}`);
    expect(listed.toSorted()).toEqual([...spelled, ...numbers].toSorted());
  });

  it.for([
    [400, "1103", "ERR_REFUSED"],
    [400, "1108", "ERR_REFUSED"],
    [400, "1118", "ERR_REFUSED"],
    [400, "400", "ERR_REFUSED"],
    [401, "401", "ERR_IDENTITY"],
    [401, "IAM.0066", "ERR_IDENTITY"],
    [401, "IAM.0061", "ERR_UNAVAILABLE"],
    [403, "IAM.0003", "ERR_REFUSED"],
    [404, "IAM.0004", "ERR_DECLARATION"],
    [404, "404", "ERR_DECLARATION"],
    [429, "IAM.0012", "ERR_UNAVAILABLE"],
    [400, "IAM.1107", "ERR_IDENTITY"],
    [500, "IAM.0006", "ERR_OUTCOME_UNKNOWN"],
    [500, "500", "ERR_OUTCOME_UNKNOWN"],
  ] as const)("%s %s is %s", ([status, code, verdict]) => {
    expect(classify()(status, code)?.code).toBe(verdict);
  });

  it("mean something else where an operation says so", () => {
    expect(classify(undefined, loginCodes)(401, "401")?.code).toBe("ERR_DRIFTED");
    expect(classify(undefined, ownPasswordCodes)(401, "401")?.code).toBe("ERR_OUTCOME_UNKNOWN");
    expect(classify(undefined, createKeyCodes)(400, "400")?.remedy).toContain("two access keys");
    expect(classify(undefined, createKeyCodes)(404, "404")?.code).toBe("ERR_DECLARATION");
  });

  it("name the action that a person must grant", () => {
    expect(classify("iam:users:getUser")(403, "403")?.remedy).toContain("iam:users:getUser");
    expect(classify()(403, "IAM.0003")?.remedy).toContain("grant");
  });
});

describe("the codes of Workspace", () => {
  it("are those that its pages and its official provider name, each with the statuses that they leave open", () => {
    const ofUsers = ["WKS.00170312", "WKS.00170117", "WKS.0202", "WKS.0915", "WKS.00010099"];
    const withSuccess = ["WKS.00010109", "WKS.00010110", "WKS.00010306", "WKS.00010315"];
    const all = [
      ...ofUsers.flatMap((code) => [200, 400, 404].map((status) => `${status} ${code}`)),
      ...withSuccess.map((code) => `200 ${code}`),
      "400 WKS.0001",
    ];
    expect(workspaceCodes.map(({ status, code }) => `${status} ${code}`).toSorted()).toEqual(all.toSorted());
    expect(all.map((one) => classifyWorkspace()(Number(one.slice(0, 3)), one.slice(4))?.code)).not.toContain(undefined);
  });

  it.for([
    [200, "WKS.00010109", "ERR_REFUSED"],
    [400, "WKS.0001", "ERR_REFUSED"],
    [404, "WKS.00170312", "ERR_DECLARATION"],
    [400, "WKS.00170117", "ERR_DECLARATION"],
    [400, "WKS.00010099", "ERR_REFUSED"],
    [404, "WKS.0202", "ERR_DECLARATION"],
    [404, "WKS.0915", "ERR_DECLARATION"],
  ] as const)("%s %s is %s", ([status, code, verdict]) => {
    expect(classifyWorkspace()(status, code)?.code).toBe(verdict);
  });
});

describe.for(Object.entries(tables))("%s", ([, table]) => {
  it("has a source and a class for each code, and lists none twice", () => {
    expect(table.filter(({ source }) => source === "")).toEqual([]);
    const pairs = table.map(({ status, code }) => `${status} ${code}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const { status, code } of table) expect(classify(undefined, table)(status, code)?.code).toMatch(/^ERR_/);
  });

  it("proves nothing where the status is 5xx (law 14)", () => {
    for (const { means } of table.filter(({ status }) => status >= 500)) expect(means).toBe("unknown");
  });
});

it.for([
  [400, "IAM.9999"],
  [500, "1103"],
  [200, "1103"],
  [400, undefined],
  [400, ""],
  [402, "402"],
] as const)("is silent about %s %s, which no table lists (law 14)", ([status, code]) => {
  expect(classify()(status, code)).toBeUndefined();
  expect(classifyWorkspace()(status, code)).toBeUndefined();
});
