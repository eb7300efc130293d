import { once } from "node:events";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { login } from "./login.ts";
import { authority, certificate, key } from "./tls.fixture.ts";

let server: Server;
let port = 0;
const sockets: TLSSocket[] = [];
const received: string[] = [];
const names: unknown[] = [];

beforeEach(async () => {
  server = createServer({ key, cert: certificate }, (socket) => {
    sockets.push(socket);
    names.push(socket.servername);
    socket
      .on("error", () => {})
      .on("data", (chunk: Buffer) => (received.push(chunk.toString()), socket.write("+OK\r\n")));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  received.splice(0);
  names.splice(0);
  server.close();
  await once(server, "close");
});

const reach = async () => "127.0.0.1";
const tried = (host: string, ca?: string) =>
  login(
    cloud({}, { reach, ...(ca !== undefined && { ca }) }),
    { hosts: [host], port, isTls: true },
    { password: "app:canary-tls-1" },
  );

it("believes an authority of the operator's, under the name that the instance reports", async () => {
  await expect(tried("redis.rekey.example", authority)).resolves.toBe("accepted");
  expect(names).toEqual(["redis.rekey.example"]);
  expect(received).toHaveLength(1);
});

it.for([
  ["an authority that nobody vouches for", "redis.rekey.example", undefined],
  ["a certificate of another host", "other.rekey.example", authority],
  ["a certificate of a name where an address is dialled", "127.0.0.1", authority],
] as const)("sends no password to %s", async ([, host, ca]) => {
  await expect(tried(host, ca)).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
  expect(received).toEqual([]);
});
