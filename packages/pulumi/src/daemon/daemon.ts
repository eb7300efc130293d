import type { Clock } from "@rekey/core";
import { type Answer, type Request, request } from "./request.ts";
import { isOne, isPage, isStatus, type Standing, type Status } from "./standing.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** One is the declaration that is meant: the one of this name, while it is the one of this uid. */
interface One {
  readonly name: string;
  readonly uid?: string | undefined;
}

/** A Daemon takes declarations, tells how they stand, and lets go of them. All of it may be asked again. */
export interface Daemon {
  /** Throws a Refusal; of status 404 where another credential has the name. */
  put(one: One, declaration: object): Promise<Standing>;
  find(one: One): Promise<Standing | undefined>;
  findByUid(uid: string): Promise<Standing | undefined>;
  status(one: One): Promise<Status | undefined>;
  /** Says whether it was there. */
  remove(one: One, how: Leaving): Promise<boolean>;
}

interface Leaving {
  readonly owner: string;
  readonly policy: string;
  readonly force: boolean;
}

/** daemonAt talks to the daemon where it is: `whereabouts` is asked at each call, so that a preview needs none. */
export function daemonAt(whereabouts: () => Whereabouts, clock: Clock): Daemon {
  const ask = async (wanted: Request): Promise<Answer> => request(wanted, { where: whereabouts(), clock });
  const read = async (path: readonly string[], query: Readonly<Record<string, string | undefined>> = {}) =>
    ask({ method: "GET", path, query });
  return {
    async put({ name, uid }, body) {
      const answer = await ask({ method: "PUT", path: ["declarations", name], query: { uid }, body });
      if (answer.status === 404) throw new Error(`the daemon has no ${name} of this id any more: run pulumi refresh`);
      return declarationIn(answer);
    },
    async find({ name, uid }) {
      const answer = await read(["declarations", name], { uid });
      return answer.status === 404 ? undefined : declarationIn(answer);
    },
    findByUid: (uid) => among(uid, (after) => read(["declarations"], { most: "1000", after })),
    async status({ name, uid }) {
      const answer = await read(["credentials", name], { uid });
      if (answer.status === 404) return undefined;
      if (!isStatus(answer.body)) throw unread(answer);
      return answer.body.credential;
    },
    async remove({ name, uid }, { owner, policy, force }) {
      const query = { uid, owner, policy, force: String(force) };
      const { status } = await ask({ method: "DELETE", path: ["declarations", name], query });
      return status !== 404;
    },
  };
}

/** Looks through all pages: nothing but a program's `.get` and an import knows a uid without its name. */
async function among(
  uid: string,
  page: (after: string | undefined) => Promise<Answer>,
  after?: string,
): Promise<Standing | undefined> {
  const answer = await page(after);
  if (!isPage(answer.body)) throw unread(answer);
  const { declarations, next } = answer.body;
  const found = declarations.find((one) => one.uid === uid);
  return found || next === undefined ? found : among(uid, page, next);
}

function declarationIn(answer: Answer): Standing {
  if (!isOne(answer.body)) throw unread(answer);
  return answer.body.declaration;
}

const unread = ({ status }: Answer): Error =>
  new Error(`the daemon answered with status ${status} and nothing that @rekey/pulumi understands: upgrade it`);
