import { type Clock, systemClock } from "@rekey/core";
import { daemonAt } from "../daemon/daemon.ts";
import { whereabouts } from "../daemon/whereabouts.ts";
import type { Properties } from "../provider/properties.ts";
import { itself } from "./provider.ts";
import { resources } from "./resources.ts";
import { grpc, services } from "./stubs.ts";

/** How Pulumi calls the organization of whoever keeps a stack's state in files. */
const NO_ORGANIZATION = "organization";

/** What a plugin is served with. */
export interface Serving {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly schema: string;
  readonly version: string;
}

/** serve listens on a free port of loopback, and answers with it. */
export async function serve({ env, schema, version }: Serving): Promise<number> {
  const cancelling = new AbortController();
  let config: Properties = {};
  const clock: Clock = { ...systemClock, sleep: (ms) => systemClock.sleep(ms, cancelling.signal) };
  const setting = (key: string): string | undefined => textOf(config[key]);
  const daemon = daemonAt(() => whereabouts({ env, config: setting }), clock);
  const server = new grpc.Server();
  server.addService(services.ResourceProviderService, {
    ...itself({
      schema,
      version,
      configured: (args) => void (config = args),
      cancelled: () => cancelling.abort(new Error("Pulumi cancelled it")),
    }),
    ...resources({ daemon, clock, organization: () => setting("organization") ?? NO_ORGANIZATION }),
  });
  return new Promise((resolve, reject) => {
    const listening = (error: Error | null, port: number) => (error ? reject(error) : resolve(port));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), listening);
  });
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
