import { expect, it } from "vitest";
import type { Call, Connection } from "../../../connection.ts";
import { CredentialError, hasCode } from "../../../errors.ts";
import { Secret } from "../../../secret.ts";
import { errorOf } from "../case.ts";
import { bareConnection } from "./bare.fixture.ts";
import { connectionContract } from "./index.ts";

for (const { name, run } of connectionContract((origin) => ({ via: bareConnection(origin) }))) it(name, run);

it.each<[string, string, (sound: Connection["send"], call: Call) => ReturnType<Connection["send"]>]>([
  ["repeats a change", "a 500", (send, call) => send(call).catch(() => send(call))],
  ["takes silence for a refusal", "a lost reply", (send, call) => send(call).catch(() => refuse("no reply"))],
  [
    "shows what it was told",
    "a 429",
    (send, call) => send(call).catch((error: unknown) => relabel(error, "canary-in-a-reply")),
  ],
  [
    "shows what it was told in a cause",
    "a 500",
    (send, call) => send(call).catch((error: unknown) => relabel(error, "failed", "canary-in-a-body")),
  ],
  ["reads a reply", "a reply below 300", async (send, call) => ({ ...(await send(call)), body: new Secret("{}") })],
  [
    "tells headers",
    "a reply below 300",
    async (send, call) => ({ ...(await send(call)), headers: { "x-subject-token": "canary-in-a-header" } }),
  ],
  ["asks no table", "the call's own table", (send, call) => send({ ...call, classify: () => undefined })],
  ["heeds no signal", "aborted before", (send, call) => send({ ...call, signal: undefined })],
  ["drops the query", "the query", (send, call) => send({ ...call, query: {} })],
])("notices a connection that %s", async (_, noticedBy, send) => {
  const cases = connectionContract((origin) => {
    const sound = bareConnection(origin);
    return { via: { ...sound, send: (call) => send((one) => sound.send(one), call) } };
  });
  const noticing = cases.filter(({ name }) => name.includes(noticedBy));
  expect(await Promise.all(noticing.map(({ run }) => errorOf(run())))).toContainEqual(expect.any(Error));
});

function refuse(message: string): never {
  throw new CredentialError("ERR_REFUSED", message);
}

function relabel(error: unknown, message: string, cause?: string): never {
  if (!hasCode(error, "ERR_UNAVAILABLE", "ERR_OUTCOME_UNKNOWN")) throw error;
  throw new CredentialError(error.code, message, { ...error.details, cause: cause ?? error.cause });
}
