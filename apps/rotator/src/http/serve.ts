import { isDeepStrictEqual } from "node:util";
import type { Listen } from "../config/http.ts";
import type { Io } from "../io.ts";
import { api } from "./api.ts";
import { Trouble } from "../trouble.ts";
import type { Ground } from "./ground.ts";
import { certificateOf } from "./listen/certificate.ts";
import { listenAt, type Listening } from "./listen/listen.ts";
import { listenerOf } from "./listen/listener.ts";

/** A Serving is the API, listened at. */
export interface Serving {
  readonly urls: readonly string[];
  /** Reads the certificate again, for connections that come from now on. Throws a Trouble, and keeps the one it has; where it listens takes a restart. */
  renew(listen: Listen | undefined): void;
  /** Takes nothing new, and resolves when what is under way is over. */
  close(): Promise<void>;
}

/** Serves the API at every address of the section. Throws a Trouble where one cannot be listened at; then none is. */
export async function serve(listen: Listen, ground: Ground, io: Pick<Io, "env">): Promise<Serving> {
  const certificate = certificateOf(listen, io);
  const listener = listenerOf(api(ground));
  const open: Listening[] = [];
  const close = async () => void (await Promise.all(open.map((one) => one.close())));
  try {
    for (const address of listen.addresses) open.push(await listenAt(address, { listener, certificate }));
  } catch (error) {
    await close();
    throw error;
  }
  ground.signal.addEventListener("abort", () => void close(), { once: true });
  const renew = (now: Listen | undefined) => {
    const next = now && certificateOf(now, io);
    if (next) for (const one of open) one.renew(next);
    if (!isDeepStrictEqual(now?.addresses, listen.addresses) || !now?.tls !== !listen.tls)
      throw new Trouble("http.listen changed, which takes a restart");
  };
  return { urls: open.map(({ url }) => url), renew, close };
}
