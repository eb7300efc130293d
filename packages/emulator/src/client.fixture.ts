import { request } from "node:http";
import { connect } from "node:net";
import { canonicalRequest, signature } from "./signature/canonical.ts";

/** A Sent is what a test sends; what it leaves out is filled in rightly. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly securityToken?: string;
  /** Sends these headers alone, and no signature. */
  readonly unsigned?: boolean;
  readonly now?: Date;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: unknown;
}

export const ACCESS_KEY = "TESTACCESSKEY";
export const SECRET_KEY = "canary-secret-key";

/** Signs and sends one request, and reads the whole reply. */
export function ask(base: string, target: string, sent: Sent = {}): Promise<Got> {
  const { method = "GET" } = sent;
  const body = sent.body === undefined ? "" : typeof sent.body === "string" ? sent.body : JSON.stringify(sent.body);
  const type: Record<string, string> = body === "" ? {} : { "content-type": "application/json" };
  const headers = sent.unsigned
    ? { ...type, ...sent.headers }
    : signed({ method, target, body }, new URL(base).host, sent);
  return new Promise((resolve, reject) => {
    const outgoing = request(`${base}${target}`, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The headers of a request with a right signature in them, unless told otherwise. */
export function signed(
  { method, target, body }: { method: string; target: string; body: string },
  host: string,
  { headers = {}, accessKey = ACCESS_KEY, secretKey = SECRET_KEY, securityToken, now = new Date() }: Sent = {},
): Record<string, string> {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const type: Record<string, string> = body === "" ? {} : { "content-type": "application/json" };
  const token: Record<string, string> = securityToken === undefined ? {} : { "x-security-token": securityToken };
  const all = { ...type, ...token, host, "x-sdk-date": date, ...headers };
  const names = Object.keys(all).toSorted();
  const received = { method, target, rawHeaders: Object.entries(all).flat(), body: Buffer.from(body) };
  const hex = signature(secretKey, date, canonicalRequest(received, names));
  const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names.join(";")}, Signature=${hex}`;
  return { ...all, authorization, ...headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A Line is a raw connection to a data plane. */
export interface Line extends AsyncDisposable {
  /** Sends bytes and resolves with the first that come back, or with "" when the connection ended. */
  say(text: string): Promise<string>;
  /** Everything that came, once the connection has ended. */
  all(): Promise<string>;
}

/** Opens a raw connection. */
export async function line(port: number): Promise<Line> {
  const socket = connect(port, "127.0.0.1").setEncoding("latin1");
  let heard = "";
  let wake: (text: string) => void = () => undefined;
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("data", (text: string) => {
    heard += text;
    wake(text);
  });
  socket.on("error", () => undefined).on("close", () => wake(""));
  await new Promise((resolve) => socket.once("connect", resolve).once("error", resolve));
  return {
    say: (text) =>
      new Promise((resolve) => {
        wake = resolve;
        if (socket.destroyed) resolve("");
        else socket.write(text);
      }),
    all: () => closed.then(() => heard),
    [Symbol.asyncDispose]: () => Promise.resolve(void socket.destroy()),
  };
}
