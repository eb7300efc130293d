import type { Ask } from "@rekey/core";
import { z } from "zod";
import { pauseEnd } from "../../pausing.ts";
import { Trouble } from "../../trouble.ts";
import { readAs, readObject, wrong } from "../body.ts";
import type { Api, Asked, Ground } from "../ground.ts";
import { ref } from "../shapes/responses.ts";
import { asks } from "./ask.ts";

/** How long nothing new is begun: it has to end. */
export const pauseShape = z.strictObject({
  for: z.string().max(64).optional().meta({ description: "How long, as in `2d` or `12h`; a year at most." }),
  until: z.string().max(64).optional().meta({ description: "Until when, as in `2026-12-24T08:00:00+01:00`." }),
});

/** `POST /v1/credentials/{name}/pause`: begins nothing new for a while. */
export function pauseCredential(app: Api, ground: Ground): void {
  asks(app, ground, {
    verb: "pause",
    summary: "Begin nothing new for a while; what is under way goes on",
    scope: "rotate",
    body: { schema: ref("Pause"), isRequired: true },
    what: async (_, c) => endOf(c, ground),
  });
}

async function endOf(c: Asked, { clock }: Ground): Promise<Ask> {
  const given = readAs(pauseShape, await readObject(c));
  try {
    return { pause: pauseEnd(given, clock.now()) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const path = given.for === undefined ? "until" : "for";
    throw wrong(422, error.message, [{ path, message: error.message, remedy: error.telling.youCan }]);
  }
}
