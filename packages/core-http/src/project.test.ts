import { expect, it } from "vitest";
import { change, connectTo, failure, freshKeys, question } from "./cloud.fixture.ts";
import { raw, reply, type Raw } from "./wire/raw.fixture.ts";

const found = (...ids: readonly string[]) =>
  reply(200, JSON.stringify({ projects: ids.map((id) => ({ id, name: "cn-north-4" })) }));

function iam(answer: string): Promise<Raw> {
  return raw((socket, nth) => socket.write(nth === 1 ? answer : reply(200, "{}")));
}

const firstLines = ({ requests }: Raw) => requests.map(({ text }) => text.split(" HTTP/1.1")[0]);

it("is looked up once, for all who wait", async () => {
  await using server = await iam(found("p-77"));
  await using via = connectTo(server.origin, { projectId: undefined });
  await Promise.all([via.send(question), via.send(question), via.send(change)]);
  const [first, ...rest] = firstLines(server);
  expect(first).toBe("GET /v3/projects?name=cn-north-4");
  expect(rest).toHaveLength(3);
  expect(rest.every((line) => line?.includes("/v2/p-77/"))).toBe(true);
  expect(server.requests[0]?.text).not.toMatch(/^x-project-id/m);
  expect(server.requests[1]?.text).toMatch(/^x-project-id: p-77\r$/m);
});

it("comes with the keys where they bring one", async () => {
  await using server = await raw((socket) => socket.write(reply(200, "{}")));
  await using via = connectTo(server.origin, {
    projectId: undefined,
    credentials: { ...freshKeys(), projectId: "p-keys" },
  });
  await via.send(question);
  expect(firstLines(server)[0]).toContain("/v2/p-keys/");
});

it.for([
  ["there are none", found(), "ERR_DECLARATION"],
  ["there are several", found("a", "b"), "ERR_DECLARATION"],
  ["the key may not ask", reply(403, `{"error":{"code":403}}`), "ERR_DECLARATION"],
  ["IAM speaks of something else", reply(200, `{"projects":[{"id":"../x"}]}`), "ERR_UNAVAILABLE"],
] as const)("is a person's to name where %s, and the change was never sent", async ([, answer, code]) => {
  await using server = await iam(answer);
  await using via = connectTo(server.origin, { projectId: undefined });
  const { details } = await failure(via.send(change), code);
  expect(details.remedy).toContain("project");
  expect(server.requests).toHaveLength(1);
});

it("is asked for again after a failure", async () => {
  await using server = await raw((socket, nth) =>
    socket.write(nth === 1 ? reply(400) : nth === 2 ? found("p-2") : reply(200, "{}")),
  );
  await using via = connectTo(server.origin, { projectId: undefined });
  await failure(via.send(change), "ERR_REFUSED");
  await via.send(change);
  expect(firstLines(server)[2]).toContain("/v2/p-2/");
});

it("is never guessed where nothing is signed", async () => {
  await using via = connectTo("http://127.0.0.1:9", { projectId: undefined, credentials: "none" });
  await failure(via.send(change), "ERR_DECLARATION");
});
