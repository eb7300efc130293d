import { createHash, createHmac } from "node:crypto";
import { type Call, type Connection, CredentialError, type Reply, Secret, wire } from "@rekey/core";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { z } from "zod";

const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
const KEY = { accessKey: "TESTACCESSKEY", secretKey: "canary-secret-key" };
const failure = z.object({ error_code: z.string().optional() });

type Instance = NonNullable<World["instances"]>[number];

const instance: Instance = {
  name: "cache-prod",
  version: "6.0",
  password: "canary-own-First-1",
  accounts: [
    { name: "app", password: "canary-first-1" },
    { name: "reader", password: "canary-reader-1" },
  ],
};

/** Starts a cloud with one instance; behind it a real Redis where there is one, unless the small one will do. */
export function emulator(change: Partial<Instance> = {}, dataPlane: "auto" | "small" = "auto"): Promise<Emulator> {
  const world = { region: "cn-north-4", project: PROJECT, keys: [KEY], instances: [{ ...instance, ...change }] };
  return createEmulator(world, { dataPlane });
}

/** As little of a connection as the emulator wants: signed (huawei.md names it SDK-HMAC-SHA256), sent once, classified. */
export function connectionTo({ endpoints, ca }: Emulator): Connection {
  return {
    longestMs: 5_000,
    quietMs: 960_000,
    ca,
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
      const url = new URL(`${path}?${query}`, endpoints.dcs);
      const headers = signed(call, url, body);
      const response = await fetch(url, { method: call.method, headers, ...(body !== "" && { body }) });
      return replyOf(call, response.status, await response.text());
    },
  };
}

function replyOf({ classify, operation }: Call, status: number, text: string): Reply {
  if (status < 300) return { status, headers: {}, body: new Secret(text) };
  const { error_code: code } = failure.parse(JSON.parse(text));
  const { code: verdict = "ERR_OUTCOME_UNKNOWN", remedy } = classify?.(status, code) ?? {};
  throw new CredentialError(verdict, `${operation} → ${status} ${code}`, { status, serviceCode: code, remedy });
}

function signed({ method }: Call, { host, pathname, search }: URL, body: string): Record<string, string> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const canonical = [
    method,
    `${pathname}/`,
    search.slice(1),
    `host:${host}`,
    `x-sdk-date:${date}`,
    "",
    "host;x-sdk-date",
    hash(body),
  ].join("\n");
  const toSign = `SDK-HMAC-SHA256\n${date}\n${hash(canonical)}`;
  const signature = createHmac("sha256", KEY.secretKey).update(toSign).digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${KEY.accessKey}, SignedHeaders=host;x-sdk-date, Signature=${signature}`;
  return { "x-sdk-date": date, authorization, ...(body !== "" && { "content-type": "application/json" }) };
}
