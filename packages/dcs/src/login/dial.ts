import { once } from "node:events";
import { connect, isIP } from "node:net";
import { checkServerIdentity, type ConnectionOptions, connect as connectTls, getCACertificates } from "node:tls";
import { createClient } from "@redis/client";

/** A Door is one address to dial, under the name that its certificate must bear. */
export interface Door {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly ca?: string | undefined;
  readonly connectMs: number;
}

/** Credentials of a login; a password alone makes the one-argument form. */
export interface Credentials {
  readonly username?: string;
  readonly password: string;
}

/** Never connected. Each client is a copy of it: for options that it has not seen just before the library builds a class of all commands, and that costs more than the rest of a rotation. */
let pattern: ReturnType<typeof createPattern> | undefined;

const createPattern = () => createClient({ RESP: 2, disableClientInfo: true, maintNotifications: "disabled" });

/** Makes a client that says AUTH and nothing else: DCS 4 and 5 know neither HELLO nor CLIENT SETINFO. It asks for the credentials in the instant before it sends them. */
export function clientFor(door: Door, credentials: () => Credentials) {
  const { address, port, connectMs } = door;
  const dialled = { host: address, port, connectTimeout: connectMs, reconnectStrategy: false } as const;
  pattern ??= createPattern();
  return pattern.duplicate({
    credentialsProvider: { type: "async-credentials-provider", credentials: async () => credentials() },
    socket: door.isTls ? { ...dialled, tls: true, ...trust(door) } : dialled,
  });
}

/** Opens a connection as a login would, and closes it again: says nothing, and costs no try. */
export async function knock(door: Door): Promise<void> {
  const place = { host: door.address, port: door.port };
  const socket = door.isTls ? connectTls({ ...place, ...trust(door) }) : connect(place);
  try {
    const event = door.isTls ? "secureConnect" : "connect";
    await once(socket, event, { signal: AbortSignal.timeout(door.connectMs) });
  } finally {
    socket.destroy();
  }
}

/** Believes the platform's authorities and the operator's, and only a certificate of the host that the instance reports, whatever address is dialled for it. */
function trust({ host, ca }: Door) {
  return {
    ca: [...getCACertificates("default"), ...(ca === undefined ? [] : [ca])],
    checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(host, certificate),
    // RFC 6066: an address is no server name.
    ...(isIP(host) === 0 && { servername: host }),
  } satisfies ConnectionOptions;
}
