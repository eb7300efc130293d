import { z } from "zod";

const ACCOUNT = /^[^\s:]{1,255}$/;

/** A Meeting account: its own page says that it holds the enterprise's domain, and samples have none, so both are taken. */
export const accountName = z
  .string({ error: "write the Meeting account" })
  .regex(ACCOUNT, "a Meeting account has 1 to 255 characters, no blank and no colon")
  .refine((name) => ![".", ".."].includes(name), "this is no account")
  .meta({ description: "The Meeting account, as the management console shows it." });

/** A MemberPassword says whose password. */
export type MemberPassword = z.output<typeof memberPassword>;

export const memberPassword = z.strictObject({
  account: accountName,
  clientType: z
    .union([z.literal(0), z.literal(5), z.literal(6), z.literal(72)], "clientType is 0, 5, 6 or 72")
    .optional()
    .meta({
      description:
        "The client that a check signs in as: 72 where absent. A newer page lists 0 (web), 5 (PC) and 6 (mobile) alone (unconfirmed). A check asks for no token, so none pushes anybody out.",
    }),
});
