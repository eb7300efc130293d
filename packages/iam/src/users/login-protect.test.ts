import type { Call } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, refused, USER_ID } from "../cloud.fixture.ts";
import { showUserLoginProtect } from "./login-protect.ts";

it("sends the documented request and reads the documented reply", async () => {
  const sample = { login_protect: { user_id: USER_ID, enabled: true, verification_method: "vmfa" } };
  const connection = cloud({ showUserLoginProtect: sample });
  await expect(showUserLoginProtect(connection, { userId: USER_ID })).resolves.toEqual({
    enabled: true,
    verificationMethod: "vmfa",
  });
  expect(connection.calls).toMatchObject([
    { method: "GET", path: "/v3.0/OS-USER/users/{user_id}/login-protect", params: { user_id: USER_ID } },
  ]);
});

it("reads a 404 as none, and no other refusal", async () => {
  const answers = (status: number, code: string) => ({
    showUserLoginProtect: (call: Call) => refused(call, status, code),
  });
  const none = showUserLoginProtect(cloud(answers(404, "IAM.0004")), { userId: USER_ID });
  await expect(none).resolves.toEqual({ enabled: false, verificationMethod: undefined });
  const barred = showUserLoginProtect(cloud(answers(403, "IAM.0003")), { userId: USER_ID });
  await expect(barred).rejects.toMatchObject({ code: "ERR_REFUSED" });
});
