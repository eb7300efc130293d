import { request as plainly, type IncomingHttpHeaders } from "node:http";
import { request as securely, type RequestOptions } from "node:https";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type House, openHouse, type HouseOptions } from "../house.fixture.ts";
import type { TestIo } from "../io.fixture.ts";

/** An Answer is what came over a real connection. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A Served is a house whose daemon serves the API. */
export interface Served extends AsyncDisposable {
  readonly house: House;
  readonly io: TestIo;
  readonly url: string;
  /** Makes a token with these scopes, through the command line. */
  token(...scopes: readonly string[]): Promise<string>;
  send(line: string, given?: Given): Promise<Answer>;
  /** Ends the daemon gently; answers with its exit code. */
  stop(): Promise<number>;
}

interface Given extends RequestOptions {
  readonly token?: string;
  readonly body?: unknown;
}

const LISTEN = "http: { listen: 127.0.0.1:0 }\n";
const ALLOW = 'allow: [{ kinds: ["dcs.*"], owners: ["acme/*"] }]';

/** Opens a house whose daemon serves the API on loopback, for declarations of `acme/*`, with nothing declared in its file. */
export async function openServed(
  options: HouseOptions & { readonly http?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Served> {
  const house = await openHouse(options);
  for (const [file, written] of Object.entries(options.files ?? {}))
    writeFileSync(join(house.folder, file), written, { mode: 0o600 });
  house.edit("rekey.yaml", (written) =>
    written
      .replace("    region: cn-north-4\n", `    region: cn-north-4\n    ${ALLOW}\n`)
      .replace(/(app-env: \{.*) \}$/m, `$1, ${ALLOW} }`)
      .replace(/declarations:\n[^]*$/, options.http ?? LISTEN),
  );
  const { io, ended } = house.begin("run");
  await io.printed("the API listens");
  await io.printed("started");
  const url = /"urls":\["([^"]+)"/.exec(io.out())?.[1] ?? "";
  const stop = () => (io.raise("SIGTERM"), ended);
  return {
    house,
    io,
    url,
    send: (line, given) => sent(url, line, given),
    token: async (...scopes) => {
      const { out, err } = await house.rotator(`token create ci ${scopes.map((one) => `--scope ${one}`).join(" ")}`);
      if (out === "") throw new Error(err);
      return out.trim();
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await house[Symbol.asyncDispose]();
    },
  };
}

/** Sends one request as it is written: nothing makes its path plain on the way. */
async function sent(url: string, line: string, { token, body, headers, ...options }: Given = {}): Promise<Answer> {
  const [method = "GET", path = "/"] = line.split(" ");
  const written = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const given: RequestOptions = {
    method,
    path,
    agent: false,
    ...to(url),
    ...options,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(written !== undefined && { "content-type": "application/json" }),
      ...Object(headers),
    },
  };
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asking = url.startsWith("https:") ? securely(given) : plainly(given);
  asking.once("error", reject).once("response", (response) => {
    text(response).then(
      (all) => resolve({ status: response.statusCode, headers: response.headers, text: all }),
      reject,
    );
  });
  asking.end(written);
  return promise;
}

function to(url: string): RequestOptions {
  if (url.startsWith("unix:")) return { socketPath: url.slice("unix:".length) };
  const { hostname, port } = new URL(url);
  return { host: hostname, port };
}
