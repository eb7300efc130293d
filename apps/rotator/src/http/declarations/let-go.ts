import { type Credential, type Listed, underWayUntil } from "@rekey/core";
import { NOBODY } from "../../nobody.ts";
import type { Ground } from "../ground.ts";
import { Refusal } from "../refusal.ts";

interface Leaving {
  readonly policy: "retain" | "forget";
  readonly isForced: boolean;
  readonly by: string;
}

/** Lets go of a declaration. Throws a Refusal of status 409 where it would be forgotten in the middle of a rotation. */
export async function letGo(there: Listed, { policy, isForced, by }: Leaving, ground: Ground): Promise<void> {
  const { store, clock } = ground;
  const { uid, declaration } = there;
  const { name: credential, kind, connection, owner } = declaration;
  const at = clock.now();
  const event = { at, uid, credential, kind, connection, by };
  if (policy === "forget") {
    demandSettled(there, isForced, at);
    await store.forget(uid, at);
    return store.record({ ...event, name: "declaration.forgotten" });
  }
  if (owner === NOBODY) return;
  await store.own(uid, { from: owner, to: NOBODY });
  await store.record({ ...event, name: "declaration.accepted", message: `${owner} let go of it; it keeps rotating` });
}

/** An open attempt is finished or resolved first: nobody would ever learn which password is in force. */
function demandSettled({ declaration: { name }, credential }: Listed, isForced: boolean, now: Date): void {
  const until = underWayUntil(credential);
  if (until && until > now) throw underWay(name, credential);
  const { attempt } = credential;
  if (!attempt || attempt.phase === "unsent" || isForced) return;
  throw new Refusal(409, `nobody knows which password of ${name} is in force`, {
    code: "ERR_STUCK",
    remedy: `resolve it first: rotator resolve ${name}; or send force=true and lose track of it`,
  });
}

function underWay(name: string, { attempt, quietUntil }: Credential): Refusal {
  const ends = attempt?.quietUntil ?? quietUntil;
  return new Refusal(409, `a rotation of ${name} is under way`, {
    code: "ERR_CONFLICT",
    next: ends ? `its outcome is known at ${ends.toISOString()} at the latest` : "it ends by itself",
    remedy: `ask again when it is over: GET /v1/credentials/${name}`,
  });
}
