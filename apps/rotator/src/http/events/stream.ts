import { createRoute, z } from "@hono/zod-openapi";
import type { Clock, Recorded } from "@rekey/core";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Caller } from "../caller.ts";
import { demanded } from "../credentials/demanded.ts";
import type { Api, Asked, Ground } from "../ground.ts";
import { callerOf, demandSeen, maySee, scoped } from "../guard.ts";
import { Refusal } from "../refusal.ts";
import { nameShape } from "../shapes/name.ts";
import { problem, problems } from "../shapes/responses.ts";

const PAGE = 200;
const POLL_MS = 500;
const QUIET_MS = 15_000;
/** Whoever may no more is sent no more, this much later at most. */
const ASKED_AGAIN_MS = 60_000;
const SLOW_MS = 30_000;
const MOST_STREAMS = 64;
/** One token leaves streams for the others. */
const MOST_OF_ONE = 16;

const number = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const route = createRoute({
  method: "get",
  path: "/v1/events",
  operationId: "streamEvents",
  summary: "Follow what happens",
  description:
    "Server-sent events: `id` is the event's number, `event` its name. A client that comes back with Last-Event-ID misses nothing; without it and without `after`, the stream begins now.",
  tags: ["daemon"],
  ...scoped("read", "declare"),
  request: {
    query: z.strictObject({
      after: number
        .optional()
        .openapi({ type: "integer", minimum: 0, description: "Begin after the event of this number." }),
      name: nameShape.optional().openapi({ description: "Of one credential alone." }),
    }),
    headers: z.object({ "last-event-id": number.optional().openapi({ type: "integer", minimum: 0 }) }),
  },
  responses: {
    200: { description: "A stream.", content: { "text/event-stream": { schema: { type: "string" } } } },
    404: problem,
    ...problems,
  },
});

/** `GET /v1/events`: every transition that the caller may see, from the audit chain. */
export function streamEvents(app: Api, ground: Ground): void {
  const open: string[] = [];
  app.openapi(route, async (c) => {
    const { after, name } = c.req.valid("query");
    const who = c.get("caller");
    if (name !== undefined) demandSeen(who, name);
    const since = c.req.valid("header")["last-event-id"] ?? after ?? (await newest(ground));
    const uid = name === undefined ? undefined : (await demanded(ground.store, name, undefined)).uid;
    // Nobody reads the body of a HEAD, so nothing would ever end its stream.
    if (c.req.method === "HEAD") return new Response(undefined, { headers: { "content-type": "text/event-stream" } });
    demandRoom(open, who.name);
    open.push(who.name);
    return streamSSE(c, (stream) =>
      follow(stream, { c, ground, since, uid })
        .catch((error: unknown) => ended(error, ground))
        .finally(() => void open.splice(open.indexOf(who.name), 1)),
    );
  });
}

interface Following {
  readonly c: Asked;
  readonly ground: Ground;
  readonly since: number;
  readonly uid: string | undefined;
}

async function follow(stream: SSEStreamingApi, following: Following): Promise<void> {
  const { c, ground, since, uid } = following;
  const { store, clock, signal } = ground;
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  const ends = AbortSignal.any([signal, gone.signal]);
  let who = c.get("caller");
  let [after, toldAt, askedAt] = [since, clock.monotonicMs(), clock.monotonicMs()];
  await stream.write(": rekey\n\n");
  while (!ends.aborted) {
    if (clock.monotonicMs() - askedAt >= ASKED_AGAIN_MS)
      [who, askedAt] = [await callerOf(c, ground), clock.monotonicMs()];
    const events = await store.events({ after, most: PAGE, ...(uid !== undefined && { uid }) });
    const shown = events.filter((event) => isShown(event, who));
    const isQuiet = clock.monotonicMs() - toldAt >= QUIET_MS;
    if (shown.length > 0 || isQuiet) {
      await inTime(c, clock, send(stream, shown));
      toldAt = clock.monotonicMs();
    }
    after = events.at(-1)?.seq ?? after;
    if (events.length < PAGE) await clock.sleep(POLL_MS, ends).catch(() => undefined);
  }
}

/** Whoever reads too slowly holds back nothing for long: the connection is cut, and they come back with the last number that they saw. */
async function inTime(c: Asked, clock: Clock, sending: Promise<void>): Promise<void> {
  using slow = clock.deadline(SLOW_MS);
  slow.signal.addEventListener("abort", () => c.env?.outgoing?.destroy(), { once: true });
  await sending;
}

/** A comment where there is nothing to tell: proxies close what is silent. */
async function send(stream: SSEStreamingApi, events: readonly Recorded[]): Promise<void> {
  if (events.length === 0) await stream.write(": still here\n\n");
  for (const event of events)
    await stream.writeSSE({ id: String(event.seq), event: event.name, data: JSON.stringify(event) });
}

/** What is no credential's is for whoever may read everything. */
function isShown({ credential }: Recorded, who: Caller): boolean {
  return credential === undefined ? who.may("read") : maySee(who, credential);
}

async function newest({ store }: Ground): Promise<number> {
  const [last] = await store.events({ most: 1, isNewestFirst: true });
  return last?.seq ?? 0;
}

/** A token that stands no more ends its stream without a word; all else is ours. */
function ended(error: unknown, { failed }: Ground): void {
  if (!(error instanceof Refusal)) failed(error);
}

function demandRoom(open: readonly string[], who: string): void {
  const own = open.filter((one) => one === who).length;
  if (own >= MOST_OF_ONE) throw tooMany(`${own} streams of this token are open`);
  if (open.length >= MOST_STREAMS) throw tooMany(`${MOST_STREAMS} streams are open`);
}

function tooMany(title: string): Refusal {
  return new Refusal(429, title, {
    code: "ERR_UNAVAILABLE",
    remedy: "close one, or come back later",
    headers: { "retry-after": "30" },
  });
}
