import type { Clock, Connection, CredentialKind, Sink, Store } from "@rekey/core";
import type { Operator } from "./config/config.ts";
import type { Hold } from "./progress/drive.ts";
import type { Setting } from "./setting.ts";

/** Wires are everything plugged together from a configuration: the one file that knows how each package is opened. */
export interface Wires {
  readonly clock: Clock;
  connection(name: string): Connection;
  kind(name: string): CredentialKind;
  sink(name: string): Sink;
  close(): Promise<void>;
}

/** An OpenStore is a store, and the right to work on it, which one process has at a time. */
export interface OpenStore {
  readonly store: Store;
  hold(): Promise<Hold | undefined>;
  close(): Promise<void>;
}

export function wire(_operator: Operator, _setting: Setting): Wires {
  throw new Error("in work");
}

export async function openStore(_operator: Operator, _setting: Setting): Promise<OpenStore> {
  throw new Error("in work");
}
