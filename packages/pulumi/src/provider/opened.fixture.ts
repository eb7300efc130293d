import { BOOTSTRAP } from "../bootstrap.ts";
import { daemonAt } from "../daemon/daemon.ts";
import { fakeClock } from "../fake/clock.fixture.ts";
import { fakeDaemon } from "../fake/daemon.fixture.ts";
import { dynamicProvider } from "./dynamic.ts";

/** The inputs of one resource, as the program hands them over. */
export const INPUTS = {
  __provider: BOOTSTRAP,
  kind: "dcs.acl-password",
  owner: "acme/shop/dev/cache",
  name: "cache",
  connection: "prod",
  account: { instance: "cache-prod", user: "app" },
  rotate: { every: "30d" },
} as const;

/** opened is a provider before a fake daemon, on a clock of its own. */
export async function opened() {
  const fake = await fakeDaemon();
  const clock = fakeClock();
  const where = { url: new URL(fake.url), token: fake.token };
  const provider = dynamicProvider(() => ({ clock, daemon: daemonAt(() => where, clock) }));
  return { fake, clock, provider, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() };
}
