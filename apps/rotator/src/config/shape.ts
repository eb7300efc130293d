import { isName } from "@rekey/core";
import { z } from "zod";
import { isPattern } from "../allow/pattern.ts";
import { duration, period } from "./duration.ts";
import { heartbeatShape } from "./heartbeat.ts";
import { rate } from "./rate.ts";
import { reference } from "./reference.ts";
import { rotateShape } from "./rotate.ts";

/** The grammar of names, in words. */
export const NAMES = "use a-z, 0-9 and -, up to 63 characters, up to four such words joined by dots";

/** A name: `[a-z0-9][a-z0-9-]{0,62}`, up to four joined by dots. */
const name = z.string().refine(isName, { error: "is no name", params: { remedy: NAMES } });

/** A section; one with nothing below it is empty. */
const map = z.record(z.string(), z.unknown()).nullish();

/** One file: each section is looked into by itself, so that all that is wrong shows at once. */
export const fileShape = z.strictObject({
  store: z.unknown().optional(),
  seal: z.unknown().optional(),
  http: z.unknown().optional(),
  metrics: z.unknown().optional(),
  connections: map,
  sinks: map,
  declarations: map,
  moved: z.unknown().optional(),
});

export const storeShape = z.strictObject({ sqlite: z.string().min(1), mark: z.string().min(1).optional() });

export const sealShape = z.strictObject({ keys: z.array(reference).min(1) });

export const metricsShape = z.strictObject({ names: z.boolean().optional() });

const address = z.string().regex(/^https?:\/\/[^\s/?#@]+\/?$/, "write it like https://dcs.example.com, without a path");

const keyShape = z.strictObject({ accessKey: reference, secretKey: reference, securityToken: reference.optional() });

/** An enterprise's App ID, which Huawei Cloud Meeting knows in place of access keys. */
const appShape = z.strictObject({
  appId: z.string().min(1),
  appKey: reference,
  /** In SP mode only: the enterprise to act for, or empty for the SP itself. */
  corpId: z.string().optional(),
});

/** A user of IAM, who signs in with a password. */
const iamUserShape = z.strictObject({ user: z.string().min(1), account: z.string().min(1), password: reference });

/** An agency, whose keys STS lends to whoever may assume it: the keys beside it, or the official SDKs' chain. */
const agencyShape = z
  .strictObject({
    urn: z.string().regex(/^iam::[^:]+:agency:.+$/, "write it like iam::<account id>:agency:<name>"),
    session: z.string().min(2).max(64).optional(),
    duration: duration
      .refine((ms) => ms >= 900_000 && ms <= 43_200_000, "write 15m to 12h, and no more than the agency allows")
      .optional(),
    externalId: z.string().min(1).optional(),
    accessKey: reference.optional(),
    secretKey: reference.optional(),
    securityToken: reference.optional(),
  })
  .refine(({ accessKey, secretKey }) => (accessKey === undefined) === (secretKey === undefined), {
    error: "one half of an access key stands here",
    params: { remedy: "write accessKey and secretKey, or neither for the official SDKs' chain" },
  });

const credentialsShape = z.union([
  keyShape,
  z.strictObject({ meetingApp: appShape }),
  z.strictObject({ iamUser: iamUserShape }),
  z.strictObject({ agency: agencyShape }),
]);

const pattern = z.string().refine(isPattern, {
  error: "is no pattern",
  params: { remedy: "write it like dcs.*, acme/* or dcs:5e1d0c/*; a star at the end stands for all that follows" },
});

/** What declarations over HTTP may use a connection or a sink for. */
export const allowShape = z.array(
  z.strictObject({ kinds: z.array(pattern), identities: z.array(pattern).optional(), owners: z.array(pattern) }),
);

export const connectionShape = z.strictObject({
  region: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "write it like cn-north-4"),
  project: z.string().min(1).optional(),
  credentials: credentialsShape.optional(),
  endpoints: z.record(z.string(), address).optional(),
  reach: z.array(z.string().regex(/^\S+:(?:\d{1,5}|\*)$/, "write it like 10.0.0.0/8:6379")).optional(),
  hosts: z.record(z.string(), z.string().min(1)).optional(),
  ca: reference.optional(),
  quiet: duration.optional(),
  limits: z.strictObject({ concurrency: z.int().positive().optional(), rate: rate.optional() }).optional(),
  allow: allowShape.optional(),
});

export type ConnectionShape = z.output<typeof connectionShape>;

/** What a declaration says in a file. Pulumi's arguments are written from it, so a field's description is for users of both. */
export const declarationShape = z.strictObject({
  kind: z.string(),
  connection: z.string().meta({ description: "The operator's connection through which it is rotated." }),
  account: z.unknown(),
  rotate: rotateShape.meta({ description: "When it is rotated: `every: 30d`, or `cron` with a `zone`." }),
  deliver: z
    .array(z.string())
    .optional()
    .meta({ description: "The operator's sinks that get each new secret; none where absent." }),
  grace: duration.optional().meta({
    description:
      "How long the previous secret stays valid where the service has two, such as `1h`; not at all where absent.",
  }),
  approval: z.enum(["auto", "person"]).optional().meta({
    description:
      "Who is asked before a rotation that disturbs a person or a device: nobody (`auto`) or a person, who approves each (`person`, also where absent).",
  }),
  heartbeat: heartbeatShape.optional().meta({
    description:
      "How often a login looks whether the secret in force is still accepted, such as `12h`, or `off`; once a day where absent, for kinds with a login.",
  }),
  drift: z.enum(["report", "rotate"]).optional().meta({
    description:
      "What follows where the service refuses the secret in force: people are told (`report`, also where absent), or it is rotated (`rotate`).",
  }),
  stagger: z
    .strictObject({
      group: name.meta({ description: "What it is called: a name like those of credentials." }),
      offset: period.meta({ description: "How far apart any two of it begin, such as `10m`." }),
    })
    .optional()
    .meta({
      description:
        "A group of which no two begin a rotation within an offset, such as `{ group: frontends, offset: 10m }`.",
    }),
});

/** An administrator's way: what is not written is the declaration's own. */
export const reconcileShape = z
  .strictObject({
    kind: z.string().meta({ description: "A kind that sets the same secret and needs no old one." }),
    connection: z
      .string()
      .optional()
      .meta({ description: "The operator's connection for that; the declaration's own where absent." }),
    account: z
      .unknown()
      .optional()
      .meta({ description: "The account as that kind names it; the declaration's own where absent." }),
  })
  .meta({
    description:
      "An administrator's way to the same secret, taken where the service refuses the old one: `{ kind: meeting.admin-reset }`.",
  });

/** What a file may say beside it: two accounts in place of one, and an administrator's way. */
export const fileDeclarationShape = declarationShape.extend({
  account: z.unknown().optional(),
  accounts: z.unknown().optional(),
  reconcile: z.unknown().optional(),
});

export const movedShape = z.array(z.strictObject({ from: name, to: name }));
