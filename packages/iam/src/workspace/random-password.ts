import {
  type Connection,
  CredentialError,
  detailsOf,
  type Issued,
  isNoError,
  json,
  type Reply,
  Secret,
  text,
} from "@rekey/core";
import { z } from "zod";
import { classifyWorkspace } from "../codes/classify.ts";

/** How a user is told of a new password. */
export type Notice = "email" | "phone";

/** A RandomPasswordWish is whose password to replace. */
export interface RandomPasswordWish {
  readonly userId: string;
  /** Sends the new password to the user too. Needed where users activate their desktops themselves; nobody is told where absent. */
  readonly notify?: readonly Notice[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

const operation = { service: "workspace", operation: "resetRandomPassword" } as const;

/**
 * Replaces a desktop user's password by a random one. A GET that changes something: each sending makes another password, so nothing on the way may
 * repeat, cache or prefetch it. Keep the reply before reading it; a success by status can be a failure by code.
 * https://support.huaweicloud.com/intl/en-us/api-workspace/ResetRandomPassword.html
 */
export function resetRandomPassword(
  connection: Connection,
  { userId, notify = [], signal }: RandomPasswordWish,
): Promise<Reply> {
  return connection.send({
    ...operation,
    method: "GET",
    path: "/v2/{project_id}/users/{user_id}/random-password",
    params: { user_id: userId },
    ...(notify.length > 0 && { query: { notification_type: notify.join(",") } }),
    // Documented as mandatory, though there is no body.
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    repeat: "never",
    classify: classifyWorkspace("workspace:users:randomPassword"),
    signal,
  });
}

const shape = z.object({ password: text, error_code: text });

/**
 * Reads the reply of `resetRandomPassword`. Throws ERR_REFUSED where it holds a code that is known to refuse, ERR_OUTCOME_UNKNOWN where it holds
 * another one, or no password.
 */
export function issuedPassword(reply: Reply): Issued {
  const { password, error_code: said = "" } = json(reply, shape);
  const code = isNoError(said) ? undefined : said;
  const details = { ...detailsOf(operation, reply), ...(code !== undefined && { serviceCode: code }) };
  const verdict = code === undefined ? undefined : classifyWorkspace()(reply.status, code);
  if (code !== undefined && verdict && verdict.code !== "ERR_OUTCOME_UNKNOWN" && !password)
    throw new CredentialError("ERR_REFUSED", `Workspace refused with status ${reply.status} and code ${code}`, {
      ...details,
      remedy: verdict.remedy,
    });
  if (code !== undefined || !password)
    throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply says neither a password nor a known refusal", details);
  return { secret: new Secret(password) };
}
