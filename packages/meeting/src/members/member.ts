import { Secret, text, whole } from "@rekey/core";
import { z } from "zod";

/** A Member is one user of an enterprise, a person or a device. Times are UTC, in the unit that Meeting sends. */
export type Member = z.output<typeof member>;

/** What `searchUsers` and `showUserDetail` have in common; the latter leaves out the fields of activation codes. */
export const member = z
  .object({
    id: text,
    userAccount: z.string().min(1),
    name: text,
    phone: text,
    country: text,
    email: text,
    userType: whole,
    adminType: whole,
    status: whole,
    thirdAccount: text,
    visionAccount: text,
    activeTime: whole,
    activeCode: text,
    activeCodeExpireTime: whole,
  })
  .transform(({ activeCode, ...it }) => ({
    ...it,
    /** Of a device that waits for it. */
    activeCode: activeCode ? new Secret(activeCode) : undefined,
  }));
