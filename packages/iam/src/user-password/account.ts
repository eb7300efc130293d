import { z } from "zod";
import { userName } from "../account/user.ts";

/** An IamUserName says whose password: one IAM user of the connection's account. */
export type IamUserName = z.infer<typeof iamUserName>;

export const iamUserName = z.strictObject({ user: userName });
