import { z } from "@hono/zod-openapi";

const key = z.string().min(1).max(255).optional().openapi({
  description: "The same request sent again with it is answered as it was the first time, within a day.",
});

/** What may come with a request that changes something. */
export const keyHeader = z.object({ "idempotency-key": key });

/** The same, where a generation may be named. */
export const matchHeaders = z.object({
  "idempotency-key": key,
  "if-match": z.string().max(1_024).optional().openapi({ description: "The ETag that it must have." }),
  "if-none-match": z.string().max(1_024).optional().openapi({ description: "`*`: nothing may have the name yet." }),
});
