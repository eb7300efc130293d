import { z } from "zod";

/** An IAM user's name: letters, digits, blanks, `-`, `_` and `.`, 64 characters at most; an id is 32 hexadecimal digits. */
export const userName = z
  .string({ error: "write the IAM user's name or its id" })
  .regex(
    /^[A-Za-z_-][A-Za-z0-9 ._-]{0,63}$|^[0-9a-f]{32}$/,
    "an IAM user is named by its name or its id: letters, digits, blanks, `-`, `_` and `.`",
  )
  .meta({ description: "The IAM user, by name or by id." });
