import { z } from "zod";
import { userName } from "../account/user.ts";

/** An IamKeyHolder says whose access key: one IAM user of the connection's account. */
export type IamKeyHolder = z.infer<typeof iamKeyHolder>;

export const iamKeyHolder = z.strictObject({ user: userName });
