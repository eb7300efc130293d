import type { Call, Connection } from "../../../connection.ts";
import { Secret } from "../../../secret.ts";
import type { Closable, Promises } from "../case.ts";
import type { Scripted } from "./server.ts";

/** An OpenedConnection sends everything it is told to an origin of the contract's. */
export interface OpenedConnection extends Closable {
  readonly via: Connection;
  /** A service that it knows; `sample` where absent. */
  readonly service?: string | undefined;
}

/** Makes a connection whose every request goes to this origin, plain HTTP on loopback. */
export type OpenConnection = (origin: string) => Promise<OpenedConnection> | OpenedConnection;

export interface Scene extends Closable {
  readonly open: OpenConnection;
  readonly opened: OpenedConnection;
  readonly via: Connection;
  readonly server: Scripted;
}

export type ConnectionPromises = Promises<Scene>;

/** What no error may show. */
export const secrets = [
  new Secret("canary-in-a-body"),
  new Secret("canary-in-a-header"),
  new Secret("canary-in-a-reply"),
] as const;

/** A change, with secrets in its body and headers. */
export function changeOf({ service = "sample" }: OpenedConnection, change: Partial<Call> = {}): Call {
  return {
    service,
    operation: "setThing",
    method: "PUT",
    path: "/v1/things/{thing_id}",
    params: { thing_id: "thing-1" },
    headers: { "x-sample-token": secrets[1] },
    body: { password: secrets[0], nested: [{ password: secrets[0] }], count: 3, isOn: true, nothing: null },
    repeat: "never",
    ...change,
  };
}
