import { z } from "zod";
import { json } from "../../connection.ts";
import { type Changeable, type Kind, type Mailed, type Returned, type Settable } from "../../kind.ts";
import { DIGITS, LOWER, type PasswordRules, UPPER } from "../../rules.ts";
import { issuedIn, listKeys, type SampleAccount, send, showUser } from "./calls.ts";

type Part<K extends keyof Kind<SampleAccount>> = Required<Pick<Kind<SampleAccount>, K>>;

const rules: PasswordRules = {
  length: 24,
  classes: [LOWER, UPPER, DIGITS, "-_"],
  leastClasses: 3,
  longestRun: 2,
};

export const limits = { lockout: { tries: 5, windowMs: 300_000 } };

export const base = {
  account: z.strictObject({ user: z.string().min(1) }),
  identity({ user }: SampleAccount) {
    return `sample:${user}`;
  },
};

export const supplied = {
  ...base,
  secret: "supplied" as const,
  rules: () => rules,
  async facts({ user }: SampleAccount) {
    return { user };
  },
};

export const set: Pick<Settable<SampleAccount>, "set"> = {
  async set({ user }, next, via) {
    await send(via, "setPassword", { params: { user }, body: { next } });
  },
};

export const change: Pick<Changeable<SampleAccount>, "change"> = {
  async change({ user }, { current, next }, via) {
    await send(via, "changePassword", { params: { user }, body: { current, next } });
  },
};

const answered = z.object({ isRight: z.boolean() });

export const check: Part<"check"> = {
  async check({ user }, secret, via) {
    const reply = await send(via, "login", { params: { user }, body: { secret } });
    return json(reply, answered).isRight ? "accepted" : "refused";
  },
};

export const ready: Part<"ready"> = {
  async ready(account, via) {
    return (await showUser(via, account)).isReady;
  },
};

export const evidence: Part<"before" | "landed"> = {
  async before(account, via) {
    return { changes: (await showUser(via, account)).changes };
  },
  async landed(account, before, via) {
    return (await showUser(via, account)).changes === before["changes"] ? "no" : "yes";
  },
};

export const random: Pick<Returned<SampleAccount>, "secret" | "reset" | "read"> = {
  secret: "returned",
  reset({ user }, via) {
    return send(via, "resetRandomPassword", { params: { user } });
  },
  read: issuedIn,
};

export const mailed: Pick<Mailed<SampleAccount>, "secret" | "reset"> = {
  secret: "mailed",
  async reset({ user }, via) {
    await send(via, "mailPassword", { params: { user } });
  },
};

export const keys: Pick<Returned<SampleAccount>, "secret" | "reset" | "read"> &
  Part<"before" | "landed" | "retire" | "restore"> = {
  secret: "returned",
  reset({ user }, via) {
    return send(via, "createKey", { params: { user } });
  },
  read: issuedIn,
  async before(account, via) {
    return { ids: (await listKeys(via, account)).join() };
  },
  async landed(account, before, via) {
    const known = before["ids"]?.split(",") ?? [];
    const orphan = (await listKeys(via, account)).find((id) => !known.includes(id));
    return orphan === undefined ? "no" : { orphan };
  },
  async retire({ user }, key, via) {
    await send(via, "deleteKey", { params: { user, key } });
    return "retired";
  },
  async restore({ user }, key, via) {
    await send(via, "activateKey", { params: { user, key } });
  },
};
