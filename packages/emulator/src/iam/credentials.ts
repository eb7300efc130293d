import { randomBytes } from "node:crypto";
import { Secret } from "@rekey/core";
import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { fine, missing, nested, read, stray } from "./answers.ts";
import { type AccessKey, endTokens, type Iam, type User } from "./state.ts";

const MOST_KEYS = 2;

const wanted = z.strictObject({
  credential: z.strictObject({ user_id: z.string(), description: z.string().max(255).optional() }),
});

/** Answers CreatePermanentAccessKey; its secret is said here and never again. */
export function createKey(iam: Iam, asked: Asked): Answer {
  const wish = read(asked, wanted)?.credential;
  if (!wish) return nested(400, "Request body is invalid.");
  const user = iam.users.find(({ world }) => world.id === wish.user_id);
  if (!user) return missing.nested(`user: ${wish.user_id}`);
  if (user.keys.length >= MOST_KEYS) return nested(400, "akSkNumExceed");
  const key: AccessKey = {
    access: randomBytes(10).toString("hex").toUpperCase(),
    secret: new Secret(randomBytes(20).toString("hex")),
    createdAt: iam.clock.now(),
    status: "active",
    description: wish.description ?? "",
  };
  const credential = { ...listed(user, key), secret: key.secret.reveal() };
  return {
    status: 201,
    body: { credential },
    apply: () => {
      // A request that lands late may find that another one has taken the place.
      if (user.keys.length < MOST_KEYS) user.keys.push(key);
      endTokens(iam, user);
    },
  };
}

/** Answers ListPermanentAccessKeys: of the asker's own where no user is named. */
export function listKeys(iam: Iam, asked: Asked): Answer {
  if (stray(asked, "user_id") !== undefined) return nested(400, "Bad query.");
  const id = asked.query.get("user_id");
  const user = iam.users.find(({ world }) => (id === null ? world.name === asked.key?.user : world.id === id));
  if (!user && id !== null) return missing.nested(`user: ${id}`);
  return { status: 200, body: { credentials: user?.keys.map((key) => listed(user, key)) ?? [] } };
}

/** Answers ShowPermanentAccessKey, which alone says when it was used. */
export function showKey(iam: Iam, { params }: Asked): Answer {
  const { user, key } = find(iam, params);
  if (!user || !key) return missing.nested(`credential: ${params["access_key"]}`);
  const used = key.usedAt && { last_use_time: fine(key.usedAt) };
  return { status: 200, body: { credential: { ...listed(user, key), ...used } } };
}

const change = z.strictObject({
  credential: z
    .strictObject({ status: z.enum(["active", "inactive"]).optional(), description: z.string().max(255).optional() })
    .refine((it) => Object.keys(it).length > 0),
});

/** Answers UpdatePermanentAccessKey. */
export function updateKey(iam: Iam, asked: Asked): Answer {
  const { user, key } = find(iam, asked.params);
  if (!user || !key) return missing.nested(`credential: ${asked.params["access_key"]}`);
  const wish = read(asked, change)?.credential;
  if (!wish) return nested(400, "Request body is invalid.");
  const changed = { status: wish.status ?? key.status, description: wish.description ?? key.description };
  const apply = () => {
    Object.assign(key, changed);
    endTokens(iam, user);
  };
  return { status: 200, body: { credential: { ...listed(user, key), ...changed } }, apply };
}

/** Answers DeletePermanentAccessKey. */
export function deleteKey(iam: Iam, { params }: Asked): Answer {
  const { user, key } = find(iam, params);
  if (!user || !key) return missing.nested(`credential: ${params["access_key"]}`);
  const apply = () => {
    user.keys = user.keys.filter((each) => each !== key);
    endTokens(iam, user);
  };
  return { status: 204, apply };
}

function find({ users }: Iam, params: Asked["params"]): { user?: User | undefined; key?: AccessKey | undefined } {
  const user = users.find(({ keys }) => keys.some(({ access }) => access === params["access_key"]));
  return { user, key: user?.keys.find(({ access }) => access === params["access_key"]) };
}

function listed({ world }: User, { access, status, description, createdAt }: AccessKey) {
  return { access, status, description, user_id: world.id, create_time: fine(createdAt) };
}
