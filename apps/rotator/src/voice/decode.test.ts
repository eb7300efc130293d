import { Secret } from "@rekey/core";
import { connect } from "@rekey/core-http";
import { decodeAuthorizationMessage } from "@rekey/iam";
import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

it("shows with a refusal for want of rights the call that decodes which policy refused", async () => {
  await using house = await openHouse({ permissions: ["dcs:*", "sts:*"], users: [{ name: "ci" }] });
  const { endpoints } = house.emulator;
  house.edit(
    "rekey.yaml",
    (text) => `${text.replace("endpoints: {", `endpoints: { iam: "${endpoints.iam}",`)}
  ci-key: { kind: iam.access-key, connection: prod, account: { user: ci }, rotate: { every: 30d } }
`,
  );
  const { err } = await house.rotator("plan");
  expect(err).toMatch(/iam keystoneListUsers → 403 IAM.0003[^]*you can +grant .*the action iam:users:listUsers/);
  const [, encodedMessage = ""] =
    /decode +which policy refused: POST https:\/\/sts\S+\/v5\/decode-authorization-message \{"encoded_message":"([^"]+)"\}/.exec(
      err,
    ) ?? [];
  const credentials = { accessKey: "AKHOUSE", secretKey: new Secret("canary-secret-key") };
  await using via = connect({ region: "cn-north-4", credentials, endpoints });
  const { decodedMessage } = await decodeAuthorizationMessage(via, { encodedMessage });
  expect(JSON.parse(decodedMessage)).toMatchObject({ allowed: false, context: { action: "iam:users:listUsers" } });
});
