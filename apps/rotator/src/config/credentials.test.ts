import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "./fault.ts";
import { loadOperator } from "./load.ts";

/** Reads one connection's credentials; a secret may stand in them by mistake. */
function credentials(written: string) {
  const cwd = join(mkdtempSync(join(tmpdir(), "credentials-")), "given");
  mkdirSync(cwd);
  const text = `store: { sqlite: r.db }\nseal: { keys: [file:k] }\nconnections:\n  it: { region: cn-north-4, credentials: ${written} }\n`;
  writeFileSync(join(cwd, "rekey.yaml"), text);
  return loadOperator(["rekey.yaml"], { cwd }, { kinds: [], sinkKinds: [] }).connections.get("it")?.credentials;
}

function faults(written: string): readonly string[] {
  try {
    credentials(written);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(
      ({ path, message, remedy }) => `${path.split(".").slice(3).join(".")}: ${message} → ${remedy}`,
    );
  }
}

describe("credentials", () => {
  it("are keys, or an enterprise's App ID with its key", () => {
    expect(credentials("{ accessKey: env:AK, secretKey: env:SK }")).toEqual({
      accessKey: { env: "AK" },
      secretKey: { env: "SK" },
    });
    expect(credentials("{ meetingApp: { appId: a-1, appKey: env:KEY, corpId: '7' } }")).toEqual({
      meetingApp: { appId: "a-1", appKey: { env: "KEY" }, corpId: "7" },
    });
  });

  it("are an IAM user with its password, or an agency and the keys that may assume it", () => {
    expect(credentials("{ iamUser: { user: rotator, account: acme, password: file:pw } }")).toEqual({
      iamUser: { user: "rotator", account: "acme", password: { file: "pw" } },
    });
    expect(credentials("{ agency: { urn: 'iam::d78c:agency:rekey', duration: 1h } }")).toEqual({
      agency: { urn: "iam::d78c:agency:rekey", duration: 3_600_000 },
    });
    const keys = "accessKey: env:AK, secretKey: env:SK";
    expect(credentials(`{ agency: { urn: 'iam::d78c:agency:rekey', externalId: x-1, ${keys} } }`)).toEqual({
      agency: { urn: "iam::d78c:agency:rekey", externalId: "x-1", accessKey: { env: "AK" }, secretKey: { env: "SK" } },
    });
  });

  it.for([
    ["{ meetingApp: { appId: a-1 } }", "meetingApp.appKey: a secret is referred to, never written here"],
    [
      "{ meetingApp: { appId: a-1, appKey: canary-key } }",
      "meetingApp.appKey: a secret is referred to, never written here",
    ],
    ["{ meetingApp: { appID: a-1, appKey: env:KEY } }", "meetingApp.appId: appId is missing"],
    ["{ iamUser: { user: u, account: a, password: canary-key } }", "iamUser.password: a secret is referred to"],
    ["{ iamUser: { user: u, password: env:PW } }", "iamUser.account: account is missing"],
    ["{ agency: { urn: rekey } }", "agency.urn: this is not of the form it must have → write it like iam::"],
    ["{ agency: { urn: 'iam::a:agency:b', duration: 5m } }", "write 15m to 12h"],
    ["{ agency: { urn: 'iam::a:agency:b', accessKey: env:AK } }", "agency: one half of an access key stands here"],
    ["{ accessKey: env:AK }", "secretKey: a secret is referred to, never written here"],
    ["{ accessKey: env:AK, secretKey: canary-key }", "secretKey: a secret is referred to, never written here"],
    ["{ meetingApp: { appId: a-1, appKey: env:KEY }, accessKey: env:AK }", "accessKey: there is no key accessKey here"],
  ] as const)("%s: says what is wrong, and no value (law 10)", ([written, said]) => {
    expect(faults(written)).toContainEqual(expect.stringContaining(said));
    expect(faults(written).join()).not.toContain("canary-");
  });

  it("say which key was meant", () => {
    expect(faults("{ accessKey: env:AK, secretkey: env:SK }")).toContainEqual(expect.stringContaining("secretKey"));
  });
});
