import { isDeepStrictEqual } from "node:util";

export type Body = Readonly<Record<string, unknown>>;

/** A Wrong is a request that is turned away. */
export class Wrong extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { path: string; message: string }[] | undefined;

  constructor(status: number, message: string, code: string, errors?: readonly { path: string; message: string }[]) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

interface Row {
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  readonly body: Body;
  readonly whose: string;
}

interface One {
  readonly name: string;
  readonly uid: string | undefined;
}

const NOBODY = "none";

/** Declared is what a fake daemon holds, by the rules of the real one: names, accounts and owners are unique, another's is not touched. */
export class Declared {
  readonly rows = new Map<string, Row>();
  /** How a credential does; ready at once unless a test says otherwise. */
  status: (name: string) => object = (name) => this.#ready(name);
  /** How many more times a removal meets a rotation under way. */
  busy = 0;
  #uids = 0;

  put(one: One, { adopt, ...body }: Body): object {
    const there = this.rows.get(one.name);
    this.#demandSame(one, there);
    const owner = there ? ownerOf(there) : NOBODY;
    if (owner !== NOBODY && owner !== body["owner"] && adopt !== true)
      throw new Wrong(409, `${one.name} belongs to ${owner}`, "ERR_CONFLICT");
    this.#demandIdentity(one.name, body);
    const isSame = there && isDeepStrictEqual(there.body, body);
    const row = {
      name: one.name,
      uid: there?.uid ?? `uid-${(this.#uids += 1)}`,
      generation: isSame ? there.generation : (there?.generation ?? 0) + 1,
      body,
      whose: whose(body),
    };
    this.rows.set(one.name, row);
    return written(row);
  }

  get(one: One): object {
    return written(this.#there(one));
  }

  page(after: string): object {
    const [first, ...rest] = [...this.rows.values()]
      .filter(({ name }) => name > after)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return { declarations: first ? [written(first)] : [], ...(rest.length > 0 && { next: first?.name }) };
  }

  remove(one: One, how: URLSearchParams): object {
    const there = this.#there(one);
    const { name, uid } = there;
    const owner = ownerOf(there);
    if (owner !== how.get("owner") && owner !== NOBODY)
      throw new Wrong(409, `${name} belongs to ${owner}`, "ERR_CONFLICT");
    if (this.busy > 0) {
      this.busy -= 1;
      throw new Wrong(409, `a rotation of ${name} is under way`, "ERR_CONFLICT");
    }
    if (how.get("policy") === "forget") this.rows.delete(name);
    else this.own(name, NOBODY);
    return { removed: { name, uid, policy: how.get("policy") } };
  }

  /** Gives a declaration another owner, as somebody else's `adopt` does. */
  own(name: string, owner: string): void {
    const row = this.rows.get(name);
    if (row) this.rows.set(name, { ...row, body: { ...row.body, owner } });
  }

  /** Changes a declaration behind Pulumi's back. */
  change(name: string, body: Body): void {
    const row = this.rows.get(name);
    if (row) this.rows.set(name, { ...row, generation: row.generation + 1, body: { ...row.body, ...body } });
  }

  #there(one: One): Row {
    const there = this.rows.get(one.name);
    this.#demandSame(one, there);
    if (!there) throw new Wrong(404, `no credential is named ${one.name}`, "ERR_DECLARATION");
    return there;
  }

  #demandSame({ name, uid }: One, there: Row | undefined): void {
    if (uid !== undefined && there?.uid !== uid)
      throw new Wrong(404, `no credential is named ${name}, or not under this uid`, "ERR_DECLARATION");
  }

  #demandIdentity(name: string, body: Body): void {
    const mine = whose(body);
    for (const row of this.rows.values()) {
      const isSameName = row.name === name;
      if (isSameName !== (row.whose === mine))
        throw new Wrong(409, `${name} and ${row.name} are in each other's way`, "ERR_CONFLICT");
    }
  }

  #ready(name: string): object {
    const { uid } = this.rows.get(name) ?? {};
    const conditions = [{ type: "Ready", status: "True", reason: "InForce", message: "v1 is in force" }];
    return { name, uid, state: "stable", conditions };
  }
}

const ownerOf = ({ body: { owner } }: Row): string => (typeof owner === "string" ? owner : NOBODY);

/** As much of an account, or of both, as says whose secret it is. */
const whose = ({ account, accounts }: Body): string =>
  JSON.stringify([account ?? accounts].flat(), (key, value: unknown) => (key === "login" ? undefined : value));

const written = ({ name, uid, generation, body }: Row): object => ({
  deliver: [],
  grace: "0s",
  ...body,
  name,
  uid,
  generation,
});
