import { everyCode } from "@rekey/core";
import { z } from "zod";
import { objectSchema } from "./json-schema.ts";

/** A problem of RFC 9457, with what a person needs beside it. */
const problemShape = z.looseObject({
  type: z.string().meta({ description: "The page about problems of this sort." }),
  title: z.string(),
  status: z.int(),
  code: z.enum(everyCode),
  changed: z
    .enum(["no", "unknown", "kept"])
    .meta({ description: "Whether the secret at the service can have changed." }),
  detail: z.string().optional(),
  instance: z.string().optional(),
  next: z.string().optional().meta({ description: "What happens by itself." }),
  remedy: z.string().optional().meta({ description: "What whoever asked can do." }),
  errors: z
    .array(z.looseObject({ path: z.string(), message: z.string(), remedy: z.string().optional() }))
    .optional()
    .meta({ description: "Everything that is wrong in what was sent, by its path: `rotate.every`." }),
});

/** The same as JSON Schema. */
export const problemSchema = objectSchema(problemShape, "output");
