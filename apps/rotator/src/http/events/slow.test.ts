import { once } from "node:events";
import { connect } from "node:net";
import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { openScene } from "../ground.fixture.ts";
import { listenAt } from "../listen/listen.ts";
import { listenerOf } from "../listen/listener.ts";

it("cuts off whoever takes nothing of what it asked for", async () => {
  const deadlines: AbortController[] = [];
  const deadline = () => {
    const made = new AbortController();
    deadlines.push(made);
    return { signal: made.signal, [Symbol.dispose]() {} };
  };
  const scene = openScene({ clock: { ...systemClock, deadline } });
  const message = "x".repeat(100_000);
  for (let count = 0; count < 200; count += 1)
    await scene.store.record({ name: "clock.jumped", at: new Date(), message });
  const listening = await listenAt({ host: "127.0.0.1", port: 0 }, { listener: listenerOf(scene.app) });
  const socket = connect(Number(new URL(listening.url).port), "127.0.0.1");
  socket.write("GET /v1/events?after=0 HTTP/1.1\r\nHost: rekey\r\nAuthorization: Bearer read\r\n\r\n");
  await once(socket, "readable");
  expect(deadlines.length).toBe(1);
  deadlines[0]?.abort();
  socket.resume();
  await once(socket, "close");
  await listening.close();
});
