import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import { beforeEach, expect, it } from "vitest";
import { connectTo, failure, question } from "../cloud.fixture.ts";
import { nowhere, raw, reply, type Raw } from "../wire/raw.fixture.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "home-"));
});

const accessKeyOf = ({ requests }: Raw) => /Access=([^,]+),/.exec(requests.at(-1)?.text ?? "")?.[1];
const cloud = () => raw((socket) => socket.write(reply(200, "{}")));

async function writeProfile(ak: string): Promise<void> {
  await mkdir(join(home, ".huaweicloud"), { recursive: true });
  await writeFile(join(home, ".huaweicloud", "credentials"), `[basic]\nak=${ak}\nsk=not-a-shown\nproject_id=p-file\n`);
}

const metadata = () =>
  raw((socket, nth) => {
    const credential = {
      access: "AKagency",
      secret: "canary-agency",
      securitytoken: "canary-token",
      expires_at: "2026-01-02T00:00:00.000000Z",
    };
    socket.end(reply(200, nth === 1 ? "token" : JSON.stringify({ credential })));
  });

it("takes the environment first, then the profile file, then the server's agency", async () => {
  await using server = await cloud();
  await using ecs = await metadata();
  const environment = {
    HUAWEICLOUD_SDK_AK: "AKenvironment",
    HUAWEICLOUD_SDK_SK: "canary-environment",
    HUAWEICLOUD_SDK_PROJECT_ID: "p-env",
    HOME: home,
  };
  const base = { credentials: undefined, projectId: undefined, metadata: ecs.origin };
  await writeProfile("AKprofile");
  await using first = connectTo(server.origin, { ...base, environment });
  await first.send(question);
  expect([accessKeyOf(server), server.requests.at(-1)?.text.includes("/v2/p-env/")]).toEqual(["AKenvironment", true]);
  await using second = connectTo(server.origin, { ...base, environment: { HOME: home } });
  await second.send(question);
  expect([accessKeyOf(server), server.requests.at(-1)?.text.includes("/v2/p-file/")]).toEqual(["AKprofile", true]);
  await writeProfile("AKchanged-meanwhile");
  await second.send(question);
  expect(accessKeyOf(server)).toBe("AKchanged-meanwhile");
  await using third = connectTo(server.origin, { ...base, projectId: "p1", home: join(home, "nobody") });
  await third.send(question);
  expect(accessKeyOf(server)).toBe("AKagency");
  expect(server.requests.at(-1)?.text.includes("\r\nx-security-token: canary-token\r\n")).toBe(true);
});

it("says what each source said where none has keys", async () => {
  await using via = connectTo("http://127.0.0.1:9", {
    credentials: undefined,
    home,
    metadata: await nowhere(),
    environment: { HUAWEICLOUD_SDK_IDP_ID: "x" },
  });
  const { message, details } = await failure(via.send(question), "ERR_DECLARATION");
  expect(message).toContain(
    "environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not both set (HUAWEICLOUD_SDK_IDP_ID is",
  );
  expect(message).toContain(`profile file: ${home}/.huaweicloud/credentials is not there`);
  expect(message).toContain("ECS agency: no metadata service answers here");
  expect(details).toMatchObject({
    service: "dcs",
    operation: "listAclAccounts",
    remedy: expect.stringContaining("HUAWEICLOUD_SDK_AK"),
  });
});

it("waits three seconds for a metadata service, and no longer", async () => {
  await using silent = await raw(() => undefined);
  await using via = connectTo("http://127.0.0.1:9", { credentials: undefined, metadata: silent.origin });
  const sent = failure(via.send(question), "ERR_DECLARATION");
  await silent.next();
  await via.clock.advance(3_000);
  expect((await sent).message).toContain("no metadata service answers here");
});

it("asks a source of the operator's own before every sending, and hides what it throws", async () => {
  await using server = await cloud();
  await using via = connectTo(server.origin, { credentials: () => Promise.reject(new Error("canary-from-a-source")) });
  const error = await failure(via.send(question), "ERR_UNAVAILABLE");
  expect(JSON.stringify([error.message, String(error.cause), error.details]).includes("canary-")).toBe(false);
  expect(server.connections).toBe(0);
});

it.for([
  { accessKey: "AK\n", secretKey: new Secret("not-shown") },
  { accessKey: "AK", secretKey: new Secret("") },
  { accessKey: "AK", secretKey: new Secret("not-shown"), securityToken: new Secret("not\nshown") },
])("sends nothing with keys that cannot be sent: %j", async (keys) => {
  await using server = await cloud();
  await using via = connectTo(server.origin, { credentials: () => Promise.resolve(keys) });
  await failure(via.send(question), "ERR_DECLARATION");
  expect(server.connections).toBe(0);
});
