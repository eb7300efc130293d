import { inspect } from "node:util";
import { expect, it } from "vitest";
import { cloud, listedKey, reply, USER_ID } from "../cloud.fixture.ts";
import { createPermanentAccessKey, issuedKey } from "./create.ts";

const sample = reply({ credential: { ...listedKey, secret: "canary-new-secret-key" } }, {}, 201);

it("sends the documented request, once, and hands the reply over unread (law 2)", async () => {
  const connection = cloud({ createPermanentAccessKey: sample });
  const got = await createPermanentAccessKey(connection, { userId: USER_ID, description: "IAMDescription" });
  expect(got).toBe(sample);
  expect(connection.calls).toMatchObject([
    {
      service: "iam",
      method: "POST",
      path: "/v3.0/OS-CREDENTIAL/credentials",
      body: { credential: { user_id: USER_ID, description: "IAMDescription" } },
      repeat: "never",
    },
  ]);
});

it("reads the documented reply: the secret, and the access key as its id", () => {
  const { secret, id } = issuedKey(sample);
  expect([id, secret.reveal().length]).toEqual(["LOSZM4YRVLKOY9E8X8DW", 21]);
  expect(inspect([sample, secret], { depth: null })).not.toContain("canary-");
});

it.for([
  ["no secret", { credential: listedKey }],
  ["an empty secret", { credential: { ...listedKey, secret: "" } }],
  ["an error", { error: { code: 400, message: "akSkNumExceed", title: "Bad Request" } }],
])("never takes a reply with %s for a key (law 14)", ([, body]) => {
  expect(() => issuedKey(reply(body))).toThrow(expect.objectContaining({ code: "ERR_OUTCOME_UNKNOWN" }));
});

it("reads the number of a third key's envelope as a refusal that says what to do", async () => {
  const connection = cloud({ createPermanentAccessKey: sample });
  await createPermanentAccessKey(connection, { userId: USER_ID });
  expect(connection.calls[0]?.classify?.(400, "400")).toMatchObject({
    code: "ERR_REFUSED",
    remedy: expect.stringContaining("two access keys"),
  });
});
