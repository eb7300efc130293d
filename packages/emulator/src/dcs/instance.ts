import { createHash } from "node:crypto";
import { z } from "zod";
import { secret } from "../secret.ts";

/** Statuses of an instance (page "DCS Instance Statuses"). */
export const statuses = [
  "RUNNING",
  "CREATING",
  "CREATEFAILED",
  "ERROR",
  "RESTARTING",
  "FROZEN",
  "EXTENDING",
  "RESTORING",
  "FLUSHING",
] as const;
export type InstanceStatus = (typeof statuses)[number];

/** Statuses of an account (page ListAclAccounts). */
const accountStatuses = ["AVAILABLE", "CREATING", "UPDATING", "DELETING", "DELETEFAILED", "ERROR"] as const;
export type AccountStatus = (typeof accountStatuses)[number];

const uuid = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/, "write letters, digits and - only, at most 64");

/** The names that an account can have (page CreateAclAccount). */
export const accountName = /^[A-Za-z][\w-]{0,63}$/;
export const MOST_ACCOUNTS = 18;

const account = z.strictObject({
  name: z
    .string()
    .regex(accountName, "begin with a letter; letters, digits, - and _ follow, 64 characters at most")
    .refine((name) => name !== "default", "the default user's password is the instance's own: write `password` there"),
  password: secret.refine((password) => !password.reveal().includes(":"), "it holds a colon, so nobody could log in"),
  id: uuid.optional(),
  role: z.enum(["read", "write"]).default("write"),
  status: z.enum(accountStatuses).default("AVAILABLE"),
  description: z.string().default(""),
});

const plain = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][\w-]{3,63}$/, "begin with a letter; letters, digits, - and _ follow, 4 to 64 characters"),
  /** Made from the name where absent. */
  id: uuid.optional(),
  status: z.enum(statuses).default("RUNNING"),
  version: z.enum(["4.0", "5.0", "6.0", "7.0"]).default("5.0"),
  /** How long an account stays UPDATING after its password was changed; `never` lets it hang there. */
  updatingMs: z.union([z.number().int().min(0), z.literal("never")]).default(0),
  /** The default user's; a random one where absent. */
  password: secret.optional(),
  /** `true` makes a certificate (see `Emulator.ca`); a pair in PEM is taken as it is. */
  tls: z.union([z.boolean(), z.strictObject({ key: secret, cert: z.string() })]).default(false),
  /** Whether `AUTH user password` works beside `AUTH user:password` on 6.0 and 7.0, which no page says. */
  takesTwoArguments: z.boolean().default(false),
  /** What `showInstance` reports as address; where the data plane really listens unless told otherwise. */
  reports: z
    .strictObject({ ip: z.string().optional(), domainName: z.string().optional(), port: z.int().optional() })
    .default({}),
  accounts: z.array(account).max(MOST_ACCOUNTS, "an instance has at most 18 accounts").default([]),
});

/** One DCS instance of a world. */
export const instance = plain
  .superRefine(({ accounts }, context) => {
    accounts.forEach(({ name }, at) => {
      if (accounts.findIndex((other) => other.name === name) === at) return;
      context.addIssue({ code: "custom", path: ["accounts", at, "name"], message: "another account has this name" });
    });
  })
  .transform((made) => ({ ...made, id: made.id ?? idOf(made.name) }));

export type InstanceWorld = z.output<typeof instance>;

/** An id of the usual form, the same in every run. */
export function idOf(...names: readonly string[]): string {
  const hex = createHash("sha256").update(names.join("/")).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
