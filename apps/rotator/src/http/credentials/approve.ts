import type { Ask, Listed } from "@rekey/core";
import { z } from "zod";
import { awaited } from "../../plan/awaited.ts";
import { kindOf } from "../../status/one.ts";
import { hasBody, readAs, readObject } from "../body.ts";
import type { Api, Asked, Ground } from "../ground.ts";
import { Refusal } from "../refusal.ts";
import { ref } from "../shapes/responses.ts";
import { asks } from "./ask.ts";

/** Which step is approved: the one that its approver has read. */
export const approveShape = z.strictObject({
  version: z.int().min(1).optional().meta({ description: "The version to be, where none but that one is meant." }),
});

/** `POST /v1/credentials/{name}/approve`: lets one step begin that disturbs a person or a device. */
export function approveCredential(app: Api, ground: Ground): void {
  asks(app, ground, {
    verb: "approve",
    summary: "Let the step begin that waits for approval, within a day",
    scope: "approve",
    body: { schema: ref("Approve"), isRequired: false },
    what: (there, c) => approval(there, c, ground),
  });
}

async function approval(there: Listed, c: Asked, { store, clock, kinds }: Ground): Promise<Ask> {
  const { version } = readAs(approveShape, hasBody(c) ? await readObject(c) : {});
  const kind = kindOf(there, kinds);
  const reconcile = kinds.find(({ name: one }) => one === there.declaration.reconcile?.kind);
  const step = kind && (await awaited(there, kind, { store, now: clock.now(), reconcile }));
  const { name } = there.declaration;
  if (!step) throw refused(`nothing of ${name} waits for approval`, name);
  if (version !== undefined && version !== step.approve.version)
    throw refused(`v${step.approve.version} of ${name} waits for approval, not v${version}`, name);
  return { approve: step.approve };
}

function refused(title: string, name: string): Refusal {
  return new Refusal(409, title, { code: "ERR_CONFLICT", remedy: `see GET /v1/credentials/${name}` });
}
