import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { dcsCodes } from "./codes.ts";

/** What the documentation lists, as it was read in 2026-11: a prefix, a status, and the rest of each code. */
const documented: readonly (readonly [string, number, string])[] = [
  [
    "1114",
    400,
    `
    00002 00004 00005 00007 00008 00009 00010 00011 00012 00013 00014 00016 00017 00018 00019 00020 00021 00022
    00026 00027 00035 00036 00037 00038 00039 00042 00045 00046 00047 00048 00053 00054 00060 00061 00062 00063
    00064 00065 00066 00067 00068 00070 00072 00073 00074 00075 00076 00080 00086 00087 00094 00095 00096 00097
    00098 00099 00100 00102 00103 00104 00105 00106 00107 00108 00111 00113 00114 00115 00116 00117 00118 00119
    00120 00800 00843 00844 00845 00849 00850
  `,
  ],
  [
    "DCS.",
    400,
    `
    3053 4002 4004 4005 4006 4007 4008 4009 4010 4011 4012 4013 4014 4016 4017 4018 4019 4020 4021 4022 4025 4026
    4027 4028 4030 4031 4033 4035 4036 4037 4038 4039 4042 4045 4046 4047 4048 4049 4053 4054 4060 4061 4062 4063
    4064 4065 4066 4067 4068 4070 4072 4073 4074 4075 4076 4080 4086 4087 4094 4095 4096 4097 4098 4099 4100 4102
    4103 4104 4105 4106 4107 4108 4111 4113 4114 4115 4116 4117 4118 4119 4120 4200 4202 4253 4300 4800 4819 4820
    4821 4822 4838 4839 4840 4841 4843 4844 4845 4846 4847 4848 4849 4850 4855 4875 4879 4911 4918 4919 4927 4930
    4931 4933 4935 4936 4937 4939 4941 4942 4957 4998 4999 5050 4121 4231 4961 4975
  `,
  ],
  [
    "CBC.",
    400,
    `
    99003651
  `,
  ],
  [
    "1114",
    401,
    `
    01001 01002 01003 01004
  `,
  ],
  [
    "DCS.",
    401,
    `
    1001 1002 1003 1004
  `,
  ],
  [
    "1114",
    403,
    `
    03002 03003
  `,
  ],
  [
    "DCS.",
    403,
    `
    2003 2007 3002 3003
  `,
  ],
  [
    "1114",
    404,
    `
    04001 04022 04023
  `,
  ],
  [
    "DCS.",
    404,
    `
    3022 4001 4023 5101
  `,
  ],
  [
    "1114",
    405,
    `
    05001
  `,
  ],
  [
    "DCS.",
    405,
    `
    5001
  `,
  ],
  [
    "1114",
    500,
    `
    00069 00101 00842
  `,
  ],
  [
    "1115",
    500,
    `
    00000 00006 00017 00020 00024 00031 00032 00037 00041 00044 00053 00054 00070 00071 00077 00078 00079 00082
    00083 00085 00090 00091 00092 00095 00104
  `,
  ],
  [
    "DCS.",
    500,
    `
    4069 4101 4842 5000 5006 5017 5020 5024 5031 5032 5037 5039 5040 5041 5042 5043 5044 5045 5053 5054 5070 5071
    5077 5078 5079 5081 5082 5083 5085 5090 5091 5092 5094 5095 5104
  `,
  ],
];

const pairs = documented.flatMap(([prefix, status, codes]) =>
  codes
    .trim()
    .split(/\s+/)
    .map((code) => `${status} ${prefix}${code}`),
);
const verdict = (pair: string, action?: string) => {
  const [status, code] = pair.split(" ");
  return classify(action)(Number(status), code);
};

describe("the codes of DCS", () => {
  it("are those of the documentation, each once", () => {
    expect(pairs).toHaveLength(292);
    expect(dcsCodes.map(({ status, code }) => `${status} ${code}`).toSorted()).toEqual(pairs.toSorted());
  });

  it("have a class and a source, each of them", () => {
    expect(pairs.filter((pair) => verdict(pair)?.code === undefined)).toEqual([]);
    expect(dcsCodes.filter(({ source }) => source === "")).toEqual([]);
  });

  it("prove nothing where the status is 5xx (law 14)", () => {
    const failed = pairs.filter((pair) => pair.startsWith("5"));
    expect(new Set(failed.map((pair) => verdict(pair)?.code))).toEqual(new Set(["ERR_OUTCOME_UNKNOWN"]));
  });

  it.for([
    ["400 DCS.4019", "ERR_REFUSED"],
    ["400 111400019", "ERR_REFUSED"],
    ["400 DCS.4026", "ERR_UNAVAILABLE"],
    ["400 DCS.4049", "ERR_UNAVAILABLE"],
    ["400 111400017", "ERR_UNAVAILABLE"],
    ["400 CBC.99003651", "ERR_UNAVAILABLE"],
    ["400 DCS.4115", "ERR_UNAVAILABLE"],
    ["400 DCS.4121", "ERR_UNAVAILABLE"],
    ["400 DCS.4080", "ERR_DRIFTED"],
    ["400 DCS.4850", "ERR_DECLARATION"],
    ["400 DCS.4961", "ERR_OUTCOME_UNKNOWN"],
    ["404 DCS.3022", "ERR_DECLARATION"],
    ["404 111404022", "ERR_DECLARATION"],
    ["401 DCS.1002", "ERR_IDENTITY"],
    ["401 111401001", "ERR_IDENTITY"],
    ["403 DCS.2003", "ERR_REFUSED"],
    ["405 DCS.5001", "ERR_REFUSED"],
  ] as const)("%s is %s", ([pair, code]) => {
    expect(verdict(pair)?.code).toBe(code);
  });

  it("say how long to stay away from a busy instance", () => {
    const busy = dcsCodes.filter(({ means }) => means === "busy" || means === "changing");
    expect(busy.length).toBeGreaterThan(20);
    for (const { status, code } of busy) expect(classify()(status, code)?.afterMs).toBeGreaterThan(0);
  });

  it("name the action that a person must grant", () => {
    expect(verdict("403 DCS.2007", "dcs:aclaccount:resetPassword")?.remedy).toContain("dcs:aclaccount:resetPassword");
    expect(verdict("403 DCS.2007")?.remedy).toContain("grant");
  });

  it("are read past the blank that the table of codes prints", () => {
    expect(verdict("400 DCS.4855")?.code).toBe("ERR_REFUSED");
    expect(classify()(400, "DCS. 4855")?.code).toBe("ERR_REFUSED");
  });

  it.for([
    [400, "DCS.9999"],
    [500, "DCS.4019"],
    [200, "DCS.4019"],
    [400, undefined],
    [400, ""],
  ] as const)("are silent about %s %s, which no table lists (law 14)", ([status, code]) => {
    expect(classify()(status, code)).toBeUndefined();
  });
});
