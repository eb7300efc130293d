import { text } from "@rekey/core";
import { z } from "zod";
import { instant } from "../instant.ts";

const CREDENTIALS = "/v3.0/OS-CREDENTIAL/credentials";

/** The documented URI templates of access keys. */
export const paths = { all: CREDENTIALS, one: `${CREDENTIALS}/{access_key}` } as const;

/** A PermanentAccessKey is one of at most two of a user, without its secret. */
export type PermanentAccessKey = z.infer<typeof accessKey>;

export const accessKey = z
  .object({
    access: z.string(),
    status: text,
    user_id: text,
    description: text,
    create_time: instant,
    last_use_time: instant,
  })
  .transform((it) => ({
    access: it.access,
    /** `active` or `inactive`. */
    status: it.status,
    userId: it.user_id,
    description: it.description,
    createTime: it.create_time,
    /** Absent in a list, and where the key was never used. */
    lastUseTime: it.last_use_time,
  }));
