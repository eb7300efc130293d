import { type Call, type Connection, CredentialError, Secret, wire } from "@rekey/core";
import { createEmulator, type Emulator, type World } from "@rekey/emulator";
import { z } from "zod";
import { type MeetingConnection, withMeetingApp } from "./index.ts";

export const APP = { appId: "my-app", appKey: new Secret("canary-app-key") };
export const OLD = "canary-Old1";

type MeetingWorld = NonNullable<World["meeting"]>;
type Options = Parameters<typeof createEmulator>[1];

/** Starts a cloud with one enterprise: an administrator, ada who can be signed in, bob who cannot, a screen and a terminal. */
export function enterprise(change: Partial<MeetingWorld> = {}, options: Options = {}): Promise<Emulator> {
  const meeting: MeetingWorld = {
    apps: [APP],
    members: [
      { account: "boss@corp", password: "canary-Boss1", adminType: 0 },
      { account: "Ada@corp", userId: "ada-7", password: OLD, email: "ada@example.com" },
      { account: "bob@corp", password: "canary-Bob11" },
      { account: "eve@corp", userId: "eve-1", password: "canary-Eve11", phone: "173", status: 1 },
    ],
    screens: [{ account: "room-3f@corp", name: "Room 3F" }],
    terminals: [{ sn: "SN_1" }],
    ...change,
  };
  const keys = [{ accessKey: "UNUSED", secretKey: "canary-unused" }];
  const world = { region: "cn-north-4", project: "0bec5db98280d2d02fd6c00c2de791ce", keys, meeting };
  return createEmulator(world, { dataPlane: "small", ...options });
}

/** A session with the App ID of that enterprise. */
export function signedIn(emulator: Emulator, rest: Parameters<typeof withMeetingApp>[2] = {}) {
  return withMeetingApp(connectionTo(emulator), APP, rest);
}

/** The same, for a kind: it is closed with its emulator. */
export function opened(emulator: Emulator): { via: MeetingConnection; close: () => Promise<void> } {
  const via = signedIn(emulator);
  return { via, close: () => via.close().then(() => emulator.close()) };
}

const failure = z.object({ error_code: z.string().optional() });

/** As little of a connection as Meeting wants: unsigned, sent once, classified. */
export function connectionTo({ endpoints }: Emulator): Connection {
  return {
    longestMs: 5_000,
    quietMs: 960_000,
    reach: async (host) => host,
    async send(call) {
      const { method, headers = {}, body, signal } = call;
      const init = { method, headers: plain(headers), ...(body && { body: wire(body) }), ...(signal && { signal }) };
      const response = await fetch(urlOf(call, endpoints.meeting), init).catch((cause: unknown) => lost(call, cause));
      const text = await response.text();
      if (response.status < 300) return { status: response.status, headers: {}, body: new Secret(text) };
      const { error_code: serviceCode } = failure.parse(JSON.parse(text));
      const { code = "ERR_OUTCOME_UNKNOWN", remedy } = call.classify?.(response.status, serviceCode) ?? {};
      const details = { status: response.status, serviceCode, remedy };
      throw new CredentialError(code, `${call.operation} → ${response.status} ${serviceCode}`, details);
    },
  };
}

function urlOf({ path, params = {}, query = {} }: Call, base: string): URL {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const url = new URL(filled, base);
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) url.searchParams.append(name, String(one));
  return url;
}

function plain(headers: NonNullable<Call["headers"]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );
}

function lost({ operation, repeat }: Call, cause: unknown): never {
  const code = repeat === "never" ? "ERR_OUTCOME_UNKNOWN" : "ERR_UNAVAILABLE";
  throw new CredentialError(code, `${operation}: no whole reply came back`, { cause });
}
