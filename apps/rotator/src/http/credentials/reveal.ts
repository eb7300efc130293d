import { createRoute, z } from "@hono/zod-openapi";
import type { Credential, Issued, Listed } from "@rekey/core";
import { json } from "../answer.ts";
import type { Api, Ground } from "../ground.ts";
import { scoped } from "../guard.ts";
import { Refusal } from "../refusal.ts";
import { nameParam, uidQuery } from "../shapes/name.ts";
import { holding, named } from "../shapes/responses.ts";
import { demanded } from "./demanded.ts";

const STAGES = ["current", "previous", "pending"] as const;

type Stage = (typeof STAGES)[number];

const route = createRoute({
  method: "get",
  path: "/v1/credentials/{name}/secret",
  operationId: "revealCredential",
  summary: "Read its secrets",
  description:
    "The current and the previous one, and the pending one while nobody knows whether it is in force. It is written down who asked before anything is answered.",
  tags: ["credentials"],
  ...scoped("secret"),
  request: {
    params: nameParam,
    query: z.strictObject({
      uid: uidQuery,
      stage: z.enum(STAGES).optional().openapi({ description: "That one alone; all that are held where absent." }),
    }),
  },
  responses: { 200: holding("Secrets", "In clear: never log this answer."), ...named },
});

/** A Held is one version whose secret is held. */
interface Held {
  readonly stage: Stage;
  readonly version: number;
  readonly issued: Issued;
  readonly facts: Readonly<Record<string, string>>;
}

/** `GET /v1/credentials/{name}/secret`: the one opening, written down before it is made (law 10). */
export function revealCredential(app: Api, ground: Ground): void {
  app.openapi(route, async (c) => {
    const { uid, stage } = c.req.valid("query");
    const there = await demanded(ground.store, c.req.valid("param").name, uid);
    const held = heldIn(there.credential).filter((one) => stage === undefined || one.stage === stage);
    if (held.length === 0) throw none(there, stage);
    for (const one of held) await writeDown(there, one, { by: c.get("caller").name, ground });
    const { name } = there.declaration;
    return json({ secret: { name, uid: there.uid, ...Object.fromEntries(held.map(revealed)) } });
  });
}

/** The candidate is given while anything may have come of it: a client tries it, then the current one. */
function heldIn({ current, previous, attempt }: Credential): readonly Held[] {
  const isInDoubt = attempt !== undefined && attempt.phase !== "unsent";
  const pending = isInDoubt ? { number: attempt.version, issued: attempt.candidate, facts: attempt.facts } : undefined;
  const all = { current, previous, pending };
  return STAGES.flatMap((stage) => {
    const { number: version, issued, facts } = all[stage] ?? {};
    return version !== undefined && issued && facts ? [{ stage, version, issued, facts }] : [];
  });
}

function revealed({ stage, version, issued, facts }: Held) {
  const { secret, id } = issued;
  return [stage, { version, value: secret.reveal(), id, facts }] as const;
}

async function writeDown(
  { uid, declaration }: Listed,
  { stage, version }: Held,
  { by, ground: { store, clock } }: { by: string; ground: Ground },
): Promise<void> {
  const { name: credential, kind, connection } = declaration;
  const event = { at: clock.now(), uid, credential, kind, connection, version, by, message: stage };
  await store.record({ name: "secret.revealed", ...event });
}

function none({ declaration: { name } }: Listed, stage: Stage | undefined): Refusal {
  return new Refusal(404, `${name} holds no ${stage === undefined ? "secret" : `${stage} secret`}`, {
    code: "ERR_DECLARATION",
    remedy: `see GET /v1/credentials/${name}`,
  });
}
