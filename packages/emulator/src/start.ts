import type { Server } from "node:http";
import { type Clock, CredentialError, systemClock } from "@rekey/core";
import { openAgenda } from "./agenda.ts";
import { courtOf } from "./court.ts";
import { behind } from "./dcs/behind.ts";
import { type Ground, type Running, run } from "./dcs/running.ts";
import { dcs } from "./dcs/service.ts";
import type { Address, Emulator } from "./emulator.ts";
import { readFault } from "./faults/fault.ts";
import { openScript } from "./faults/script.ts";
import { openServer } from "./gateway/server.ts";
import { behindIam } from "./iam/behind.ts";
import { iam } from "./iam/service.ts";
import { type Iam, openIam } from "./iam/state.ts";
import { viewOf } from "./meeting/behind.ts";
import { meeting } from "./meeting/service.ts";
import { type Enterprise, openEnterprise } from "./meeting/state.ts";
import { metadata } from "./metadata/service.ts";
import type { Options } from "./options.ts";
import { openRecords } from "./records.ts";
import { makeCertificate } from "./redis/certificate.ts";
import { listening } from "./redis/plane.ts";
import { hasRedis } from "./redis/real.ts";
import { sts } from "./sts/service.ts";
import { behindWorkspace } from "./workspace/behind.ts";
import { workspace } from "./workspace/service.ts";
import { type DesktopUser, openDesktopUsers } from "./workspace/state.ts";
import { type Made, type World, readWorld } from "./world.ts";

/** Starts a Huawei Cloud on loopback. Throws ERR_DECLARATION where the world does not hold together. */
export async function createEmulator(world: World, options: Options = {}): Promise<Emulator> {
  const made = readWorld(world);
  const clock = options.clock ?? systemClock;
  const isOwn = options.tls === true || made.instances.some(({ tls }) => tls === true);
  const ground = {
    agenda: openAgenda(clock),
    script: openScript(made.faults),
    records: openRecords(clock, options.report),
    dataPlane: await chosen(options.dataPlane),
    certificate: isOwn ? makeCertificate() : undefined,
  };
  const running: Running[] = [];
  try {
    for (const instance of made.instances) running.push(await run(instance, ground));
    const enterprise = openEnterprise(made.meeting, ground.agenda, clock);
    const users = { iam: openIam(made, clock), desktopUsers: openDesktopUsers(made.workspace.users) };
    return await open({ ...ground, ...users, made, running, enterprise, clock }, options);
  } catch (error) {
    await Promise.all(running.map(({ plane }) => plane.close()));
    throw error;
  }
}

async function chosen(wish: Options["dataPlane"] = "auto"): Promise<"redis" | "small"> {
  if (wish === "small") return wish;
  if (await hasRedis()) return "redis";
  if (wish === "auto") return "small";
  throw new CredentialError("ERR_DECLARATION", "there is no redis-server on PATH", {
    remedy: 'install it, or ask for dataPlane: "small"',
  });
}

interface Parts extends Ground {
  readonly made: Made;
  readonly running: readonly Running[];
  readonly enterprise: Enterprise;
  readonly iam: Iam;
  readonly desktopUsers: DesktopUser[];
  readonly clock: Clock;
}

async function open(parts: Parts, { port, tls }: Options): Promise<Emulator> {
  const closing = new AbortController();
  const { running, records, clock, agenda, script } = parts;
  const services = [
    dcs(running),
    iam(parts.iam),
    sts(parts.iam),
    workspace(parts.desktopUsers),
    meeting(parts.enterprise),
    metadata(parts.iam),
  ];
  const certificate = tls === true ? parts.certificate : tls || undefined;
  const court = courtOf(parts.iam, services);
  const server = openServer({
    court,
    clock,
    agenda,
    script,
    signal: closing.signal,
    certificate,
    seen: (seen) => records.seen(seen),
  });
  const base = `${certificate ? "https" : "http"}://127.0.0.1:${await listening(server, port)}`;
  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.all([shut(server), ...running.map(({ plane }) => plane.close())]);
  };
  return emulator(parts, base, once(close));
}

function emulator(parts: Parts, base: string, close: () => Promise<void>): Emulator {
  const { running, records, script, agenda, certificate, dataPlane } = parts;
  return {
    endpoints: { dcs: base, iam: base, sts: base, workspace: base, meeting: base, metadata: base },
    iam: behindIam(parts.iam),
    workspace: behindWorkspace(parts.desktopUsers),
    addresses: Object.fromEntries(
      running.map(({ instance: { world, address } }) => [world.id, addressOf(world, address)]),
    ),
    ca: certificate?.cert,
    dataPlane,
    requests: records.requests,
    logins: records.logins,
    sends: (operation) => records.sends(operation),
    fault: (fault) => script.add(readFault(fault)),
    clearFaults: () => script.clear(),
    settle: async () => {
      agenda.finish();
      await Promise.all(running.map(({ plane }) => plane.caughtUp()));
    },
    ...behind(running),
    meeting: viewOf(parts.enterprise),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function addressOf(
  { name, tls }: { name: string; tls: unknown },
  { host, port }: { host: string; port: number },
): Address {
  return { name, host, port, isTls: tls !== false };
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => (closed ??= close());
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
