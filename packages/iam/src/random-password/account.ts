import { z } from "zod";

/** A DesktopUserName says whose password: one user of cloud desktops in the connection's project. */
export type DesktopUserName = z.infer<typeof desktopUserName>;

export const desktopUserName = z.strictObject({
  user: z
    .string({ error: "write the desktop user's name or its id" })
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/, "a desktop user is named by its name or its id")
    .meta({ description: "The user of cloud desktops, by name or by id." }),
  notify: z
    .array(z.enum(["email", "phone"], { error: "notify holds `email`, `phone`, or both" }))
    .min(1, "leave `notify` out where nobody is to be told")
    .optional()
    .meta({
      description:
        "Sends each new password to the user too, by mail or to the phone; nobody is told where absent. Users who activate their desktops themselves need it.",
    }),
});
