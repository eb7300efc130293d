import { describe, expect, it } from "vitest";
import { INPUTS, opened } from "./opened.fixture.ts";

const { __provider, kind } = INPUTS;

describe("refresh", () => {
  it("finds what it made as it made it", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create(INPUTS);
    await expect(world.provider.read(id, outs)).resolves.toEqual({ id, props: outs, inputs: INPUTS });
  });

  it("shows what was declared from elsewhere, and keeps whose secret it is as it was written", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create({ ...INPUTS, deletionPolicy: "forget" });
    const account = { instance: "5e1d0c8a", user: "app", login: "two-argument" };
    world.fake.declared.change("cache", { rotate: { every: "1d" }, account });
    const inputs = {
      ...INPUTS,
      deletionPolicy: "forget",
      rotate: { every: "1d" },
      account: { ...INPUTS.account, login: "two-argument" },
    };
    await expect(world.provider.read(id, outs)).resolves.toEqual({
      id,
      props: { ...inputs, uid: id, generation: 2 },
      inputs,
    });
  });

  it("keeps both accounts that take turns as they were written", async () => {
    await using world = await opened();
    const { account, ...rest } = INPUTS;
    const inputs = { ...rest, accounts: [account, { instance: "cache-prod", user: "app-2" }] };
    const { id, outs } = await world.provider.create(inputs);
    const accounts = inputs.accounts.map(({ user }) => ({ instance: "5e1d0c8a", user, login: "two-argument" }));
    world.fake.declared.change("cache", { accounts });
    const seen = inputs.accounts.map((one) => ({ ...one, login: "two-argument" }));
    await expect(world.provider.read(id, outs)).resolves.toMatchObject({ inputs: { ...rest, accounts: seen } });
  });

  it.for([
    ["prod", { kind: "meeting.admin-reset" }],
    ["office", { kind: "meeting.admin-reset", connection: "office", account: { account: "ada@corp" } }],
  ] as const)(
    "keeps an administrator's way over %s as it was written, unless it is another one",
    async ([via, now]) => {
      await using world = await opened();
      const reconcile = { kind: "meeting.admin-reset" };
      const inputs = { ...INPUTS, kind: "meeting.own-password", account: { account: "ada@corp" }, reconcile };
      const { id, outs } = await world.provider.create(inputs);
      const whole = { kind: "meeting.admin-reset", connection: via, account: { account: "ada@corp" } };
      world.fake.declared.change("cache", { reconcile: whole });
      await expect(world.provider.read(id, outs)).resolves.toMatchObject({ inputs: { ...inputs, reconcile: now } });
    },
  );

  it.for([
    ["is forgotten", "forgotten"],
    ["has another owner", "acme/other/dev/cache"],
    ["was let go of", "none"],
  ])("says that it is gone where it %s", async ([, owner = ""]) => {
    await using world = await opened();
    const { id, outs } = await world.provider.create(INPUTS);
    if (owner === "forgotten") world.fake.declared.rows.clear();
    else world.fake.declared.own("cache", owner);
    await expect(world.provider.read(id, outs)).resolves.toEqual({});
  });

  it("takes no other server's 404 for an answer", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create(INPUTS);
    world.fake.next.push({ status: 404, headers: { "content-type": "text/html" } });
    await expect(world.provider.read(id, outs)).rejects.toThrow("status 404 and no reason");
  });
});

describe("get", () => {
  it.for(["uid-2", "queue"])("finds a declaration by %s", async (id) => {
    await using world = await opened();
    await world.provider.create(INPUTS);
    const queue = { ...INPUTS, name: "queue", account: { instance: "cache-prod", user: "queue" } };
    const { outs } = await world.provider.create(queue);
    await expect(world.provider.read(id, { __provider, kind })).resolves.toEqual({
      id: "uid-2",
      props: outs,
      inputs: queue,
    });
  });

  it("fails where there is none, or one of another kind", async () => {
    await using world = await opened();
    await world.provider.create(INPUTS);
    const get = (id: string, as: string) => world.provider.read(id, { __provider, kind: as });
    await expect(get("nobody", kind)).rejects.toThrow("no declaration of the id or the name nobody");
    await expect(get("cache", "iam.access-key")).rejects.toThrow("cache is of the kind dcs.acl-password");
  });
});
