import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { ACCESS_KEY, SECRET_KEY, type Sent, signed } from "../client.fixture.ts";
import type { Key } from "../world.ts";
import { type Verified, verify } from "./verify.ts";

const now = new Date("2026-03-01T12:00:00Z");
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);
const key: Key = { accessKey: ACCESS_KEY, secretKey: new Secret(SECRET_KEY), permissions: ["*"] };
const temporary: Key = { ...key, accessKey: "TEMPORARY", securityToken: new Secret("canary-token") };

const GET = { method: "GET", target: "/v2/p/instances?limit=1", body: "" };

function verified(
  sent: Sent,
  change: (headers: Record<string, string>) => Record<string, string> = (same) => same,
): Verified {
  const headers = change(signed(GET, "localhost", { now, ...sent }));
  const rawHeaders = Object.entries(headers).flat();
  return verify(
    { method: GET.method, target: GET.target, rawHeaders, body: Buffer.from(GET.body) },
    [key, temporary],
    now,
  );
}

const why = (verdict: Verified): string => (verdict.isRefused ? verdict.why : "accepted");

describe("a signature", () => {
  it("is accepted, and its key and signed headers are known", () => {
    expect(verified({})).toEqual({ isRefused: false, key, signedHeaders: ["host", "x-sdk-date"] });
  });

  it("is accepted without the host, which Go's SDK does not sign", () => {
    expect(why(verified({}, () => signed(GET, "", { now })))).toBe("accepted");
  });

  it("is refused with the gateway's canonical request where the secret key is another", () => {
    expect(why(verified({ secretKey: "canary-other" }))).toMatch(
      /^verify aksk signature fail, canonicalRequest:GET\|\/v2\/p\/instances\/\|limit=1\|host:localhost\|/,
    );
  });

  it("is refused where a signed header was changed on the way", () => {
    expect(why(verified({}, (headers) => ({ ...headers, host: "elsewhere" })))).toContain("verify aksk signature fail");
  });

  it("is refused for an unknown access key", () => {
    expect(why(verified({ accessKey: "NOBODY" }))).toBe("Get secretKey failed,ak:NOBODY,err:ak not exist");
  });

  it("is refused where nothing is signed", () => {
    expect(why(verified({}, () => ({})))).toBe("x-auth-token not found");
    expect(why(verified({}, () => ({ "x-auth-token": "canary-token" })))).toBe("decrypt token fail");
  });

  it("is refused where the date is not signed", () => {
    const unsigned = (headers: Record<string, string>): Record<string, string> => ({
      ...headers,
      authorization: (headers["authorization"] ?? "").replace(";x-sdk-date", ""),
    });
    expect(why(verified({}, unsigned))).toContain("x-sdk-date is not signed");
  });

  it.each([
    [15, "accepted"],
    [-15, "accepted"],
    [15.1, "verify aksk signature fail, signature expired"],
    [-15.1, "verify aksk signature fail, signature expired"],
  ])("made %d minutes from now is: %s", (offset, expected) => {
    expect(why(verified({ now: minutes(offset) }))).toBe(expected);
  });

  it("is refused where the date is no date", () => {
    expect(why(verified({ headers: { "x-sdk-date": "20261399T000000Z" } }))).toContain("signature expired");
    expect(why(verified({ headers: { "x-sdk-date": "yesterday" } }))).toContain("signature expired");
  });
});

describe("a temporary key", () => {
  const sent: Sent = { accessKey: "TEMPORARY", securityToken: "canary-token" };

  it("is accepted with its token signed", () => {
    expect(why(verified(sent))).toBe("accepted");
  });

  it.each<[string, Sent]>([
    ["without its token", { accessKey: "TEMPORARY" }],
    ["with another token", { ...sent, securityToken: "canary-other" }],
  ])("is refused %s", (_, wrong) => {
    expect(why(verified(wrong))).toContain("x-security-token is wrong or not signed");
  });

  it("is refused where its token came unsigned", () => {
    const added = verified({ accessKey: "TEMPORARY" }, (headers) => ({
      ...headers,
      "x-security-token": "canary-token",
    }));
    expect(why(added)).toContain("x-security-token is wrong or not signed");
  });

  it("never shows its token in a refusal", () => {
    expect(why(verified({ ...sent, secretKey: "canary-other" }))).toContain("x-security-token:***|");
  });

  it("is the only kind that may send a token", () => {
    expect(why(verified({ securityToken: "canary-token" }))).toContain("x-security-token is wrong or not signed");
  });
});
