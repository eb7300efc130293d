import { describe, expect, it } from "vitest";
import { INPUTS, opened } from "./opened.fixture.ts";

describe("create", () => {
  it("declares, and answers with the daemon's uid and nothing that is secret", async () => {
    await using world = await opened();
    await expect(world.provider.create(INPUTS)).resolves.toEqual({
      id: "uid-1",
      outs: { ...INPUTS, uid: "uid-1", generation: 1 },
    });
    const { __provider, name, ...body } = INPUTS;
    expect(world.fake.declared.rows.get(name)?.body).toEqual(body);
  });

  it("declares once where it is interrupted and comes again", async () => {
    await using world = await opened();
    const first = await world.provider.create(INPUTS);
    await expect(world.provider.create(INPUTS)).resolves.toEqual(first);
    expect(world.fake.declared.rows.size).toBe(1);
  });

  it("is told whose a name is, and takes it over where it is to", async () => {
    await using world = await opened();
    await world.provider.create({ ...INPUTS, owner: "acme/other/dev/cache" });
    await expect(world.provider.create(INPUTS)).rejects.toThrow("cache belongs to acme/other/dev/cache");
    await expect(world.provider.create({ ...INPUTS, adopt: true })).resolves.toMatchObject({ id: "uid-1" });
  });

  it("says everything that the daemon finds wrong, by its path", async () => {
    await using world = await opened();
    const errors = [{ path: "rotate.cron", message: '"* *" is not a cron expression', remedy: "write five fields" }];
    world.fake.next.push({ status: 422, body: { title: "the declaration of cache is wrong", errors } });
    const why = 'the declaration of cache is wrong; rotate.cron "* *" is not a cron expression: write five fields';
    await expect(world.provider.create(INPUTS)).rejects.toThrow(why);
  });
});

describe("update", () => {
  it("declares anew under the same uid", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create(INPUTS);
    const news = { ...INPUTS, rotate: { every: "7d" } };
    await expect(world.provider.update(id, outs, news)).resolves.toMatchObject({ outs: { ...news, generation: 2 } });
  });

  it("never touches another that has the name by now", async () => {
    await using world = await opened();
    const { outs } = await world.provider.create(INPUTS);
    await expect(world.provider.update("uid-0", outs, INPUTS)).rejects.toThrow("run pulumi refresh");
  });

  it("takes it over from the owner that the state names: an import, or a resource that has moved", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create(INPUTS);
    const owner = "acme/shop/dev/renamed";
    await world.provider.update(id, outs, { ...INPUTS, owner });
    expect(world.fake.declared.rows.get("cache")?.body["owner"]).toBe(owner);
    await expect(world.provider.update(id, { ...outs, owner }, { ...INPUTS, owner })).resolves.toBeDefined();
    world.fake.declared.own("cache", "acme/other/dev/cache");
    await expect(world.provider.update(id, { ...outs, owner }, { ...INPUTS, owner })).rejects.toThrow("belongs to");
  });
});

describe("delete", () => {
  it.for([
    ["keeps it rotating without an owner", {}, ["none"]],
    ["forgets it where it is to", { deletionPolicy: "forget" }, []],
  ] as const)("%s", async ([, policy, owners]) => {
    await using world = await opened();
    const { id, outs } = await world.provider.create({ ...INPUTS, ...policy });
    await world.provider.delete(id, outs);
    expect([...world.fake.declared.rows.values()].map(({ body }) => body["owner"])).toEqual(owners);
  });

  it("is done where it is gone, and where its name is another's", async () => {
    await using world = await opened();
    const { outs } = await world.provider.create(INPUTS);
    await expect(world.provider.delete("uid-0", outs)).resolves.toBeUndefined();
    expect(world.fake.declared.rows.get("cache")?.body["owner"]).toBe(INPUTS.owner);
  });

  it("leaves alone what another owner took over", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create({ ...INPUTS, deletionPolicy: "forget" });
    world.fake.declared.own("cache", "acme/other/dev/cache");
    await world.provider.delete(id, outs);
    expect(world.fake.declared.rows.get("cache")?.body["owner"]).toBe("acme/other/dev/cache");
  });

  it("waits for a rotation that is under way, and says so where it does not end", async () => {
    await using world = await opened();
    const { id, outs } = await world.provider.create({ ...INPUTS, deletionPolicy: "forget" });
    world.fake.declared.busy = 3;
    await world.provider.delete(id, outs);
    expect(world.fake.declared.rows.size).toBe(0);
    const again = await world.provider.create(INPUTS);
    world.fake.declared.busy = Infinity;
    await expect(world.provider.delete(again.id, again.outs)).rejects.toThrow("a rotation of cache is under way");
  });
});
