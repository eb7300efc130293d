import { z } from "zod";

const SEGMENT = "[A-Za-z0-9_.-]{1,100}";

/** `org/project/stack/name`: who declares over HTTP. The file's own is `file`, and what nobody owns any more is `none`. */
const owner = z
  .string()
  .regex(new RegExp(`^${SEGMENT}/${SEGMENT}/${SEGMENT}/[!-~]{1,200}$`), "write it like acme/shop/prod/cache");

/** What a declaration over HTTP says beside what one in a file says. */
export const ownShape = z.strictObject({ owner, adopt: z.boolean().optional() });
