import { timingSafeEqual } from "node:crypto";
import { after, type Clock, endOf, type Token, type Tokens } from "@rekey/core";
import { patternOf } from "../allow/pattern.ts";
import { type Authorize, type Caller, unknownCaller } from "../http/caller.ts";
import { Refusal } from "../http/refusal.ts";
import { type Bearer, readBearer } from "./bearer.ts";
import { mayBy } from "./scope.ts";
import { Tries } from "./tries.ts";

/** Uses are noted this far apart, so that reading costs no write. */
const NOTED_MS = 60_000;
/** What an unknown token is compared with, so that it takes as long as a known one. */
const NOBODY = "0".repeat(64);

interface Ground {
  readonly store: Pick<Tokens, "token" | "noteToken">;
  readonly clock: Clock;
}

/**
 * Lets in who brings a token that stands. It is looked up each time, so that one that was revoked is refused at once. Whoever fails often is told to
 * stay away; a right token is never turned away for others' failures.
 */
export function tokenDoor({ store, clock }: Ground): Authorize {
  const tries = new Tries(clock);
  return async (header, from = "") => {
    const bearer = readBearer(/^Bearer +(\S+) *$/i.exec(header ?? "")?.[1] ?? "");
    const token = bearer && (await standing(bearer, { store, clock }));
    if (token) {
      await note(token, { store, clock });
      return callerOf(token);
    }
    const waitMs = tries.fail([`from ${from}`, ...(bearer ? [`id ${bearer.id}`] : [])]);
    throw waitMs === undefined ? unknownCaller() : tooManyTries(waitMs);
  };
}

/** The token that was sent, where it stands: neither its id nor the time it takes says which part of it was wrong. */
async function standing({ id, hash }: Bearer, { store, clock }: Ground): Promise<Token | undefined> {
  const token = await store.token(id);
  const isRight = timingSafeEqual(Buffer.from(token?.hash ?? NOBODY), Buffer.from(hash));
  return token && isRight && endOf(token) > clock.now() ? token : undefined;
}

/** A store that takes nothing more must still be read. */
async function note({ id, usedAt }: Token, { store, clock }: Ground): Promise<void> {
  const now = clock.now();
  if (!usedAt || after(usedAt, NOTED_MS) <= now || usedAt > now) await store.noteToken(id, now).catch(() => undefined);
}

function callerOf({ id, name, scopes, owners }: Token): Caller {
  const speaksFor = (owner: string) => !owners || owners.some((pattern) => patternOf(pattern)(owner));
  return { name: `${name} (token ${id})`, may: mayBy(scopes), speaksFor };
}

function tooManyTries(waitMs: number): Refusal {
  return new Refusal(429, "too many requests came without a valid token", {
    code: "ERR_UNAVAILABLE",
    remedy: "send a token that stands; rotator token list shows which do",
    headers: { "retry-after": String(Math.max(1, Math.ceil(waitMs / 1_000))) },
  });
}
