import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock, Connection, Sink } from "@rekey/core";
import { connect } from "@rekey/core-http";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { withMeetingApp } from "@rekey/meeting";
import { file } from "@rekey/sinks";
import { newSealKey } from "@rekey/store";
import { openSqlite, type SqliteStore } from "@rekey/store/sqlite";
import { app, key, type Sample, world } from "./everything.ts";

/** A Ground is a cloud on loopback, connections to it, a store, and a folder that is delivered to. */
export interface Ground extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly connections: Readonly<Record<Sample["via"], Connection>>;
  readonly store: SqliteStore;
  readonly folder: string;
  readonly sink: Sink;
}

/** Opens it; the folder stays when it ends. */
export async function openGround(clock: Clock): Promise<Ground> {
  await using opening = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "rekey-demo-"));
  const emulator = opening.use(await createEmulator(world, { clock }));
  const reach = Object.values(emulator.addresses).map(({ host, port }) => `${host}/32:${port}`);
  const to = { region: world.region, endpoints: emulator.endpoints, clock };
  const cloud = opening.use(connect({ ...to, projectId: world.project, credentials: key, reach }));
  const meeting = opening.use(withMeetingApp(connect({ ...to, credentials: "none" }), app, { clock }));
  const keys = [{ source: "the demo", key: newSealKey() }];
  const store = opening.use(await openSqlite(join(folder, "rekey.db"), { keys }));
  mkdirSync(join(folder, "delivered"));
  const options = { path: join(folder, "delivered", "{name}.env"), format: "dotenv", mode: "0400" };
  const sink = file.open(file.options.parse(options));
  const opened = opening.move();
  const dispose = () => opened.disposeAsync();
  return { emulator, connections: { cloud, meeting }, store, folder, sink, [Symbol.asyncDispose]: dispose };
}
