import type { Facts, Returned } from "@rekey/core";
import { z } from "zod";
import { notify } from "../activation/notify.ts";
import { readActiveCode, resetVisionActiveCode } from "../activation/vision.ts";
import { findDevice } from "../members/find.ts";
import { accountName } from "../own-password/account.ts";
import { compare, remember } from "./evidence.ts";
import { shownCodes } from "./shown.ts";

/** A VisionCode says whose activation code, and whom Meeting sends it to beside answering with it. */
export type VisionCode = z.output<typeof visionCode>;

const visionCode = z.strictObject({
  account: accountName,
  notify: notify.optional().meta({ description: "Whom Meeting sends the new code to as well; nobody where absent." }),
});

/** The kind `meeting.vision-code`: the activation code of a smart screen's account. The device that was activated with the last one is signed out. */
export const visionActiveCode: Returned<VisionCode> = {
  name: "meeting.vision-code",
  secret: "returned",
  account: visionCode,
  disrupts: "the screen is signed out until somebody enters the new code",

  identity({ account }) {
    return `meeting:vision/${account.toLowerCase()}`;
  },

  /** By the service's own spelling of the account. */
  async locate(account, via) {
    return { ...account, account: (await findDevice(via, account.account)).userAccount };
  },

  async before({ account }, via): Promise<Facts> {
    return remember(await shownCodes(via, account));
  },

  async reset({ account, notify: to = {} }, via) {
    return resetVisionActiveCode(via, { account, ...to });
  },

  /** A code is a text: it may begin with zeros. */
  read(reply) {
    return { secret: readActiveCode(reply) };
  },

  /** Says that a code was made, which costs no reset; the next reply brings one that is held. */
  async landed({ account }, before, via) {
    return compare(before, await shownCodes(via, account));
  },

  async facts({ account }): Promise<Facts> {
    return { account };
  },
};
