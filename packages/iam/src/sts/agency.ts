import { type Clock, type Connection, systemClock } from "@rekey/core";
import { Fresh } from "../tokens/fresh.ts";
import { type Assumption, assumeAgency, type TemporaryKey } from "./assume.ts";

const MINUTE_MS = 60_000;

/**
 * Keys of an agency, for the `credentials` of a connection: fetched through STS by a connection that may assume it, once for all who wait, and
 * replaced ten minutes before they expire.
 */
export function agencyKeys(
  connection: Connection,
  agency: Omit<Assumption, "signal">,
  clock: Clock = systemClock,
): () => Promise<TemporaryKey> {
  const keys = new Fresh<TemporaryKey>({ clock, earlyMs: 10 * MINUTE_MS, otherwiseMs: 15 * MINUTE_MS });
  return () =>
    keys.get(async () => {
      const key = await assumeAgency(connection, agency);
      return { value: key, expiresAt: key.expiresAt };
    });
}

/** The same cloud as an agency, where `connect` opens a connection by a source of keys. */
export function agencySession<C extends Connection>(
  connection: Connection,
  agency: Omit<Assumption, "signal">,
  connect: (credentials: () => Promise<TemporaryKey>) => C,
): C {
  return connect(agencyKeys(connection, agency));
}
