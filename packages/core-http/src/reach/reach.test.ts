import { describe, expect, it } from "vitest";
import { connectTo, failure } from "../cloud.fixture.ts";
import { allowed } from "./reach.ts";
import { parseEntry } from "./entry.ts";

/** Reaches a host whose name has these addresses. */
const reach = (lines: readonly string[], host: string, ...addresses: readonly string[]) =>
  allowed({ host, port: 6379 }, lines.map(parseEntry), async (name) => (addresses.length > 0 ? addresses : [name]));

const everywhere = ["0.0.0.0/0:*", "[::/0]:*", "inside.test:*"];

it.for([
  ["an address in a network", ["10.0.0.0/8:6379"], "10.1.2.3", ["10.1.2.3"], "10.1.2.3"],
  ["a name whose address is in a network", ["10.0.0.0/8:6379"], "inside.test", ["10.1.2.3"], "10.1.2.3"],
  ["a name that stands there itself", ["Inside.test.:6379"], "inside.TEST", ["192.0.2.1"], "192.0.2.1"],
  [
    "the first allowed of several addresses",
    ["10.0.0.0/8:6379"],
    "inside.test",
    ["192.0.2.1", "10.0.0.2", "10.0.0.3"],
    "10.0.0.2",
  ],
  ["any port", ["10.0.0.0/8:*"], "10.1.2.3", ["10.1.2.3"], "10.1.2.3"],
  ["IPv4 in IPv6's clothes, as the IPv4 address", ["10.0.0.0/8:6379"], "inside.test", ["::ffff:a01:203"], "10.1.2.3"],
  ["IPv6 in brackets", ["[fd00::/8]:6379"], "[fd00::7]", ["fd00::7"], "fd00::7"],
  ["loopback where it is listed", ["127.0.0.1:6379"], "127.0.0.1", ["127.0.0.1"], "127.0.0.1"],
  ["loopback's network where it is listed", ["127.0.0.0/8:*"], "127.9.9.9", ["127.9.9.9"], "127.9.9.9"],
  ["localhost where its name is listed", ["localhost:6379"], "localhost", ["::1", "127.0.0.1"], "::1"],
  ["this machine where it is listed", ["0.0.0.0:6379", "[::]:6379"], "::", ["::"], "::"],
] as const)("reaches %s", async ([, lines, host, addresses, dialled]) => {
  await expect(reach(lines, host, ...addresses)).resolves.toBe(dialled);
});

describe("never dials a metadata service or a link's neighbour, whatever is listed:", () => {
  it.for([
    "169.254.169.254",
    "169.254.0.1",
    "100.100.100.200",
    "fe80::1",
    "fe80::1%lo",
    "FEBF::1",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "0:0:0:0:0:ffff:a9fe:a9fe",
    "::a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::169.254.169.254",
  ])("%s", async (address) => {
    const lines = [...everywhere, "169.254.0.0/16:*", "[fe80::/10]:*", "100.100.100.200:*"];
    for (const host of [address.includes("%") ? "inside.test" : address, "inside.test"]) {
      const { details } = await failure(reach(lines, host, address), "ERR_DECLARATION");
      expect(details.remedy).toContain("never dialled");
    }
  });
});

describe("opens this machine to nobody who does not name it:", () => {
  it.for([
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "0.1.2.3",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::7f00:1",
    "64:ff9b::7f00:1",
  ])("%s", async (address) => {
    await failure(reach(everywhere, "inside.test", address), "ERR_DECLARATION");
  });
});

it("says which line to write, and for which address", async () => {
  const error = await failure(reach(["10.0.0.0/8:6380"], "cache.test", "10.1.2.3"), "ERR_DECLARATION");
  expect(error.message).toBe("cache.test:6379 (10.1.2.3) is outside the connection's reach");
  expect(error.details.remedy).toBe(`add reach: ["10.1.2.3:6379"] to the connection`);
  const six = await failure(reach([], "fd00::7"), "ERR_DECLARATION");
  expect(six.details.remedy).toBe(`add reach: ["[fd00::7]:6379"] to the connection`);
});

it.for(["", "a b", "10.0.0", "2130706433", "0x7f000001", "x\u0000y", "a/b", "[::1", "user@host"])(
  "takes %j for no host",
  async (host) => {
    await failure(reach(everywhere, host, "10.1.2.3"), "ERR_DECLARATION");
  },
);

it("comes back later where a name has no address", async () => {
  const resolve = () => Promise.reject(Object.assign(new Error("canary-"), { code: "ENOTFOUND" }));
  const { message } = await failure(allowed({ host: "cache.test", port: 1 }, [], resolve), "ERR_UNAVAILABLE");
  expect(message).toBe("cache.test has no address (ENOTFOUND)");
});

it("resolves through the connection's hosts before anything else", async () => {
  await using via = connectTo("http://127.0.0.1:9", {
    hosts: { "cache.test": "10.1.2.3" },
    reach: ["10.0.0.0/8:6379"],
  });
  await expect(via.reach("Cache.Test", 6379)).resolves.toBe("10.1.2.3");
  await failure(via.reach("cache.test", 6380), "ERR_DECLARATION");
});
