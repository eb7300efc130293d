import { Agent, type IncomingMessage, request as plainly } from "node:http";
import { Agent as SecureAgent, request as securely } from "node:https";
import { text } from "node:stream/consumers";

/** A Sent is one request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

/** A Came is what came back. */
export interface Came {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** Connections are kept, because a program may declare hundreds; an idle one keeps no process alive. */
const agents = { plain: new Agent({ keepAlive: true }), secure: new SecureAgent({ keepAlive: true }) };

/** exchange sends to `http:`, `https:`, or a socket of the file system (`unix:/run/rekey/rotator.sock`). It follows no redirect: the token is for this address alone. */
export async function exchange(to: URL, { body, ...sent }: Sent): Promise<Came> {
  const options = { ...sent, ...reached(to), agent: to.protocol === "https:" ? agents.secure : agents.plain };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asking = to.protocol === "https:" ? securely(options) : plainly(options);
  asking.once("error", reject).once("response", resolve).end(body);
  const response = await promise;
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"],
    text: await text(response),
  };
}

function reached({ protocol, hostname, port, pathname }: URL) {
  if (protocol === "unix:") return { socketPath: decodeURIComponent(pathname) };
  return { hostname: hostname.replace(/^\[|\]$/g, ""), ...(port !== "" && { port }) };
}
