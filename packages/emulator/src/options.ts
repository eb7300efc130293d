import type { Clock } from "@rekey/core";
import type { Seen } from "./gateway/seen.ts";
import type { Certificate } from "./redis/certificate.ts";

/** Options of an emulator; none is needed. */
export interface Options {
  /** The HTTP port on loopback; one of the system's choice where absent. */
  readonly port?: number;
  /** Whether the services listen with TLS: with a certificate of the emulator's own (`Emulator.ca`), or with yours, in PEM. */
  readonly tls?: boolean | Certificate;
  /** Where all the emulator's time comes from: signatures' window, locks, UPDATING, faults. The machine's where absent. */
  readonly clock?: Clock;
  /** What stands behind the data planes: a real redis-server, our small one, or the real one where it is on PATH (`auto`, the default). */
  readonly dataPlane?: "redis" | "small" | "auto";
  /** Told of everything that happens. */
  readonly report?: (event: EmulatorEvent) => void;
}

/** A SeenLogin is one try to log in to a data plane. */
export interface SeenLogin {
  readonly at: Date;
  /** The instance's id. */
  readonly instance: string;
  readonly user: string;
  /** `user:password` in one argument, or two arguments. */
  readonly form: "one" | "two";
  readonly isRight: boolean;
}

/** An EmulatorEvent is a request, a login, or a password that came into force. Printing it is safe. */
export type EmulatorEvent =
  | ({ readonly event: "request" } & Seen)
  | ({ readonly event: "login" } & SeenLogin)
  | { readonly event: "password"; readonly at: Date; readonly instance: string; readonly user: string };
