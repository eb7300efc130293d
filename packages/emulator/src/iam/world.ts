import { createHash } from "node:crypto";
import { z } from "zod";
import { secret } from "../secret.ts";

const whole = (least: number, most: number) => z.int().min(least).max(most);

const accessKey = z.strictObject({
  accessKey: z.string().regex(/^[\w-]{1,128}$/, "write letters, digits, _ and - only"),
  secretKey: secret,
  status: z.enum(["active", "inactive"]).default("active"),
  description: z.string().default(""),
});

const user = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z_-][A-Za-z0-9 ._-]{0,63}$/, "begin with a letter, - or _; 64 characters at most"),
    /** Made from the name where absent. */
    id: z
      .string()
      .regex(/^[0-9a-f]{32}$/, "write 32 hexadecimal digits")
      .optional(),
    /** Without one nobody logs in. */
    password: secret.optional(),
    /** When it was made. */
    passwordMadeAt: z.iso.datetime().default("2026-01-01T00:00:00Z"),
    enabled: z.boolean().default(true),
    accessMode: z.enum(["default", "programmatic", "console"]).default("default"),
    /** A second factor. With `vmfa` a password alone gets no token. */
    loginProtection: z.enum(["vmfa", "sms", "email"]).optional(),
    accessKeys: z.array(accessKey).max(2, "a user has two access keys at most").default([]),
    /** What its keys and tokens may do, as in `keys`. */
    permissions: z.array(z.string().min(1)).default(["*"]),
  })
  .transform((made) => ({ ...made, id: made.id ?? hexOf(made.name) }));

/** The documented ranges and defaults of a password policy. */
const passwordPolicy = z.strictObject({
  minimumLength: whole(6, 32).default(8),
  classes: whole(2, 4).default(2),
  longestRun: whole(0, 32).default(0),
  minimumAgeMinutes: whole(0, 1440).default(0),
  recentDisallowed: whole(0, 10).default(1),
  validityDays: whole(0, 180).default(0),
  notUserName: z.boolean().default(true),
});

/** The documented ranges and defaults of a login policy. */
const loginPolicy = z.strictObject({
  failures: whole(3, 10).default(5),
  withinMinutes: whole(15, 60).default(15),
  lockMinutes: whole(15, 1440).default(15),
});

const agency = z.strictObject({
  name: z.string().min(1),
  permissions: z.array(z.string().min(1)).default(["*"]),
});

/** The IAM of a world: its account's name, its users, its policies and its agencies. */
export const iamWorld = z.strictObject({
  account: z.string().min(1).default("acme"),
  users: z
    .array(user)
    .refine((users) => new Set(users.map(({ name }) => name)).size === users.length, "two users have one name")
    .default([]),
  passwordPolicy: passwordPolicy.prefault({}),
  loginPolicy: loginPolicy.prefault({}),
  agencies: z.array(agency).default([]),
});

export type UserWorld = z.output<typeof iamWorld>["users"][number];

/** An id of IAM's form, the same in every run. */
export function hexOf(...names: readonly string[]): string {
  return createHash("sha256").update(names.join("/")).digest("hex").slice(0, 32);
}
