import { z } from "zod";
import type { CredentialKind } from "../../packages/core/src/index.ts";
import { declarationShape, reconcileShape } from "../../apps/rotator/src/config/shape.ts";
import type { KindSchema, Schema } from "../../packages/pulumi/src/schema/schema.ts";
import { ownShape } from "./own.ts";

/** All that check's reader of schemas knows: a kind that uses more would be checked less than it says. */
const KNOWN = z.strictObject({
  type: z.enum(["object", "array", "string", "number", "integer", "boolean"]).optional(),
  description: z.string().optional(),
  errorMessage: z.string().optional(),
  get properties() {
    return z.record(z.string(), KNOWN).optional();
  },
  required: z.array(z.string()).optional(),
  additionalProperties: z.literal(false).optional(),
  get items() {
    return KNOWN.optional();
  },
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  const: z.union([z.string(), z.number(), z.boolean()]).optional(),
  get anyOf() {
    return z.array(KNOWN).optional();
  },
  get oneOf() {
    return z.array(KNOWN).optional();
  },
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
});

/** Texts that hardly a pattern takes, so that the message about one can be read. */
const UNTAKEN = ["\0", " : "];

/** plain writes a zod schema as plain JSON Schema, with what its patterns say where they do not match. Throws where it uses a keyword that nobody checks. */
function plain(shape: z.ZodType): Schema {
  const { $schema: _, ...written } = z.toJSONSchema(shape, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.format;
      if (jsonSchema.pattern === undefined || jsonSchema["errorMessage"] !== undefined) return;
      const [message] = UNTAKEN.flatMap((text) => z.safeParse(zodSchema, text).error?.issues[0]?.message ?? []);
      if (message !== undefined) jsonSchema["errorMessage"] = message;
    },
  });
  return KNOWN.parse(written) as Schema;
}

const { kind: _kind, account: _account, ...declared } = plain(declarationShape).properties ?? {};

/** What every kind's resource takes beside its account. */
export const commonArgs: Readonly<Record<string, Schema>> = { ...declared, ...plain(ownShape).properties };

/** What every kind's resource has to be given. */
const REQUIRED = ["account", ...(plain(declarationShape).required ?? []).filter((key) => key in declared)];

/** schemaOf is what a program can know of a kind. */
export function schemaOf(kind: CredentialKind): KindSchema {
  const account = { ...plain(kind.account), description: "Whose secret it is." };
  const closed = { type: "object", additionalProperties: false } as const;
  // Who changes a secret with the old one may need an administrator's way where that is refused.
  const ways = "change" in kind ? { reconcile: plain(reconcileShape) } : {};
  const args: Schema = takesTurns(kind)
    ? {
        ...closed,
        properties: { account, accounts: turnsOf(account), ...ways, ...commonArgs },
        required: REQUIRED.filter((key) => key !== "account"),
        oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
        errorMessage: "write `account`, or two `accounts` that take turns",
      }
    : { ...closed, properties: { account, ...ways, ...commonArgs }, required: REQUIRED };
  return { type: typeOf(kind), whose: whoseOf(kind), args };
}

/** What goes to its recipient, or has two versions of one account, needs no second account. */
const takesTurns = (kind: CredentialKind): boolean => kind.secret !== "mailed" && !kind.retire;

const turnsOf = (account: Schema): Schema => ({
  type: "array",
  items: account,
  minItems: 2,
  maxItems: 2,
  description: "In place of one account, two that take turns: the one in force is never the one that is changed.",
});

/** `dcs.acl-password` is `dcs:AclPassword`. */
function typeOf({ name }: CredentialKind): string {
  const [module = "", credential = ""] = name.split(".");
  return `${module}:${pascal(credential)}`;
}

/** pascal spells `acl-password` as `AclPassword`. */
const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The fields of an account that its identity looks at. */
function whoseOf(kind: CredentialKind): readonly string[] {
  const seen = new Set<string>();
  const account = new Proxy({}, { get: (_, key) => (typeof key === "string" && seen.add(key), "looked-at") });
  kind.identity(account);
  return [...seen].toSorted();
}
