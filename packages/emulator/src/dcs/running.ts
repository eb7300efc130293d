import type { Agenda } from "../agenda.ts";
import type { Certificate } from "../redis/certificate.ts";
import type { Script } from "../faults/script.ts";
import type { Records } from "../records.ts";
import type { Login } from "../redis/login.ts";
import { type Plane, openPlane } from "../redis/plane.ts";
import { openReal } from "../redis/real.ts";
import { openSmall } from "../redis/small.ts";
import type { Desk } from "./change.ts";
import type { InstanceWorld } from "./instance.ts";
import { type Instance, openInstance, userOf } from "./state.ts";

/** A Running is one instance with its data plane. */
export interface Running extends Desk {
  readonly plane: Plane;
}

/** What all instances of an emulator share. */
export interface Ground {
  readonly agenda: Agenda;
  readonly script: Script;
  readonly records: Records;
  readonly dataPlane: "redis" | "small";
  /** For instances with `tls: true`. */
  readonly certificate?: Certificate | undefined;
}

/** Starts one instance: its cache, the proxy before it, and its accounts in both. */
export async function run(world: InstanceWorld, ground: Ground): Promise<Running> {
  const { agenda, script, records } = ground;
  const instance = openInstance(world);
  const { version, takesTwoArguments, tls } = world;
  const dialect = { version, takesTwoArguments };
  const cache = ground.dataPlane === "redis" ? await openReal(dialect) : openSmall(dialect);
  const front = {
    cache,
    dialect,
    tls: typeof tls === "object" ? { key: tls.key.reveal(), cert: tls.cert } : tls ? ground.certificate : undefined,
    nextFault: () => script.ofConnection(world),
  };
  const plane = await openPlane(front, instance.accounts.map(userOf), async (login) => {
    agenda.catchUp();
    records.login({ instance: world.id, user: login.user, form: login.form, isRight: isRight(instance, login) });
  });
  instance.address = { host: "127.0.0.1", port: plane.port };
  const tell: Desk["tell"] = (user) => {
    plane.tell(user);
    records.password(world.id, user.name);
  };
  return { agenda, instance, plane, tell };
}

function isRight({ accounts, world }: Instance, { user, password, form }: Login): boolean {
  const account = accounts.find(({ name }) => name === user);
  const isForm = form === "one" || (world.takesTwoArguments && world.version >= "6.0");
  return isForm && account !== undefined && !userOf(account).isOff && account.password.reveal() === password;
}
