import { inspect } from "node:util";
import { CredentialError } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { login } from "./login.ts";
import { answering, freePort, listening } from "./redis.fixture.ts";

const oneArgument = { password: "app:canary-one-1" };
const at = (port: number, ...hosts: string[]) => ({ hosts: ["127.0.0.1", ...hosts] as const, port, isTls: false });

describe("a login", () => {
  it("sends the documented one-argument AUTH over RESP 2 and not a byte more", async () => {
    await using server = await answering("+OK");
    await expect(login(cloud({}), at(server.port), oneArgument)).resolves.toBe("accepted");
    expect(server.received()).toBe("*2\r\n$4\r\nAUTH\r\n$16\r\napp:canary-one-1\r\n");
    expect(server.connections()).toBe(1);
  });

  it("sends the two-argument AUTH where it is told to", async () => {
    await using server = await answering("+OK");
    await login(cloud({}), at(server.port), { username: "app", password: "canary-two-1" });
    expect(server.received()).toBe("*3\r\n$4\r\nAUTH\r\n$3\r\napp\r\n$12\r\ncanary-two-1\r\n");
  });

  it.for([
    "-WRONGPASS invalid username-password pair or user is disabled.",
    "-ERR invalid password",
    "-NOAUTH Authentication failed.",
  ])("is refused where Redis says %s", async (line) => {
    await using server = await answering(line);
    await expect(login(cloud({}), at(server.port), oneArgument)).resolves.toBe("refused");
  });

  it.for([
    "-LOADING Redis is loading the dataset in memory",
    "-MASTERDOWN Link with MASTER is down",
    "-ERR max number of clients reached",
    "-ERR AUTH <password> called without any password configured for the default user.",
    "-Something else",
  ])("proves nothing where Redis says %s", async (line) => {
    await using server = await answering(line);
    await expect(login(cloud({}), at(server.port), oneArgument)).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
    expect(server.connections()).toBe(1);
  });

  it("says where a Redis knows no login of two arguments", async () => {
    await using server = await answering("-ERR wrong number of arguments for 'auth' command");
    await expect(
      login(cloud({}), at(server.port), { username: "app", password: "canary-two-2" }),
    ).rejects.toMatchObject({
      code: "ERR_DECLARATION",
      details: { remedy: expect.stringContaining("login") },
    });
  });

  it("shows no password where a server quotes what it was sent (law 10)", async () => {
    await using server = await answering("-ERR unknown command 'AUTH', with args beginning with: 'app:canary-one-1'");
    const error: unknown = await login(cloud({}), at(server.port), oneArgument).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "ERR_UNAVAILABLE", message: expect.stringContaining("ERR") });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("canary-");
  });
});

describe("a login that gets no answer", () => {
  it.for([
    ["is hung up on", () => listening((socket) => socket.on("data", () => socket.destroy()))],
    ["hears another protocol", () => answering("HTTP/1.1 400 Bad Request")],
  ] as const)("is spent where it %s: no second address is tried (law 5)", async ([, open]) => {
    await using server = await open();
    const via = cloud({});
    await expect(login(via, at(server.port, "127.0.0.2"), oneArgument)).rejects.toMatchObject({
      code: "ERR_UNAVAILABLE",
    });
    expect(via.reached).toEqual(["127.0.0.1"]);
  });

  it("ends with the connection's longest wait", async () => {
    await using server = await listening(() => {});
    const via = cloud({}, { longestMs: 100 });
    await expect(login(via, at(server.port, "127.0.0.2"), oneArgument)).rejects.toMatchObject({
      code: "ERR_UNAVAILABLE",
    });
    expect(server.connections()).toBe(1);
  });

  it("goes to the next address where the first does not take the connection", async () => {
    const port = await freePort();
    const via = cloud({});
    await expect(login(via, at(port, "127.0.0.2"), oneArgument)).rejects.toMatchObject({
      code: "ERR_UNAVAILABLE",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    expect(via.reached).toEqual(["127.0.0.1", "127.0.0.2"]);
  });
});

describe("the address of a login", () => {
  it("is the one that reach answers, and no other", async () => {
    await using server = await answering("+OK");
    const asked: (string | number)[] = [];
    const via = cloud({}, { reach: async (...where) => (asked.push(...where), "127.0.0.1") });
    await expect(
      login(via, { hosts: ["redis.example.invalid"], port: server.port, isTls: false }, oneArgument),
    ).resolves.toBe("accepted");
    expect(asked).toEqual(["redis.example.invalid", server.port]);
  });

  it("is never dialled where the operator does not allow it", async () => {
    await using server = await answering("+OK");
    const refused = new CredentialError("ERR_DECLARATION", "127.0.0.1 is outside `reach`");
    const via = cloud({}, { reach: () => Promise.reject(refused) });
    await expect(login(via, at(server.port, "127.0.0.2"), oneArgument)).rejects.toBe(refused);
    expect(server.connections()).toBe(0);
  });

  it("is passed over for one that is allowed", async () => {
    await using server = await answering("+OK");
    const refused = new CredentialError("ERR_DECLARATION", "outside `reach`");
    const via = cloud({}, { reach: async (host) => (host === "127.0.0.1" ? host : Promise.reject(refused)) });
    const hosts = ["outside.example", "127.0.0.1"] as const;
    await expect(login(via, { hosts, port: server.port, isTls: false }, oneArgument)).resolves.toBe("accepted");
  });

  it("is not looked for any more where the claim is lost (law 7)", async () => {
    const lost = new CredentialError("ERR_CONFLICT", "another holder");
    const asked: string[] = [];
    const reach = async (host: string) => (asked.push(host), Promise.reject(lost));
    await expect(login(cloud({}, { reach }), at(1, "127.0.0.2"), oneArgument)).rejects.toBe(lost);
    expect(asked).toEqual(["127.0.0.1"]);
  });
});
