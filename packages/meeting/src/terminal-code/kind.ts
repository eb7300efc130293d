import type { Mailed } from "@rekey/core";
import { z } from "zod";
import { notify } from "../activation/notify.ts";
import { resetActivecode } from "../activation/terminal.ts";

const SERIAL = /^\w{1,30}$/;
const DAY_MS = 86_400_000;

/** A TerminalCode says which terminal's code, and whom it is sent to. */
export type TerminalCode = z.output<typeof terminalCode>;

const terminalCode = z.strictObject({
  sn: z
    .string({ error: "write the terminal's serial number" })
    .regex(SERIAL, "a serial number has 1 to 30 letters, digits and underscores")
    .meta({ description: "The terminal's serial number." }),
  notify: notify.meta({ description: "Whom Meeting sends the new code to: a mail address or a number." }),
});

/** The kind `meeting.terminal-code`: the activation code of a hard terminal, which Meeting sends to a person. */
export const terminalActiveCode: Mailed<TerminalCode> = {
  name: "meeting.terminal-code",
  secret: "mailed",
  account: terminalCode,
  limits: { quota: { changes: 5, windowMs: DAY_MS } },
  disrupts: "the terminal has to be activated again, with a code that is sent to a person",

  identity({ sn }) {
    return `meeting:terminal/${sn.toUpperCase()}`;
  },

  async reset({ sn, notify: to }, via) {
    await resetActivecode(via, { sn, ...to });
  },
};
