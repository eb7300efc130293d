import { inspect } from "node:util";
import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { assumeAgency } from "./assume.ts";

const agency = { agencyUrn: "iam::27680d67da6b47eb82d00a1a118be145:agency:rotator", agencySessionName: "rekey" };
const sample = {
  source_identity: null,
  assumed_agency: { urn: "sts::27680d67da6b47eb82d00a1a118be145:assumed-agency:rotator/rekey", id: "id:rekey" },
  credentials: {
    access_key_id: "HSTAU8B5QFU9SK0B4TYI",
    secret_access_key: "canary-temporary-key",
    security_token: "canary-security-token",
    expiration: "2023-04-20T10:11:41.431Z",
  },
};

it("sends the documented request and reads the documented reply, showing nothing of it", async () => {
  const connection = cloud({ assumeAgency: sample });
  const key = await assumeAgency(connection, { ...agency, durationSeconds: 3600 });
  expect(key).toMatchObject({ accessKey: "HSTAU8B5QFU9SK0B4TYI", expiresAt: new Date("2023-04-20T10:11:41.431Z") });
  expect([key.secretKey.reveal().length, key.securityToken.reveal().length]).toEqual([20, 21]);
  expect(inspect(key, { depth: null })).not.toContain("canary-");
  expect(connection.calls).toMatchObject([
    {
      service: "sts",
      method: "POST",
      path: "/v5/agencies/assume",
      body: { agency_urn: agency.agencyUrn, agency_session_name: "rekey", duration_seconds: 3600 },
    },
  ]);
});

it("leaves out what is not wished for", async () => {
  const connection = cloud({ assumeAgency: sample });
  await assumeAgency(connection, { ...agency, externalId: "external" });
  expect(Object.keys(connection.calls[0]?.body ?? {})).toEqual(["agency_urn", "agency_session_name", "external_id"]);
});
