import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Body, Declared, Wrong } from "./declared.fixture.ts";

/** A FakeDaemon speaks as much of the daemon's API as this package uses, over real HTTP. */
export interface FakeDaemon extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly declared: Declared;
  /** `PUT cache-app`: what it was asked, in order. */
  readonly asked: readonly string[];
  /** What it answers next in place of its own answers: a status with headers, or a broken connection. */
  readonly next: (Instead | "break")[];
}

export interface Instead {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** fakeDaemon listens on a free port of loopback. */
export async function fakeDaemon(): Promise<FakeDaemon> {
  const declared = new Declared();
  const [asked, next]: [string[], (Instead | "break")[]] = [[], []];
  const token = "canary-pulumi-token";
  const server = createServer((request, response) => {
    void answer(request, response, { declared, asked, next, token });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, token, declared, asked, next, [Symbol.asyncDispose]: close };
}

interface Held {
  readonly declared: Declared;
  readonly asked: string[];
  readonly next: (Instead | "break")[];
  readonly token: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, held: Held): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const [, version, collection = "", name = ""] = url.pathname.split("/");
  held.asked.push(`${request.method} ${name || collection}`);
  const body: Body = request.method === "PUT" ? (JSON.parse(await text(request)) as Body) : {};
  const instead = held.next.shift();
  if (instead === "break") return void request.socket.destroy();
  const said = instead ?? said200(() => respond({ collection, name, url, body, version, request }, held));
  const headers = { "content-type": said.status < 400 ? "application/json" : "application/problem+json" };
  response.writeHead(said.status, { ...headers, ...said.headers }).end(JSON.stringify(said.body ?? {}));
}

function said200(work: () => object): Instead {
  try {
    return { status: 200, body: { formatVersion: "1", ...work() } };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const { status, message: title, code, errors } = error;
    return { status, body: { type: "about:blank", title, status, code, errors } };
  }
}

interface Asked {
  readonly collection: string;
  readonly name: string;
  readonly url: URL;
  readonly body: Body;
  readonly version: string | undefined;
  readonly request: IncomingMessage;
}

function respond({ collection, name, url: { searchParams }, body, version, request }: Asked, held: Held): object {
  if (request.headers.authorization !== `Bearer ${held.token}`)
    throw new Wrong(401, "no valid token came with this request", "ERR_IDENTITY");
  const { declared } = held;
  const uid = searchParams.get("uid") ?? undefined;
  const method = `${request.method} ${version}/${collection}${name === "" ? "" : "/…"}`;
  if (method === "PUT v1/declarations/…") return { declaration: declared.put({ name, uid }, body) };
  if (method === "GET v1/declarations/…") return { declaration: declared.get({ name, uid }) };
  if (method === "DELETE v1/declarations/…") return declared.remove({ name, uid }, searchParams);
  if (method === "GET v1/declarations") return declared.page(searchParams.get("after") ?? "");
  if (method === "GET v1/credentials/…") return { credential: declared.status(name) };
  throw new Wrong(404, `there is nothing at ${method}`, "ERR_DECLARATION");
}
