import { existsSync } from "node:fs";
import { CredentialError, type Listed, problemOf } from "@rekey/core";
import type { Operator } from "./config/config.ts";
import { EXIT } from "./exit.ts";
import type { Setting } from "./setting.ts";
import { Trouble } from "./trouble.ts";
import { instead } from "./config/suggest.ts";
import { type OpenStore, openStore } from "./storing.ts";
import { wire, type Wires } from "./wiring.ts";

/** A Session is a command's hold on the cloud and the store; both are let go when it ends. */
export interface Session {
  readonly wires: Wires;
  readonly opened: OpenStore;
}

/** How a store is opened for a command. */
interface Opening {
  /** Lets one be made where there is none. */
  readonly isNew?: boolean;
  /** For what only looks: nothing of it is changed, and its schema is not brought up to date under a daemon of another version. */
  readonly isReadOnly?: boolean;
}

/** Opens store and cloud for one piece of work. */
export async function withSession<T>(
  operator: Operator,
  setting: Setting,
  work: (session: Session) => Promise<T>,
  opening: Opening = {},
): Promise<T> {
  const withOpened = async (opened: OpenStore) => {
    const wires = wire(operator, setting, { store: opened.store });
    try {
      return await work({ wires, opened });
    } finally {
      await wires.close();
    }
  };
  return withStore(operator, setting, withOpened, opening);
}

/** Opens the store alone: for what asks nobody else. */
export async function withStore<T>(
  operator: Operator,
  setting: Setting,
  work: (opened: OpenStore) => Promise<T>,
  { isNew = false, isReadOnly = false }: Opening = {},
): Promise<T> {
  if (!isNew) demandStore(operator);
  const { pageLimit } = setting.plugged;
  const opened = await reached(() => openStore(operator, setting.io, { isReadOnly, pageLimit }));
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** Opens the cloud alone, and the store where there is one: for what only looks. */
export async function withLook<T>(
  operator: Operator,
  setting: Setting,
  work: (wires: Wires, opened: OpenStore | undefined) => Promise<T>,
): Promise<T> {
  if (existsSync(operator.sqlite))
    return withSession(operator, setting, ({ wires, opened }) => work(wires, opened), { isReadOnly: true });
  const wires = wire(operator, setting);
  try {
    return await work(wires, undefined);
  } finally {
    await wires.close();
  }
}

function demandStore({ sqlite }: Operator): void {
  if (existsSync(sqlite)) return;
  throw new Trouble(`there is no store at ${sqlite}`, {
    changed: "no: nothing was begun",
    youCan: "run rotator apply, which makes it; or correct store.sqlite",
    exit: EXIT.unreachable,
  });
}

/** Whatever keeps a store from being opened, nothing was read or sent. */
async function reached(open: () => Promise<OpenStore>): Promise<OpenStore> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    const { message, remedy } = problemOf(error);
    throw new Trouble(message, {
      changed: "no: nothing was read or sent",
      youCan: remedy,
      exit: EXIT.unreachable,
      cause: error,
    });
  }
}

/** The credential of a name. */
export async function demand(name: string, { store }: OpenStore): Promise<Listed> {
  const found = await store.find(name);
  if (found) return found;
  const names = (await store.list()).map(({ declaration }) => declaration.name);
  throw new Trouble(`no credential is named ${name}`, {
    changed: "no: nothing was begun",
    youCan: instead(name, names),
    exit: EXIT.usage,
  });
}

/** Who asks, for the audit. */
export function whoAsks({ io: { env } }: Setting): string {
  return env["SUDO_USER"] ?? env["USER"] ?? env["LOGNAME"] ?? `uid ${process.getuid?.() ?? "unknown"}`;
}
