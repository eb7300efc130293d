import { randomBytes } from "node:crypto";
import { after } from "@rekey/core";
import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { fine, flat, nested, read, stray } from "./answers.ts";
import type { Iam, Token, User } from "./state.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const named = z.union([z.strictObject({ id: z.string() }), z.strictObject({ name: z.string() })]);

const shape = z.strictObject({
  auth: z.strictObject({
    identity: z.strictObject({
      methods: z.tuple([z.literal("password")]),
      password: z.strictObject({
        user: z.strictObject({ name: z.string(), password: z.string(), domain: z.strictObject({ name: z.string() }) }),
      }),
    }),
    scope: z.strictObject({ project: named.optional(), domain: named.optional() }).optional(),
  }),
});

type Wish = z.infer<typeof shape>["auth"];

/** Answers KeystoneCreateUserTokenByPassword. A wrong password and a locked user differ by text alone, as on the pages that show them. */
export function createToken(iam: Iam, asked: Asked): Answer {
  if (stray(asked, "nocatalog") !== undefined) return nested(400, "The request body is invalid");
  const wish = read(asked, shape)?.auth;
  if (!wish) return nested(400, "The request body is invalid");
  const { name, password, domain } = wish.identity.password.user;
  const user = iam.users.find(({ world }) => world.name === name);
  if (!user || domain.name !== iam.made.iam.account) return wrong;
  const nowMs = iam.clock.monotonicMs();
  if (user.lockedUntilMs > nowMs) return nested(401, "The account is locked.");
  if (user.password?.reveal() !== password) return { ...wrong, apply: () => miss(iam, user) };
  return barred(user) ?? issue(iam, user, { wish, hasCatalog: asked.query.get("nocatalog") !== "true" });
}

const wrong = nested(401, "The username or password is wrong.");

function barred({ enabled, accessMode, loginProtection }: User): Answer | undefined {
  if (!enabled) return flat(403, "IAM.0080", "The user is disabled.");
  if (accessMode === "console")
    return flat(403, "IAM.0081", "This user only supports console access, not programmatic access.");
  // That a second factor is wanted is documented; how it is said is not.
  if (loginProtection === "vmfa") return nested(401, "MFA authentication is required.");
  return undefined;
}

function miss({ made, clock }: Iam, user: User): void {
  const { failures, withinMinutes, lockMinutes } = made.iam.loginPolicy;
  const nowMs = clock.monotonicMs();
  user.misses = [...user.misses.filter((ms) => ms > nowMs - withinMinutes * MINUTE_MS), nowMs];
  if (user.misses.length >= failures) user.lockedUntilMs = nowMs + lockMinutes * MINUTE_MS;
}

function issue(iam: Iam, user: User, { wish, hasCatalog }: { wish: Wish; hasCatalog: boolean }): Answer {
  const { region, project, domain, iam: world } = iam.made;
  const of = wish.scope?.project;
  const isProject = of === undefined || ("id" in of ? of.id === project : of.name === region);
  const account = wish.scope?.domain;
  const isAccount = account === undefined || ("id" in account ? account.id === domain : account.name === world.account);
  if (!isProject || (!of && !isAccount)) return nested(404, "Could not find the scope.");
  const now = iam.clock.now();
  const held: Token = { user, expiresAt: after(now, DAY_MS), project: of && project };
  const token = randomBytes(32).toString("hex");
  const owner = { id: domain, name: world.account };
  const scope = of ? { project: { id: project, name: region, domain: owner } } : { domain: owner };
  const said = {
    expires_at: fine(held.expiresAt),
    issued_at: fine(now),
    methods: ["password"],
    user: { id: user.world.id, name: user.world.name, domain: owner, password_expires_at: "" },
    roles: [],
    ...scope,
    ...(hasCatalog && { catalog: [] }),
  };
  const apply = () => {
    user.misses = [];
    iam.tokens.set(token, held);
  };
  return { status: 201, headers: { "X-Subject-Token": token }, body: { token: said }, apply };
}
