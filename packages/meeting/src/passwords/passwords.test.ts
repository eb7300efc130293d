import { inspect } from "node:util";
import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { cloud, refusal, sentBy } from "../cloud.fixture.ts";
import { resetPwdByAdmin } from "./reset.ts";
import { updatePwd } from "./update.ts";

const lenient = [
  "",
  "{}",
  "<html>",
  '{"error_code":"USG.000000000","error_msg":"canary-whatever stands in 143 bytes"}',
];

describe("resetPwdByAdmin", () => {
  it.for(lenient)("sends the documented request, and reads no success from the reply: %s", async (body) => {
    const connection = cloud({ resetPwdByAdmin: body });
    await expect(resetPwdByAdmin(connection, { account: "user001" })).resolves.toBeUndefined();
    expect(sentBy(connection)).toEqual({
      service: "meeting",
      method: "PUT",
      path: "/v1/usg/acs/password/admin/reset",
      headers: { "content-type": "application/json; charset=UTF-8" },
      body: { account: "user001" },
      repeat: "never",
    });
  });
});

describe("a success by status with an error in it", () => {
  const failed = '{"error_code":"USG.206030016","error_msg":"no right"}';
  const secrets = { oldPwd: new Secret("canary-old-1"), newPwd: new Secret("canary-new-1") };

  it("is no mail that was sent, as far as anybody knows (laws 13, 14)", async () => {
    const connection = cloud({ resetPwdByAdmin: failed });
    await expect(resetPwdByAdmin(connection, { account: "user001" })).rejects.toMatchObject({
      code: "ERR_OUTCOME_UNKNOWN",
      details: { service: "meeting", operation: "resetPwdByAdmin", status: 200 },
    });
  });

  it("is no password that was changed, as far as anybody knows (law 14)", async () => {
    const connection = cloud({ updatePwd: failed });
    const sent = updatePwd(connection, { account: "user002", ...secrets });
    await expect(sent).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
  });
});

describe("updatePwd", () => {
  const update = { account: "user002", oldPwd: new Secret("canary-old-1"), newPwd: new Secret("canary-new-1") };

  it.for(lenient)("sends the documented request, and reads no success from the reply: %s", async (body) => {
    const connection = cloud({ updatePwd: body });
    await expect(updatePwd(connection, update)).resolves.toBeUndefined();
    expect(sentBy(connection)).toMatchObject({
      method: "PUT",
      path: "/v1/usg/acs/password",
      body: { account: "user002", oldPwd: "canary-old-1", newPwd: "canary-new-1" },
      repeat: "never",
    });
    expect(inspect(connection.calls, { depth: null })).not.toContain("canary-");
  });

  it.for([
    [400, "USG.206030006", "ERR_DRIFTED"],
    [400, "USG.206030009", "ERR_REFUSED"],
    [400, "USG.206030011", "ERR_UNAVAILABLE"],
    [403, "USG.206030016", "ERR_REFUSED"],
    [401, "USG.206020000", "ERR_IDENTITY"],
    [400, "USG.999999999", "ERR_OUTCOME_UNKNOWN"],
    [500, "USG.200000002", "ERR_OUTCOME_UNKNOWN"],
  ] as const)("says of %s %s: %s", async ([status, serviceCode, code]) => {
    const connection = cloud({ updatePwd: (call: never) => Promise.reject(refusal(call, status, serviceCode)) });
    await expect(updatePwd(connection, update)).rejects.toMatchObject({ code });
  });
});
