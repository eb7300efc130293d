import { z } from "zod";

const NUMBER = /^\+?[0-9]{3,32}$/;

/** Whom Meeting sends an activation code to. */
export const notify = z
  .strictObject({
    country: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: "The country of `smsNumber`, such as chinaPR." }),
    emailAddr: z.email("write a mail address").max(255).optional().meta({ description: "Where the code is mailed." }),
    smsNumber: z
      .string()
      .regex(NUMBER, "write digits, with or without a +; 32 at most")
      .optional()
      .meta({ description: "Where the code is sent as a short message; wants `country`." }),
  })
  .refine(({ smsNumber, emailAddr }) => smsNumber !== undefined || emailAddr !== undefined, {
    error: "say a mail address or a number",
  })
  // Documented as mandatory with a number and as chinaPR where absent; said, it is right either way.
  .refine(({ smsNumber, country }) => smsNumber === undefined || country !== undefined, {
    error: "a number wants its country",
    path: ["country"],
  });
