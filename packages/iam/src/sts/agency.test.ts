import { virtualClock } from "@rekey/core/testing";
import { expect, it, vi } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import { agencyKeys, agencySession } from "./agency.ts";
import { tryAccessKey } from "./caller.ts";

const DOMAIN = "d78cbac186b744899480f25bd0200000";
const agency = { agencyUrn: `iam::${DOMAIN}:agency:rotator`, agencySessionName: "rekey" };

it("gets keys once for all who wait, and new ones ten minutes before they end", async () => {
  const clock = virtualClock();
  let made = 0;
  const assume = vi.fn<() => object>(() => ({
    credentials: {
      access_key_id: `KEY${++made}`,
      secret_access_key: "canary-temporary-key",
      security_token: "canary-security-token",
      expiration: new Date(clock.now().getTime() + 3_600_000).toISOString(),
    },
  }));
  const keys = agencyKeys(cloud({ assumeAgency: assume }), agency, clock);
  const both = await Promise.all([keys(), keys()]);
  expect(both.map(({ accessKey }) => accessKey)).toEqual(["KEY1", "KEY1"]);
  await clock.advance(49 * 60_000);
  expect((await keys()).accessKey).toBe("KEY1");
  await clock.advance(60_000);
  expect((await keys()).accessKey).toBe("KEY2");
});

it("is a session of the agency, for whoever opens connections by keys", async () => {
  await using emulated = await emulator({ iam: { agencies: [{ name: "rotator" }] } });
  const via = connectionTo(emulated);
  const opened = agencySession(via, agency, (credentials) => ({ ...via, credentials }));
  await expect(opened.credentials()).resolves.toMatchObject({ accessKey: expect.stringMatching(/^HST/) });
});

it("gets keys that sign, security token and all", async () => {
  await using emulated = await emulator({ iam: { agencies: [{ name: "rotator" }] } });
  const via = connectionTo(emulated);
  const key = await agencyKeys(via, agency)();
  await expect(tryAccessKey(via, { key, at: new Date() })).resolves.toMatchObject({ accountId: DOMAIN });
});

it("says that an agency is not ours to assume", async () => {
  await using emulated = await emulator({ iam: {} });
  await expect(agencyKeys(connectionTo(emulated), agency)()).rejects.toMatchObject({ code: "ERR_REFUSED" });
});
