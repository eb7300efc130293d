import { isIP } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addressOf } from "./address.ts";
import { parseEntry } from "./entry.ts";

const contains = (line: string, text: string): boolean => {
  const [{ place }, address] = [parseEntry(line), addressOf(text)];
  return "contains" in place && address !== undefined && place.contains(address);
};

it.for([
  ["10.0.0.0/8:6379", "10.255.0.1", true],
  ["10.0.0.0/8:6379", "11.0.0.1", false],
  ["10.1.2.3:*", "10.1.2.3", true],
  ["10.1.2.3:*", "10.1.2.4", false],
  ["0.0.0.0/0:1", "203.0.113.9", true],
  ["[fd00::/8]:6379", "fd12::1", true],
  ["[fd00::/8]:6379", "fe00::1", false],
  ["[fd00::1]:6379", "FD00:0:0:0:0:0:0:1", true],
  ["10.0.0.0/8:6379", "::ffff:10.1.1.1", true],
  ["[::ffff:10.1.1.1]:6379", "10.1.1.1", true],
  ["[::/0]:6379", "10.1.1.1", false],
] as const)("%s holds %s: %j", ([line, text, expected]) => {
  expect(contains(line, text)).toBe(expected);
});

it.for([
  ["redis.example.com:6379", "redis.example.com", 6379],
  ["Redis.Example.COM.:*", "redis.example.com", undefined],
  ["localhost:1", "localhost", 1],
] as const)("%s names %s and port %j", ([line, name, port]) => {
  expect(parseEntry(line)).toEqual({ port, place: { name } });
});

it.for([
  "",
  "10.0.0.1",
  ":6379",
  "10.0.0.1:",
  "10.0.0.1:0",
  "10.0.0.1:65536",
  "10.0.0.1:1:2",
  "10.0.0.0/33:1",
  "10.0.0.0/8/8:1",
  "10.0.0.0/:1",
  "10.0.0.0/-1:1",
  "fd00::/8:6379",
  "[fd00::/129]:1",
  "[redis.example.com]:1",
  "[::ffff:10.0.0.0/104]:1",
  "[fe80::1%eth0]:1",
  "*:6379",
  "10.0.0:1",
  "2130706433:1",
  "0x7f000001:1",
  "a b:1",
  "http://x:1",
  "-x:1",
])("%j is no entry", (line) => {
  expect(() => parseEntry(line)).toThrow(SyntaxError);
});

const port = fc.oneof(fc.integer({ min: 1, max: 65_535 }).map(String), fc.constant("*"));
const numberOf = (text: string) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

it("holds just the addresses that share the network's first bits", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), port, (net, bits, other, text) => {
      const size = 2 ** (32 - bits);
      const isInside = Math.floor(numberOf(net) / size) === Math.floor(numberOf(other) / size);
      expect(contains(`${net}/${bits}:${text}`, other)).toBe(isInside);
      expect(contains(`${net}/${bits}:${text}`, net)).toBe(true);
    }),
  );
});

it("takes any IPv6 network in brackets", () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), port, (net, bits, text) => {
      fc.pre(addressOf(net)?.family === "ipv6");
      expect(contains(`[${net}/${bits}]:${text}`, net)).toBe(true);
    }),
  );
});

it("either reads a line or throws a SyntaxError, and never takes an address for a name", () => {
  const nameOf = (line: string) => {
    try {
      const { place } = parseEntry(line);
      return "name" in place ? place.name : "";
    } catch (error) {
      return error instanceof SyntaxError ? "" : "127.0.0.1";
    }
  };
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), port, (host, text) => {
      expect(isIP(nameOf(`${host}:${text}`))).toBe(0);
    }),
  );
});
