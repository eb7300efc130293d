import { z } from "zod";
import { instanceName } from "../instances/name.ts";

const USER = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** An AclAccountName says whose password: a normal ACL account of one instance. */
export type AclAccountName = z.infer<typeof aclAccountName>;

export const aclAccountName = z.strictObject({
  instance: instanceName,
  user: z
    .string({ error: "write the name of the ACL account" })
    .regex(USER, "an ACL account's name starts with a letter and has 1 to 64 letters, digits, `_` and `-`")
    .meta({ description: "The name of the ACL account." }),
  login: z
    .enum(["one-argument", "two-argument"], { error: "login is `one-argument` or `two-argument`" })
    .optional()
    .meta({
      description:
        "How a login is proved: `AUTH user:password`, which is documented, where absent; `AUTH user password` where the instance takes it (unconfirmed for Redis 6 and 7 on DCS).",
    }),
});
