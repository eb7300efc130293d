import { isName } from "../../packages/core/src/index.ts";
import { period } from "../../apps/rotator/src/config/duration.ts";
import { z } from "zod";

/** The arguments that a resource has beside its declaration's. */
export const ownShape = z.strictObject({
  name: z.string().refine(isName).optional().meta({
    description: "The declaration's name; the resource's where absent. Unique over all declarations of a daemon.",
    pattern: "^[a-z0-9][a-z0-9-]{0,62}(\\.[a-z0-9][a-z0-9-]{0,62}){0,3}$",
    errorMessage: "a name has a-z, 0-9 and -, up to 63 characters, up to four such words joined by dots",
  }),
  adopt: z.boolean().optional().meta({
    description: "Takes over a declaration of this name that another owner has, or nobody; refused where absent.",
  }),
  deletionPolicy: z.enum(["retain", "forget"]).optional().meta({
    description:
      "What becomes of the declaration when the resource is deleted: it keeps being rotated, without an owner (`retain`, also where absent), or is forgotten (`forget`): nothing changes at the service or in sinks, and it is rotated no more.",
  }),
  force: z.boolean().optional().meta({
    description: "Forgets it even where nobody knows which of two secrets is in force.",
  }),
  waitForReady: period.optional().meta({
    description: "How long to wait for the first secret to be in force, such as `2m`; not at all where absent.",
  }),
});
