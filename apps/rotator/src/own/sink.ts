import { type Connection, CredentialError, type Delivery, type Sink } from "@rekey/core";
import type { Keys } from "@rekey/core-http";
import { getCallerIdentity } from "@rekey/iam";
import type { OwnSink } from "../config/config.ts";
import type { OwnKeys } from "./keys.ts";

/** What an own sink works with. */
export interface OwnGround {
  readonly keys: OwnKeys | undefined;
  /** The sink's connection, as it would be with this key. */
  readonly probe: (keys: Keys) => Connection & AsyncDisposable;
}

/**
 * A sink that hands an access key to one of the operator's own connections. It keeps nothing: once caller identity has accepted the key, the row that
 * says so is what the connection signs by. A version that is refused leaves the connection with the one before, which is withdrawn no earlier.
 */
export function openOwnSink({ name, connection }: OwnSink, { keys, probe }: OwnGround): Sink {
  return {
    async deliver(delivery, signal) {
      const offered = keyOf(delivery, connection);
      const rival = await keys?.rivalOf(name, delivery.uid);
      if (rival !== undefined) throw undeliverable(`${connection} has its key from ${rival}`);
      await using via = probe(offered);
      await accepted(via, connection, signal);
      keys?.given(name, delivery.uid);
    },
  };
}

function keyOf({ current: { id, secret } }: Delivery, connection: string): Keys {
  if (id === undefined) throw undeliverable(`${connection} signs with an access key, and this has no id of one`);
  return { accessKey: id, secretKey: secret };
}

async function accepted(via: Connection, connection: string, signal: AbortSignal): Promise<void> {
  try {
    await getCallerIdentity(via, { signal });
  } catch (cause) {
    throw undeliverable(
      `caller identity did not accept the new key of ${connection}, which signs with the old one`,
      cause,
    );
  }
}

function undeliverable(message: string, cause?: unknown): CredentialError {
  const details = cause instanceof CredentialError ? cause.details : {};
  return new CredentialError("ERR_DELIVERY", message, { ...details, cause });
}
