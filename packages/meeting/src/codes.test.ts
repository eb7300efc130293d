import { describe, expect, it } from "vitest";
import { classify, classifyLogin } from "./classify.ts";
import { loginStatuses, meetingCodes } from "./codes.ts";

/** The table of USG codes as it was read in 2026-11: code and what to do about it. */
const documented = `
  206030006 stop: state unknown or drift
  206030007 generator bug
  206030008 generator bug
  206030009 regenerate, then continue
  206030010 regenerate
  206030011 wait; possible sign that a lost first try did succeed
  206030012 regenerate
  206030013 regenerate
  206030014 generator bug
  201040016 regenerate
  206030015 wait
  206030016 permission
  206030005 permanent
  206030028 permanent
  206030031 permanent
  206030000 permanent
  206030018 permanent today
  206010000 auth
  206010007 permanent
  206010025 auth
  206010057 auth
  206010058 auth
  206010064 config
  206020000 re-authenticate once
  206020002 re-authenticate once
  206010011 stop
  206060009 stop
  206060010 stop
  206060011 stop
  206060012 stop
  206060013 stop
  206060014 stop
  206060015 stop
  200000001 retry
  200000002 ambiguous
  200000003 bug
  200000004 re-auth
  200000005 retry later
  118000002 wait
  412100010 wait
  000000004 token invalid
  206010030 permanent
  201050012 activation code not found
  201050015 wrong activation code
  201040031 activation code overdue
  201050021 failed
  201050022 terminal may not be unbound
  211030046 not an IdeaHub code
`
  .trim()
  .split("\n")
  .map((line): [string, string] => [line.trim().slice(0, 9), line.trim().slice(10)]);

const statusOf = (digits: string): number => meetingCodes.find(({ code }) => code === digits)?.status ?? 400;
const verdict = (digits: string) => classify(statusOf(digits), `USG.${digits}`);

describe("the codes of Meeting", () => {
  it("are those that the sources name, each once", () => {
    const listed = meetingCodes.map(({ code }) => code);
    expect(listed.toSorted()).toEqual(documented.map(([code]) => code).toSorted());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it("have a class, a text and a source, each of them", () => {
    expect(meetingCodes.filter(({ code }) => verdict(code) === undefined)).toEqual([]);
    expect(meetingCodes.filter(({ text, source }) => text === "" || source === "")).toEqual([]);
  });

  it.for(documented)("%s, which means *%s*, has the class that fits", ([code, act]) => {
    const classes: readonly [RegExp, string][] = [
      [/^(generator bug|regenerate|permission|bug|wrong|activation code overdue|terminal|not an)/, "ERR_REFUSED"],
      [/^stop: state/, "ERR_DRIFTED"],
      [/^(wait|retry|stop$|permanent today)/, "ERR_UNAVAILABLE"],
      [/^(permanent$|config|activation code not found)/, "ERR_DECLARATION"],
      [/^(auth|re-auth|token invalid)/, "ERR_IDENTITY"],
      [/^(ambiguous|failed)/, "ERR_OUTCOME_UNKNOWN"],
    ];
    expect(verdict(code)?.code).toBe(classes.find(([pattern]) => pattern.test(act))?.[1]);
  });

  it("prove nothing with a 5xx, nor with another status than the one they are known with (law 14)", () => {
    for (const { code } of meetingCodes)
      for (const status of [200, 302, 500, 503]) expect(classify(status, `USG.${code}`)).toBeUndefined();
    expect(classify(401, "USG.206030014")).toBeUndefined();
    expect(classify(400, "USG.000000004")).toBeUndefined();
  });

  it("are read with their prefix and without it", () => {
    expect(classify(400, "206030006")).toEqual(classify(400, "USG.206030006"));
  });

  it.for([undefined, "", "USG.206010012", "USG.999999999", "MMC.111070005", "APIG.0301"])(
    "are silent about %s, which no table lists (law 14)",
    (code) => {
      expect(classify(400, code)).toBeUndefined();
    },
  );

  it("say of every lock that it is one, which nobody tries through (law 5)", () => {
    const locks = meetingCodes.filter(({ text }) => text.includes("is locked"));
    expect(locks.map(({ code }) => verdict(code)?.reason)).toEqual(["lock", "lock", "lock"]);
    expect(classifyLogin(423, undefined)?.reason).toBe("lock");
  });

  it("say how long to stay away, where that is what to do", () => {
    const away = meetingCodes.map(({ code }) => verdict(code)).filter((one) => one?.code === "ERR_UNAVAILABLE");
    expect(away.length).toBeGreaterThan(10);
    expect(away.filter((one) => !one?.afterMs)).toEqual([]);
  });
});

describe("the statuses of a login", () => {
  it("say enough by themselves, where no listed code says more", () => {
    expect(loginStatuses.map(({ status }) => classifyLogin(status, "USG.999999999")?.code)).toEqual([
      "ERR_REFUSED",
      "ERR_UNAVAILABLE",
    ]);
    expect(classifyLogin(423, "USG.206010007")?.code).toBe("ERR_DECLARATION");
  });

  it("say nothing of other calls, nor does a bare 401 (law 14)", () => {
    expect([classify(423, undefined), classifyLogin(401, undefined)]).toEqual([undefined, undefined]);
  });
});
