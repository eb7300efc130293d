import { describe, expect, it } from "vitest";
import { ask } from "../client.fixture.ts";
import { INSTANCE, INSTANCES, small, start } from "../world.fixture.ts";

const twelve = small(
  {},
  {
    instances: Array.from({ length: 12 }, (_, at) => ({
      name: `cache-${at}`,
      id: `i-${at}`,
      status: at === 3 ? ("FROZEN" as const) : ("RUNNING" as const),
    })),
  },
);

describe("listInstances", () => {
  it.each<[string, number, string[]]>([
    ["", 12, Array.from({ length: 10 }, (_, at) => `i-${at}`)],
    ["?offset=10", 12, ["i-10", "i-11"]],
    ["?limit=2&offset=1", 12, ["i-1", "i-2"]],
    ["?name=cache-1", 3, ["i-1", "i-10", "i-11"]],
    ["?name=cache-1&name_equal=true", 1, ["i-1"]],
    ["?instance_id=i-7", 1, ["i-7"]],
    ["?status=FROZEN", 1, ["i-3"]],
    ["?name=none", 0, []],
  ])("with %j finds %d", async (query, count, ids) => {
    await using emulator = await start(twelve);
    const { status, json } = await ask(emulator.endpoints.dcs, `${INSTANCES}${query}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ instance_num: count, instances: ids.map((instance_id) => ({ instance_id })) });
  });

  it.each(["limit=0", "limit=1001", "limit=ten", "offset=-1", "nmae=x"])("refuses %s", async (query) => {
    await using emulator = await start();
    const { status, json } = await ask(emulator.endpoints.dcs, `${INSTANCES}?${query}`);
    expect([status, json]).toMatchObject([400, { error_code: "DCS.4800" }]);
  });
});

describe("showInstance", () => {
  it("says what an instance is and where it listens, in the documented types", async () => {
    await using emulator = await start(small({ version: "6.0" }));
    const { json } = await ask(emulator.endpoints.dcs, INSTANCE);
    expect(json).toMatchObject({
      instance_id: "i-cache",
      name: "cache",
      engine: "Redis",
      engine_version: "6.0",
      status: "RUNNING",
      ip: "127.0.0.1",
      port: emulator.addresses["i-cache"]?.port,
      no_password_access: "false",
      enable_ssl: false,
    });
  });

  it("reports another address where the world says so", async () => {
    await using emulator = await start(
      small({ reports: { ip: "10.0.0.1,10.0.0.2", port: 6379, domainName: "redis.test" } }),
    );
    const { json } = await ask(emulator.endpoints.dcs, INSTANCE);
    expect(json).toMatchObject({ ip: "10.0.0.1,10.0.0.2", port: 6379, domain_name: "redis.test" });
  });

  it("does not know another id", async () => {
    await using emulator = await start();
    const { status, json } = await ask(emulator.endpoints.dcs, `${INSTANCES}/i-none`);
    expect([status, json]).toMatchObject([404, { error_code: "DCS.3022", error_ext_msg: null }]);
  });
});

describe("listAclAccounts", () => {
  it("lists the default user and the accounts", async () => {
    await using emulator = await start();
    const { json } = await ask(emulator.endpoints.dcs, `${INSTANCE}/accounts`);
    expect(json).toMatchObject({
      accounts: [
        { account_name: "default", account_type: "default", status: "AVAILABLE" },
        {
          account_id: "a-app",
          account_name: "app",
          account_type: "normal",
          account_role: "write",
          instance_id: "i-cache",
        },
        { account_name: "reader", account_role: "read", error_code: null },
      ],
    });
  });
});
