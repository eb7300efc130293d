import type { CredentialKind } from "@rekey/core";
import type { Connecting, OwnSink, Sinking } from "./config.ts";
import { type Findings, inside, type Spot } from "./findings.ts";
import { instead } from "./suggest.ts";

interface Known {
  readonly connections: ReadonlyMap<string, Connecting>;
  readonly findings: Findings;
  /** Where `allow` would stand. */
  readonly allow: Spot;
}

/** Reads `{ connection: NAME }`, a sink that is one of the operator's own connections. */
export function ownSink(name: string, spot: Spot, { connections, findings, allow }: Known): OwnSink | undefined {
  const { value } = spot;
  if (allow.value !== undefined)
    findings.add(allow, {
      message: "what Rekey signs with is declared in its files alone",
      remedy: "remove it",
      at: "key",
    });
  const connection = typeof value === "string" ? connections.get(value) : undefined;
  if (!connection || !hasOwnKey(connection)) {
    const names = [...connections.values()].filter(hasOwnKey).map((one) => one.name);
    const message = connection
      ? `${connection.name} names no access key in its credentials that a new one could follow`
      : `there is no connection ${String(value)}`;
    findings.add(spot, { message, remedy: connection ? instead("", names) : instead(String(value), names) });
    return undefined;
  }
  return { name, connection: connection.name };
}

function hasOwnKey({ credentials }: Connecting): boolean {
  if (!credentials) return false;
  if ("agency" in credentials) return credentials.agency.accessKey !== undefined;
  return "accessKey" in credentials;
}

/** Two sinks of one connection would hand it two keys. */
export function checkOneEach(
  sinks: ReadonlyMap<string, Sinking | OwnSink>,
  files: readonly Spot[],
  findings: Findings,
): void {
  const seen = new Map<string, string>();
  for (const sink of sinks.values()) {
    if (!("connection" in sink)) continue;
    const other = seen.get(sink.connection);
    seen.set(sink.connection, sink.name);
    const spot = files.map((file) => inside(inside(file, "sinks"), sink.name)).find(({ value }) => value !== undefined);
    if (other !== undefined && spot)
      findings.add(spot, { message: `${other} hands ${sink.connection} its key too`, remedy: "keep one of them" });
  }
}

/** An own sink takes access keys, and from one credential only. */
export function checkDelivered(
  name: string,
  spot: Spot,
  {
    kind,
    sinks,
    findings,
    givers,
  }: {
    readonly kind: CredentialKind;
    readonly sinks: ReadonlyMap<string, Sinking | OwnSink>;
    readonly findings: Findings;
    /** Which declaration gives to which own sink, as far as they were read. */
    readonly givers: Map<string, string>;
  },
): void {
  const deliver = inside(spot, "deliver");
  const wanted = Array.isArray(deliver.value) ? deliver.value.map((_, index) => inside(deliver, String(index))) : [];
  for (const at of wanted) {
    const sink = sinks.get(String(at.value));
    if (!sink || !("connection" in sink)) continue;
    if (!kind.retire)
      findings.add(at, {
        message: `${sink.name} takes access keys, and ${kind.name} is none`,
        remedy: "deliver it elsewhere",
      });
    const other = givers.get(sink.name);
    givers.set(sink.name, name);
    if (other !== undefined)
      findings.add(at, {
        message: `${sink.connection} would have its key from ${other} and ${name}`,
        remedy: "keep one of them",
      });
  }
}
