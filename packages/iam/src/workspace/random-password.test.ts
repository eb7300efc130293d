import { inspect } from "node:util";
import { expect, it } from "vitest";
import { cloud, reply } from "../cloud.fixture.ts";
import { issuedPassword, resetRandomPassword } from "./random-password.ts";

const userId = "8a2c3f9579d240820179d51e6caf0001";
const sample = reply({ password: "canary-xxcsafxxA%" });

it("sends the documented GET as the change that it is: once, never stored on the way, without a notice that nobody asked for", async () => {
  const connection = cloud({ resetRandomPassword: sample });
  await expect(resetRandomPassword(connection, { userId })).resolves.toBe(sample);
  const [call] = connection.calls;
  expect(connection.calls).toHaveLength(1);
  expect(call).toMatchObject({
    service: "workspace",
    method: "GET",
    path: "/v2/{project_id}/users/{user_id}/random-password",
    params: { user_id: userId },
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    repeat: "never",
  });
  expect(call).not.toHaveProperty("query");
  expect(call).not.toHaveProperty("body");
});

it("has the user told where it is asked to", async () => {
  const connection = cloud({ resetRandomPassword: sample });
  await resetRandomPassword(connection, { userId, notify: ["email", "phone"] });
  expect(connection.calls[0]?.query).toEqual({ notification_type: "email,phone" });
});

it("reads the documented reply, and shows nothing of it", () => {
  const issued = issuedPassword(sample);
  expect(issued.secret.reveal()).toHaveLength(17);
  expect(inspect([sample, issued], { depth: null })).not.toContain("canary-");
});

it.for(["", "0", "WKS.00000000"])(
  "takes a password beside the code %j, which is none, for what it is (law 2)",
  (code) => {
    const { secret } = issuedPassword(reply({ password: "canary-beside-2", error_code: code }));
    expect(secret.reveal() === "canary-beside-2").toBe(true);
  },
);

it.for([
  ["a user that is not there", { error_code: "WKS.00170312", error_msg: "no" }],
  ["a code of the table, with an empty password", { error_code: "WKS.00010109", password: "" }],
] as const)("finds the refusal in a success: %s", ([, body]) => {
  expect(() => issuedPassword(reply(body))).toThrow(
    expect.objectContaining({
      code: "ERR_REFUSED",
      details: expect.objectContaining({ serviceCode: body.error_code }),
    }),
  );
});

it.for([
  ["a code that no table lists", { error_code: "WKS.9999", error_msg: "no" }],
  ["an empty password", { password: "" }],
  ["no password", {}],
  ["a null", { password: null }],
  ["a password beside a code", { password: "canary-beside-1", error_code: "WKS.00170312" }],
  ["an empty body", ""],
  ["a page", "<html>"],
  ["a number", { password: 12345678 }],
] as const)("never takes %s for a success, or for a proof that nothing changed (law 14)", ([, body]) => {
  const read = () => issuedPassword(reply(body));
  expect(read).toThrow(expect.objectContaining({ code: "ERR_OUTCOME_UNKNOWN" }));
  expect(read).not.toThrow(/canary-/);
});
