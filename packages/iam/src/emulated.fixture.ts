import { createHash, createHmac } from "node:crypto";
import { type Call, type Connection, CredentialError, type Reply, Secret, wire } from "@rekey/core";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { z } from "zod";

const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
const KEY = { accessKey: "TESTACCESSKEY", secretKey: "canary-secret-key" };
const failure = z.object({
  error_code: z.string().optional(),
  error: z.object({ code: z.number() }).optional(),
});

/** Starts a cloud with these users, and nothing else. */
export function emulator(world: Pick<World, "iam" | "workspace">): Promise<Emulator> {
  return createEmulator({ region: "cn-north-4", project: PROJECT, keys: [KEY], ...world }, { dataPlane: "small" });
}

/** As little of a connection as the emulator wants: signed (or with what the call itself brings), sent once, classified. */
export function connectionTo({ endpoints }: Emulator, key = KEY): Connection {
  return {
    longestMs: 5_000,
    quietMs: 960_000,
    reach: async (host) => host,
    async send(call) {
      const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        name === "project_id" ? PROJECT : encodeURIComponent(call.params?.[name] ?? ""),
      );
      const query = Object.entries(call.query ?? {})
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`]))
        .toSorted()
        .join("&");
      const body = call.body ? wire(call.body) : "";
      const url = new URL(query === "" ? path : `${path}?${query}`, endpoints.iam);
      const headers = headersOf(call, { url, body, key });
      const response = await fetch(url, { method: call.method, headers, ...(body !== "" && { body }) });
      return replyOf(call, response);
    },
  };
}

async function replyOf({ classify, operation, repeat }: Call, response: Response): Promise<Reply> {
  const { status } = response;
  const text = await response.text();
  const harmless = ["date", "x-request-id"];
  const headers = [...response.headers].map(
    ([name, value]) => [name, harmless.includes(name) ? value : new Secret(value)] as const,
  );
  if (status < 300) return { status, headers: Object.fromEntries(headers), body: new Secret(text) };
  const { error_code: flat, error } = failure.parse(JSON.parse(text));
  const code = flat ?? (error && `${error.code}`);
  const otherwise = status === 401 ? "ERR_IDENTITY" : repeat === "never" ? "ERR_OUTCOME_UNKNOWN" : "ERR_REFUSED";
  const { code: verdict = otherwise, remedy } = classify?.(status, code) ?? {};
  throw new CredentialError(verdict, `${operation} → ${status} ${code}`, { status, serviceCode: code, remedy });
}

interface Signing {
  readonly url: URL;
  readonly body: string;
  readonly key: typeof KEY;
}

function headersOf(call: Call, signing: Signing): Record<string, string> {
  const own = Object.entries(call.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value instanceof Secret ? value.reveal() : value] as const,
  );
  const type = signing.body === "" ? {} : { "content-type": "application/json" };
  const isOwn = own.some(([name]) => name === "authorization" || name === "x-auth-token");
  return { ...type, ...(isOwn ? {} : signed(call, signing)), ...Object.fromEntries(own) };
}

function signed({ method }: Call, { url: { host, pathname, search }, body, key }: Signing): Record<string, string> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const named = `host:${host}\nx-sdk-date:${date}\n`;
  const canonical = `${method}\n${pathname}/\n${search.slice(1)}\n${named}\nhost;x-sdk-date\n${hash(body)}`;
  const toSign = `SDK-HMAC-SHA256\n${date}\n${hash(canonical)}`;
  const signature = createHmac("sha256", key.secretKey).update(toSign).digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${key.accessKey}, SignedHeaders=host;x-sdk-date, Signature=${signature}`;
  return { "x-sdk-date": date, authorization };
}
