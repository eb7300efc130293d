import { Secret } from "@rekey/core";
import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { flat, missing, nested, read, spaced, stray } from "./answers.ts";
import { faultOf } from "./password.ts";
import { endTokens, type Iam, putPassword, type User } from "./state.ts";

/** Answers KeystoneListUsers. */
export function listUsers(iam: Iam, asked: Asked): Answer {
  if (stray(asked, "name", "domain_id", "enabled", "password_expires_at") !== undefined)
    return nested(400, "Bad query.");
  const name = asked.query.get("name");
  const users = iam.users.filter(({ world }) => name === null || world.name === name).map((user) => listed(iam, user));
  return { status: 200, body: { users, links: { next: null, previous: null, self: `${baseOf(iam)}/v3/users` } } };
}

/** Answers ShowUser. */
export function showUser(iam: Iam, { params }: Asked): Answer {
  const user = find(iam, params);
  if (!user) return missing.flat(`user: ${params["user_id"]}`);
  const { enabled, accessMode, mustChange, password, madeAt, changedAt } = user;
  const shown = {
    ...listed(iam, user),
    enabled,
    access_mode: accessMode,
    is_domain_owner: false,
    pwd_strength: "Strong",
    ...(password && { pwd_status: mustChange, pwd_create_time: spaced(madeAt), modify_pwd_time: spaced(changedAt) }),
    create_time: spaced(madeAt),
    last_login_time: null,
    areacode: "",
    phone: "",
    email: "",
    xuser_id: "",
    xuser_type: "",
  };
  return { status: 200, body: { user: shown } };
}

/** Answers ShowUserLoginProtect; a user without a second factor is a 404. */
export function showLoginProtect(iam: Iam, { params }: Asked): Answer {
  const user = find(iam, params);
  if (!user?.loginProtection) return missing.flat(`login protect of user: ${params["user_id"]}`);
  const said = { enabled: true, user_id: user.world.id, verification_method: user.loginProtection };
  return { status: 200, body: { login_protect: said } };
}

const change = z.strictObject({
  user: z.strictObject({
    password: z.string().optional(),
    pwd_status: z.boolean().optional(),
    enabled: z.boolean().optional(),
    description: z.string().optional(),
    access_mode: z.enum(["default", "programmatic", "console"]).optional(),
  }),
});

/** Answers UpdateUser and KeystoneUpdateUserByAdmin, which differ by the envelope of a refusal. */
export function updateUser(iam: Iam, asked: Asked): Answer {
  const user = find(iam, asked.params);
  if (!user) return missing.flat(`user: ${asked.params["user_id"]}`);
  const wish = read(asked, change)?.user;
  if (!wish) return flat(400, "IAM.0011", "Request body is invalid.");
  const fault = wish.password === undefined ? undefined : faultOf(iam, user, wish.password);
  if (fault) return flat(400, fault.code, fault.message);
  const apply = () => {
    if (wish.password !== undefined) putPassword(iam, user, new Secret(wish.password));
    user.mustChange = wish.pwd_status ?? user.mustChange;
    user.enabled = wish.enabled ?? user.enabled;
    user.accessMode = wish.access_mode ?? user.accessMode;
    if (wish.enabled === false) endTokens(iam, user);
  };
  return { status: 200, body: { user: listed(iam, user) }, apply };
}

const own = z.strictObject({ user: z.strictObject({ password: z.string(), original_password: z.string() }) });

/** Answers KeystoneUpdateUserPassword: the user's own token, and its own old password. */
export function updateOwnPassword(iam: Iam, asked: Asked): Answer {
  const user = find(iam, asked.params);
  if (!user) return missing.nested(`user: ${asked.params["user_id"]}`);
  if (asked.key?.user !== user.world.name)
    return nested(403, "You are not authorized to perform the requested action.");
  const wish = read(asked, own)?.user;
  if (!wish) return nested(400, "Request body is invalid.");
  if (wish.original_password !== user.password?.reveal()) return nested(401, "The original password is wrong.");
  const fault = faultOf(iam, user, wish.password);
  const ageMs = iam.clock.now().getTime() - user.changedAt.getTime();
  if (fault) return nested(400, fault.message);
  if (ageMs < iam.made.iam.passwordPolicy.minimumAgeMinutes * 60_000) return nested(400, "The password is too young.");
  return { status: 204, apply: () => putPassword(iam, user, new Secret(wish.password)) };
}

function find({ users }: Iam, params: Asked["params"]): User | undefined {
  return users.find(({ world }) => world.id === params["user_id"]);
}

function listed(iam: Iam, { world, enabled }: User) {
  return {
    id: world.id,
    name: world.name,
    domain_id: iam.made.domain,
    enabled,
    description: "",
    password_expires_at: null,
    links: { next: null, previous: null, self: `${baseOf(iam)}/v3/users/${world.id}` },
  };
}

function baseOf({ made }: Iam): string {
  return `https://iam.${made.region}.myhuaweicloud.com`;
}
