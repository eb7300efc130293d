import { CredentialError } from "@rekey/core";
import { z } from "zod";
import { fault } from "./faults/fault.ts";
import { instance } from "./dcs/instance.ts";
import { iamWorld } from "./iam/world.ts";
import { meeting } from "./meeting/world.ts";
import { secret } from "./secret.ts";
import { workspaceWorld } from "./workspace/world.ts";

const id = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/, "write letters, digits and - only, at most 64");

const key = z.strictObject({
  accessKey: z.string().regex(/^[\w-]{1,128}$/, "write letters, digits, _ and - only"),
  secretKey: secret,
  /** Makes it a temporary key: the token has to be sent and signed. */
  securityToken: secret.optional(),
  /** The project that it may act in; the world's where absent. */
  project: id.optional(),
  /** Actions such as `dcs:aclaccount:resetPassword`; `*` stands for any run of characters. Everything is allowed where absent. */
  permissions: z.array(z.string().min(1)).default(["*"]),
  /** The IAM user, by name, that it belongs to; the account's administrator where absent. */
  user: z.string().optional(),
});

const shape = z.strictObject({
  region: z.string().regex(/^[a-z0-9-]+$/, "write a region's id, such as cn-north-4"),
  /** The id of the region's project. */
  project: id,
  /** The account's id. */
  domain: id.default("d78cbac186b744899480f25bd0200000"),
  keys: z.array(key).min(1, "a cloud that nobody has a key for answers nothing but 401"),
  instances: z.array(instance).default([]),
  /** Meeting's one enterprise; an empty one where absent. */
  meeting: meeting.prefault({}),
  /** The account's name, its IAM users, policies and agencies. */
  iam: iamWorld.prefault({}),
  /** The users of cloud desktops. */
  workspace: workspaceWorld.prefault({}),
  /** The metadata service of the server that programs run on: the agency it lends keys of, if any, and whether it knows tokens. */
  metadata: z
    .strictObject({ agency: z.string().min(1).optional(), knowsTokens: z.boolean().default(true) })
    .prefault({}),
  /** What goes wrong from the start; `Emulator.fault` adds to it. */
  faults: z.array(fault).default([]),
});

const world = shape.superRefine(({ keys, instances }, context) => {
  twice(keys.map(({ accessKey }) => accessKey)).forEach((at) =>
    context.addIssue({ code: "custom", path: ["keys", at, "accessKey"], message: "another key has this access key" }),
  );
  twice(instances.map((each) => each.id)).forEach((at) =>
    context.addIssue({ code: "custom", path: ["instances", at, "id"], message: "another instance has this id" }),
  );
});

/** A World describes a cloud in plain values, as YAML or JSON hold them: its keys, its DCS instances and their accounts. Passwords may be Secrets. */
export type World = z.input<typeof world>;

/** A World with its defaults filled in and its passwords wrapped. */
export type Made = z.output<typeof world>;
export type Key = Made["keys"][number];

/** Reads a world. Throws ERR_DECLARATION with the path of everything that is wrong, and no value. */
export function readWorld(input: unknown): Made {
  const parsed = world.safeParse(input);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${where(path)}: ${message}`);
  throw new CredentialError("ERR_DECLARATION", `the world does not hold together\n  ${lines.join("\n  ")}`);
}

function where(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => text + (typeof step === "number" ? `[${step}]` : `.${String(step)}`),
    "world",
  );
}

function twice(names: readonly string[]): number[] {
  return names.flatMap((name, at) => (names.indexOf(name) < at ? [at] : []));
}
