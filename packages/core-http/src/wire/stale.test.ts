import { expect, it } from "vitest";
import { change, connectTo, failure, question } from "../cloud.fixture.ts";
import { raw, reply } from "./raw.fixture.ts";

it("questions share a socket, and each change has one of its own that nothing else uses", async () => {
  await using server = await raw((socket) => socket.write(reply(200, "{}")));
  await using via = connectTo(server.origin, { connections: 1 });
  for (const call of [question, question, change, question, change]) await via.send(call);
  expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2, 1, 3]);
  const heads = server.requests.map(({ text }) => /^connection: .+$/m.exec(text)?.[0]);
  expect(heads).toEqual(
    ["keep-alive", "keep-alive", "close", "keep-alive", "close"].map((word) => `connection: ${word}`),
  );
});

it("a server that closes each idle socket just as the next request goes out sees no change twice", async () => {
  await using server = await raw((socket, nth) => {
    // Every answer is followed by a close that the client can only notice while it is writing again.
    socket.write(reply(200, "{}"), () => (nth % 2 === 0 ? socket.end() : socket.resetAndDestroy()));
  });
  await using via = connectTo(server.origin);
  for (let round = 0; round < 20; round += 1) {
    await via.send(question);
    await via.send({ ...change, params: { instance_id: `i${round}`, account_id: "a1" } });
  }
  const changes = server.requests.filter(({ text }) => text.startsWith("PUT")).map(({ text }) => text.split(" ")[1]);
  expect(changes).toHaveLength(20);
  expect(new Set(changes).size).toBe(20);
});

it("a change meets a server that drops every socket on its first byte once, whatever its verb", async () => {
  for (const method of ["GET", "PUT", "POST", "PATCH", "DELETE"] as const) {
    await using server = await raw((socket) => socket.destroy());
    await using via = connectTo(server.origin);
    await failure(via.send({ ...change, method }), "ERR_OUTCOME_UNKNOWN");
    expect([server.connections, server.requests.length]).toEqual([1, 1]);
  }
});

it("a redirection is not followed", async () => {
  await using elsewhere = await raw((socket) => socket.write(reply(200, "{}")));
  await using server = await raw((socket) => socket.write(reply(307, "", { location: `${elsewhere.origin}/v2` })));
  await using via = connectTo(server.origin);
  await failure(via.send(change), "ERR_OUTCOME_UNKNOWN");
  const { details } = await failure(via.send(question), "ERR_DECLARATION");
  expect(details.remedy).toContain("endpoints");
  expect(elsewhere.requests).toEqual([]);
});

it("an answer that comes before the body was read is an answer", async () => {
  await using server = await raw(() => undefined);
  server.answer = (socket) => socket.end(reply(200, `{"early":true}`, { connection: "close" }));
  await using via = connectTo(server.origin);
  const body = { password: "x".repeat(500_000) };
  await expect(via.send({ ...change, body })).resolves.toMatchObject({ status: 200 });
});

it("hints on the way are passed over", async () => {
  await using server = await raw((socket) =>
    socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${reply(200, "{}")}`),
  );
  await using via = connectTo(server.origin);
  await expect(via.send(change)).resolves.toMatchObject({ status: 200 });
});

it("a token of forty thousand characters fits into a header", async () => {
  await using server = await raw((socket) => socket.write(reply(201, "{}", { "X-Subject-Token": "t".repeat(40_000) })));
  await using via = connectTo(server.origin);
  const { headers } = await via.send(change);
  expect(headers["x-subject-token"]).toMatchObject({ reveal: expect.any(Function) });
});

it("after it is closed, nothing is sent", async () => {
  await using server = await raw((socket) => socket.write(reply(200, "{}")));
  const via = connectTo(server.origin);
  const sent = via.send(question);
  await via.close();
  await expect(sent).resolves.toMatchObject({ status: 200 });
  await failure(via.send(change), "ERR_UNAVAILABLE");
  expect(server.requests).toHaveLength(1);
});
