import { z } from "zod";
import { type Findings, inside, type Spot } from "./findings.ts";
import { rate } from "./rate.ts";
import { pathOf, type Reference, reference } from "./reference.ts";
import { turnAway } from "./turn-away.ts";

/** Where the API listens when nothing says otherwise: on this machine alone. */
const DEFAULT: Address = { host: "127.0.0.1", port: 7353 };

const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/;

/** An Address is where the API listens: a socket of the file system, or a host and a port. */
export type Address = { readonly socket: string } | { readonly host: string; readonly port: number };

const written = z.unknown().transform((value, ctx): Address => {
  const text = String(value);
  const socket = /^unix:(.+)$/.exec(text)?.[1];
  if (socket !== undefined) return { socket };
  const [, six, name, digits = ""] = ADDRESS.exec(text) ?? [];
  const host = six ?? name;
  if (host !== undefined && Number(digits) <= 65_535) return { host, port: Number(digits) };
  const remedy = 'write it like 127.0.0.1:7353, "[::1]:7353" or unix:/run/rekey/rotator.sock';
  return turnAway(ctx, { input: value, message: "is no address", remedy });
});

const count = z.int().min(1);

/** What a caller may make of the API: as many declarations, and as many questions to the cloud, as nobody needs who means well. */
const limitsShape = z.strictObject({
  perStack: count.default(1_000),
  perToken: count.default(10_000),
  asks: rate.default({ calls: 1_000, perMs: 60_000 }),
});

/** Limits bound what declarations over HTTP may become. */
export type Limits = z.output<typeof limitsShape>;

/** What holds where the operator says nothing. */
const USUAL: Limits = limitsShape.parse({});

/** The section `http` of the operator's part. */
const httpShape = z.strictObject({
  listen: z.union([written, z.array(written).min(1)]).optional(),
  tls: z.strictObject({ certificate: reference, key: reference }).optional(),
  insecure: z.boolean().optional(),
  limits: limitsShape.optional(),
});

/** A Listen is where and how the API listens; its paths are relative to `folder`. */
export interface Listen {
  readonly addresses: readonly Address[];
  readonly tls?: { readonly certificate: Reference; readonly key: Reference } | undefined;
  readonly limits?: Limits | undefined;
  readonly folder: string;
}

/** What bounds declarations over HTTP, whether the operator says it or not. */
export function limitsOf({ http }: { readonly http?: Listen | undefined }): Limits {
  return http?.limits ?? USUAL;
}

/** Reads the section. A token in clear on a network is a token given away, so plain HTTP stays on this machine unless told. */
export function readHttp(spot: Spot, findings: Findings): Listen | undefined {
  const parsed = findings.parse(spot, httpShape);
  if (!parsed) return undefined;
  const { listen = DEFAULT, tls, insecure = false, limits } = parsed;
  const { folder } = spot.source;
  const addresses = [listen].flat().map((one) => ("socket" in one ? { socket: pathOf(one.socket, folder) } : one));
  const open = addresses.findIndex((one) => !isLocal(one));
  if (open !== -1 && !tls && !insecure) {
    const at = Array.isArray(inside(spot, "listen").value)
      ? inside(inside(spot, "listen"), String(open))
      : inside(spot, "listen");
    findings.add(at, {
      message: "plain HTTP beyond this machine shows every token and secret to the network",
      remedy: "add tls: { certificate: file:…, key: file:… }; or insecure: true where something before it does TLS",
    });
  }
  return { addresses, tls, limits, folder };
}

/** Whether only this machine can reach it. */
function isLocal(address: Address): boolean {
  if ("socket" in address) return true;
  return address.host === "localhost" || address.host === "::1" || /^127(\.\d{1,3}){3}$/.test(address.host);
}
