import { expect, it } from "vitest";
import { cloud, INSTANCE_ID, shownInstance } from "../cloud.fixture.ts";
import { addressesOf } from "./addresses.ts";
import { showInstance } from "./show.ts";

const shown = (fields: object) =>
  showInstance(cloud({ showInstance: { ...shownInstance, ...fields } }), { instanceId: INSTANCE_ID });

it.for([
  ["a domain name before the address", {}, ["redis-5e1d0c4.dcs.example", "192.168.0.10"]],
  ["the address where there is no domain name", { domain_name: null }, ["192.168.0.10"]],
  [
    "every node of a cluster",
    { domain_name: "", ip: "192.168.0.1,192.168.0.2， 192.168.0.3" },
    ["192.168.0.1", "192.168.0.2", "192.168.0.3"],
  ],
] as const)("names %s", async ([, fields, hosts]) => {
  expect(addressesOf(await shown(fields))).toEqual({ hosts, port: 6379, isTls: false });
});

it("says whether the instance wants TLS", async () => {
  expect(addressesOf(await shown({ enable_ssl: true })).isTls).toBe(true);
});

it.for([{ domain_name: null, ip: "" }, { port: null }])("waits for an instance that reports %o", async (fields) => {
  const instance = await shown(fields);
  expect(() => addressesOf(instance)).toThrow(expect.objectContaining({ code: "ERR_UNAVAILABLE" }));
});
