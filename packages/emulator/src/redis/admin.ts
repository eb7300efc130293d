import { type Socket, connect } from "node:net";
import type { Secret } from "@rekey/core";
import { written } from "./resp.ts";

/** An Admin is one connection to a Redis of ours, as its administrator. */
export interface Admin {
  send(...words: string[]): Promise<void>;
  close(): void;
}

/** Connects to a socket, waiting for its server to open it, and logs in. */
export async function openAdmin(
  path: string,
  login: { user: string; password: Secret },
  isGone: () => boolean,
): Promise<Admin> {
  const socket = await dialed(path, isGone);
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let rest = "";
  const fail = (): void => waiting.splice(0).forEach(({ reject }) => reject(new Error("redis-server is gone")));
  socket.on("error", fail).on("close", fail);
  socket.setEncoding("latin1").on("data", (text: string) => {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) settle(waiting.shift(), line);
  });
  const send = (...words: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new Error("redis-server is gone"));
      waiting.push({ resolve, reject });
      socket.write(written(words));
    });
  await send("AUTH", login.user, login.password.reveal());
  return { send, close: () => socket.destroy() };
}

/** An error reply may quote the command, so its text goes nowhere. */
function settle(waiting: { resolve: () => void; reject: (error: Error) => void } | undefined, line: string): void {
  if (line.startsWith("+")) waiting?.resolve();
  else waiting?.reject(new Error("redis-server refused a command of the emulator"));
}

const TRIES = 500;
const PAUSE_MS = 10;

async function dialed(path: string, isGone: () => boolean): Promise<Socket> {
  for (let left = TRIES; ; left--) {
    const socket = await attempt(path);
    if (socket) return socket;
    if (left === 0 || isGone()) throw new Error('redis-server did not start; dataPlane: "small" needs none');
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function attempt(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.removeAllListeners("error");
      resolve(socket);
    });
    socket.once("error", () => resolve(undefined));
  });
}
