import type { Connection } from "@rekey/core";
import { tell } from "../ask.ts";
import { classify } from "../classify.ts";

/** A TerminalReset names a hard terminal by its serial number, and whom its new code is sent to: a mail address or a number is wanted. */
export interface TerminalReset {
  /** 1 to 30 letters, digits and underscores. */
  readonly sn: string;
  readonly country?: string | undefined;
  readonly emailAddr?: string | undefined;
  readonly smsNumber?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a hard terminal's new activation code to a person; the reply has no body. Five times in 24 hours a terminal.
 * https://support.huaweicloud.com/intl/en-us/api-meeting/meeting_21_0093.html
 */
export function resetActivecode(
  connection: Connection,
  { sn, country, emailAddr, smsNumber, signal }: TerminalReset,
): Promise<void> {
  return tell(connection, {
    operation: "resetActivecode",
    method: "POST",
    path: "/v1/usg/dcs/corp/device/{sn}/activecode",
    params: { sn },
    body: { country, emailAddr, smsNumber },
    repeat: "never",
    classify,
    signal,
  });
}
