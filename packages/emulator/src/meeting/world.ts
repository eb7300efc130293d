import { z } from "zod";
import { secret } from "../secret.ts";

const name = z.string().min(1).max(255);
const account = z.string().regex(/^[\w.@-]{1,255}$/, "write letters, digits and _ - . @ only, at most 255");

const app = z.strictObject({
  appId: name,
  appKey: secret,
  /** `sp`: an SP's, which signs five parts and names the enterprise in `corpId`. */
  mode: z.enum(["enterprise", "sp"]).default("enterprise"),
  /** Whether a login with an unknown user id registers it. */
  registers: z.boolean().default(true),
});

const member = z.strictObject({
  account,
  password: secret,
  /** What App ID logins know it by; none of them can sign it in where absent. */
  userId: name.optional(),
  name: name.optional(),
  email: name.optional(),
  phone: name.optional(),
  /** 0: the default administrator; 1: an administrator; 2: a common member. */
  adminType: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(2),
  /** 0: normal; 1: disabled. */
  status: z.union([z.literal(0), z.literal(1)]).default(0),
});

const screen = z.strictObject({
  account,
  /** What the list of activation codes knows it by. */
  name,
  type: z.enum(["idea-hub", "huawei-vision", "smart-rooms"]).default("idea-hub"),
  code: secret.prefault("08535646662"),
  /** Whether a device was activated with the code. */
  isBound: z.boolean().default(true),
});

const terminal = z.strictObject({ sn: z.string().regex(/^\w{1,30}$/, "write letters, digits and _ only, at most 30") });

const shape = z.strictObject({
  /** The enterprise's id, which an SP names. */
  corpId: name.default("651543334"),
  apps: z.array(app).default([]),
  members: z.array(member).default([]),
  screens: z.array(screen).default([]),
  terminals: z.array(terminal).default([]),
  /** How long a token lives, in seconds. */
  tokenSeconds: z.int().min(1).default(56326),
  /** How many former passwords may not come again; no page says. */
  history: z.int().min(0).default(5),
  /** Whether the list shows codes with stars in them, as samples do. */
  masksCodes: z.boolean().default(false),
  /** Whether a changed password ends the member's tokens; no page says. */
  endsTokens: z.boolean().default(false),
});

/** Meeting in a world: one enterprise, its App IDs, members, screens and terminals. */
export const meeting = shape.superRefine(({ members, screens }, context) => {
  const all = [...members, ...screens].map((each) => each.account.toLowerCase());
  all.forEach((each, at) => {
    if (all.indexOf(each) < at)
      context.addIssue({
        code: "custom",
        message: `another member has the account of ${at < members.length ? `members[${at}]` : `screens[${at - members.length}]`}`,
      });
  });
});

export type MeetingWorld = z.output<typeof meeting>;
export type App = MeetingWorld["apps"][number];
