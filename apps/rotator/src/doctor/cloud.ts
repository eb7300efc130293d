import { existsSync } from "node:fs";
import { connect as dial } from "node:net";
import { type Connection, CredentialError, type Listed } from "@rekey/core";
import type { Seen } from "@rekey/core-http";
import type { Config, Declaring } from "../config/config.ts";
import { Connections } from "../connections.ts";
import { OwnKeys } from "../own/keys.ts";
import type { Setting } from "../setting.ts";
import { type OpenStore, openStore } from "../storing.ts";
import { took } from "../voice/duration.ts";
import { listed } from "../voice/table.ts";
import { type Finding, look } from "./finding.ts";

const DIAL_MS = 5_000;
const CLOSE_MS = 60_000;

/** Asks each connection what its declarations need to know, with calls that change nothing. */
export async function cloudFindings({ operator, declarations }: Config, setting: Setting): Promise<readonly Finding[]> {
  const answered = new Map<string, Set<string>>();
  const observe = (seen: Seen) => {
    if (seen.what !== "sending" || seen.class !== "2xx") return;
    answered.set(seen.service, (answered.get(seen.service) ?? new Set()).add(seen.operation));
  };
  const opened = await storeOf(operator, setting);
  const ownKeys = opened && new OwnKeys(operator, opened.store, setting.io.clock);
  const { io } = setting;
  const connections = new Connections(operator.connections, { io, clock: io.clock, ownKeys, observe });
  try {
    const looks = declarations.map((declaring) => {
      const via = connections.get(declaring.declaration.connection);
      return declarationFinding(declaring, via, opened?.store.find(declaring.declaration.name));
    });
    const found = await Promise.all(looks);
    const used = new Set(declarations.map(({ declaration }) => declaration.connection));
    const clocks = [...operator.connections.keys()].map((name) =>
      used.has(name) ? clockFinding(name, connections.get(name).skewMs) : unused(name),
    );
    return [...clocks, ...callFindings(answered), ...found];
  } finally {
    await connections.close();
    await opened?.close();
  }
}

/** Where connections may have keys of their own; one that cannot be opened is a finding of its own. */
async function storeOf(operator: Config["operator"], { io }: Setting): Promise<OpenStore | undefined> {
  if (!existsSync(operator.sqlite)) return undefined;
  return openStore(operator, io, { isReadOnly: true }).catch(() => undefined);
}

/** Where it is, whether it could be changed now, and whether its login port answers. */
function declarationFinding(
  { declaration, kind }: Declaring,
  via: Connection,
  stored?: Promise<Listed | undefined>,
): Promise<Finding> {
  return look(declaration.name, async () => {
    const account = (await kind.locate?.(declaration.account, via)) ?? declaration.account;
    const previous = (await stored)?.credential.previous;
    // Its two versions are both in place until the older one is withdrawn, and nothing is begun before that.
    const isRetiring = kind.retire !== undefined && previous?.retireAt !== undefined;
    if (!isRetiring) await kind.before?.(account, via);
    const isReady = (await kind.ready?.(account, via)) ?? true;
    const { host, port } = (await kind.facts?.(account, via)) ?? {};
    const also = isRetiring ? `, and v${previous.number} waits to be withdrawn` : "";
    const told = [`${kind.identity(account)} is there${isReady ? "" : ", and a change of it is under way"}${also}`];
    if (host === undefined || port === undefined) return told.join("");
    await knock(await via.reach(host, Number(port)), Number(port));
    return [...told, `${host}:${port} answers`].join("; ");
  });
}

/** Opens a TCP connection and closes it: no login is tried. */
function knock(address: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (cause?: unknown) =>
    reject(
      new CredentialError("ERR_UNAVAILABLE", `nothing answers at ${address}:${port}`, {
        cause,
        remedy: "run Rekey where it reaches that network, and open the port to it",
      }),
    );
  const socket = dial({ host: address, port, timeout: DIAL_MS });
  socket
    .once("connect", () => resolve())
    .once("error", fail)
    .once("timeout", () => fail());
  return promise.finally(() => socket.destroy());
}

function clockFinding(name: string, skewMs: number): Finding {
  const subject = `${name} clock`;
  const apart = Math.abs(skewMs);
  if (apart < CLOSE_MS) return { outcome: "ok", subject, text: `${took(apart)} apart from the cloud's` };
  const text = `${took(apart)} ${skewMs > 0 ? "behind" : "ahead of"} the cloud's; signatures are corrected, due dates are not`;
  return { outcome: "bad", subject, text, remedy: "synchronise this machine's clock" };
}

function unused(name: string): Finding {
  return { outcome: "note", subject: name, text: "no declaration uses this connection, so nothing was asked" };
}

function callFindings(answered: ReadonlyMap<string, ReadonlySet<string>>): readonly Finding[] {
  return [...answered].map(([service, operations]) => ({
    outcome: "ok" as const,
    subject: `${service} calls`,
    text: `allowed: ${listed([...operations])}`,
  }));
}
