import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, REPLIED_AT } from "../cloud.fixture.ts";
import { getCallerIdentity, tryAccessKey } from "./caller.ts";

const sample = {
  account_id: "27680d67da6b47eb82d00a1a118be145",
  principal_urn: "iam::27680d67da6b47eb82d00a1a118be145:user:user-name",
  principal_id: "user-id",
};
const read = {
  accountId: sample.account_id,
  principalUrn: sample.principal_urn,
  principalId: "user-id",
};

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ getCallerIdentity: sample });
  await expect(getCallerIdentity(connection)).resolves.toEqual(read);
  expect(connection.calls).toMatchObject([
    { service: "sts", method: "GET", path: "/v5/caller-identity", repeat: "safe" },
  ]);
  expect(connection.calls[0]).not.toHaveProperty("headers");
});

it("tries another key by a signature of that one, once", async () => {
  const connection = cloud({ getCallerIdentity: sample });
  const key = { accessKey: "OTHERKEY", secretKey: new Secret("canary-other-key") };
  await expect(tryAccessKey(connection, { key, at: REPLIED_AT })).resolves.toEqual(read);
  const [call] = connection.calls;
  expect(call).toMatchObject({ repeat: "never", headers: { "x-sdk-date": "20261121T120000Z" } });
  expect(call?.headers?.["authorization"]).toMatch(
    /^SDK-HMAC-SHA256 Access=OTHERKEY, SignedHeaders=x-sdk-date, Signature=[0-9a-f]{64}$/,
  );
  expect(call?.classify?.(401, "APIGW.0301")?.code).toBe("ERR_DRIFTED");
  expect(call?.classify?.(401, "APIG.0301")?.code).toBe("ERR_DRIFTED");
});
