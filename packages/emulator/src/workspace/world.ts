import { z } from "zod";
import { hexOf } from "../iam/world.ts";
import { secret } from "../secret.ts";

const user = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,19}$/, "begin with a letter; 20 characters at most"),
    /** Made from the name where absent. */
    id: z
      .string()
      .regex(/^[0-9a-zA-Z-]{1,64}$/, "write letters, digits and - only")
      .optional(),
    /** A random one where absent. */
    password: secret.optional(),
    activeType: z.enum(["ADMIN_ACTIVATE", "USER_ACTIVATE"]).default("ADMIN_ACTIVATE"),
    email: z.string().default(""),
    locked: z.boolean().default(false),
    disabled: z.boolean().default(false),
    expired: z.boolean().default(false),
  })
  .transform((made) => ({ ...made, id: made.id ?? hexOf("workspace", made.name) }));

/** The Workspace of a world: users of cloud desktops. */
export const workspaceWorld = z.strictObject({
  users: z
    .array(user)
    .refine((users) => new Set(users.map(({ name }) => name)).size === users.length, "two users have one name")
    .default([]),
});

export type DesktopUserWorld = z.output<typeof workspaceWorld>["users"][number];
