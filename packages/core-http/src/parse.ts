import { isIP } from "node:net";
import { CredentialError, systemClock, type Clock, type Report, type Secret } from "@rekey/core";
import { z } from "zod";
import type { Environment, KeySource } from "./keys.ts";
import type { ConnectOptions } from "./options.ts";
import { addressOf, isForbidden, isOwn } from "./reach/address.ts";
import { parseEntry, type Entry } from "./reach/entry.ts";
import type { Seen } from "./seen.ts";

const text = z.string().min(1);
const count = z.int().positive();
const callable = <T>() => z.custom<T>((value) => typeof value === "function", "expected a function");
const secret = z.custom<Secret>(
  (value) => typeof value === "object" && value !== null && "reveal" in value,
  "expected a Secret",
);
const keys = z.strictObject({
  accessKey: text.regex(/^[\w.-]{1,128}$/),
  secretKey: secret,
  securityToken: secret.optional(),
  projectId: text.optional(),
});
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const id = /^[\w-]{1,64}$/;

const schema = z.strictObject({
  region: z.string().regex(label, "expected a region's id, such as cn-north-4"),
  projectId: z.string().regex(id, "expected a project's id").optional(),
  credentials: z
    .union([z.literal("none"), callable<KeySource>(), keys], "expected keys, a function or none")
    .optional(),
  environment: z
    .custom<Environment>((value) => typeof value === "object" && value !== null, "expected names and values")
    .default({}),
  home: text.optional(),
  metadata: z
    .union([z.literal(false), z.string().refine(isMetadata)], "expected http:// and a link-local or loopback address")
    .default("http://169.254.169.254"),
  endpoints: z
    .record(text, z.string().refine(isEndpoint, "expected http(s)://host[:port][/path] and nothing else"))
    .default({}),
  hosts: z
    .record(
      text,
      z.string().refine((value) => isIP(value) !== 0, "expected an address"),
    )
    .default({}),
  reach: z.array(z.string().transform(entry)).default([]),
  ca: z.string().includes("-----BEGIN CERTIFICATE-----").optional(),
  longestMs: count.default(60_000),
  quietMs: count.default(16 * 60_000),
  longestBody: count.default(2 ** 20),
  rate: z.strictObject({ calls: count, perMs: count }).optional(),
  connections: count.default(16),
  repeats: z.int().nonnegative().default(3),
  name: text.optional(),
  clock: z.custom<Clock>((value) => typeof value === "object" && value !== null).default(systemClock),
  random: callable<() => number>().default(() => Math.random),
  report: callable<Report>()
    .default(() => () => undefined)
    .transform(harmless),
  observe: callable<(seen: Seen) => void>()
    .default(() => () => undefined)
    .transform(harmless),
});

/** Options as they were parsed: every default in its place. */
export type Parsed = z.output<typeof schema>;

/** Reads options. Throws ERR_DECLARATION that names each wrong one, and no value. */
export function parseOptions(options: ConnectOptions): Parsed {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "options"}: ${message}`);
  throw new CredentialError("ERR_DECLARATION", `this connection cannot be made: ${issues.join("; ")}`, {
    cause: new Error("options"),
  });
}

function isEndpoint(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === "")
  );
}

function isMetadata(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.protocol !== "http:" || !isEndpoint(value)) return false;
  const address = addressOf(url.hostname.replace(/^\[(.+)\]$/, "$1"));
  return address !== undefined && (isForbidden(address) || isOwn(address));
}

function entry(line: string, context: z.RefinementCtx): Entry {
  try {
    return parseEntry(line);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof SyntaxError ? error.message : "unreadable" });
    return z.NEVER;
  }
}

/** What hears of things must not be able to lose a reply. */
function harmless<T>(tell: (what: T) => void): (what: T) => void {
  return (what) => {
    try {
      tell(what);
    } catch {
      // Its own affair.
    }
  };
}
