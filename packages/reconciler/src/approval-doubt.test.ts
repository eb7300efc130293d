import { after, type Ask, CredentialError } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { approvable } from "./approval.ts";
import { HOUR_MS, house, MINUTE_MS, sample } from "./house.fixture.ts";

const by = (at: Date) => ({ who: "ada", at });

describe("an approval that an older state may have brought back (law 13, P11)", () => {
  /** A mailed credential whose mails a person approves; how many were sent. */
  async function mailing(parts: object = {}) {
    const made = await house(sample("mailed", { disrupts: "a mail is sent", ...parts }));
    const { store, clock, look, uid, cloud } = made;
    const ask = (what: Ask) => store.ask(uid, what, by(clock.now()));
    await look();
    return {
      ...made,
      ask,
      approve: async () => {
        const listed = await store.get(uid);
        if (listed) await ask({ approve: approvable(listed.credential, listed, clock.now()) });
      },
      /** Nothing newer was seen: the mark alone is gone. */
      doubt: async () => {
        const since = clock.now();
        await store.doubt({ message: "its mark is gone", since, until: since, isProven: false, skip: 0 });
      },
      looks: async () => {
        for (let n = 0; n < 3; n++, await clock.advance(MINUTE_MS)) await look();
        return look();
      },
      mails: () => cloud.calls.filter(({ operation }) => operation === "mailPassword").length,
    };
  }

  it("mails nobody: somebody is asked anew", async () => {
    const { ask, approve, doubt, look, looks, clock, mails, events } = await mailing();
    await ask({ pause: after(clock.now(), HOUR_MS) });
    await approve();
    await look();
    expect((await look()).approved).toMatchObject({ by: "ada" });
    await doubt();
    await ask("resume");
    const row = await looks();
    expect([row.doubt, row.approved, row.waiting?.reason, mails()]).toEqual([undefined, undefined, "approval", 0]);
    expect(events.map(({ name }) => name)).toContain("approval.voided");
    await approve();
    expect([(await look()).current?.number, mails()]).toEqual([1, 1]);
  });

  it("mails nobody where the mail was turned away, as far as that state knows", async () => {
    const sent: string[] = [];
    const reset = () => (sent.push("a request"), Promise.reject(new CredentialError("ERR_UNAVAILABLE", "busy")));
    const { approve, doubt, look, looks } = await mailing({ reset });
    await approve();
    expect(await look()).toMatchObject({ attempt: { phase: "unsent" }, approved: { by: "ada" } });
    await doubt();
    const row = await looks();
    expect([row.waiting?.reason, row.approved, sent.length]).toEqual(["approval", undefined, 1]);
  });

  it("mails nobody where it is heard while nobody knows", async () => {
    const { approve, doubt, looks, mails } = await mailing();
    await approve();
    await doubt();
    expect([(await looks()).waiting?.reason, mails()]).toEqual(["approval", 0]);
  });
});
