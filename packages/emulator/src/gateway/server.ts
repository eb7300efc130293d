import { randomBytes } from "node:crypto";
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Duplex } from "node:stream";
import { type Clock, Secret } from "@rekey/core";
import type { Agenda } from "../agenda.ts";
import { deliver } from "../faults/deliver.ts";
import type { Script } from "../faults/script.ts";
import { type Received, header, parts } from "../signature/request.ts";
import type { Certificate } from "../redis/certificate.ts";
import { type Answer, gateway, gatewayRefusal } from "./answer.ts";
import { type Court, type Judged, judge } from "./judge.ts";
import type { Seen } from "./seen.ts";
import { write } from "./write.ts";

/** AK/SK signed bodies end here (page "AK/SK Signing and Authentication"). */
const LARGEST_BODY = 12 * 1024 * 1024;

/** Room for a target of 32 K and a token of 40,000 characters. */
const LARGEST_HEAD = 128 * 1024;

/** A Gateway is what the HTTP side needs of the emulator. */
export interface Gateway {
  readonly court: Court;
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly script: Script;
  readonly signal: AbortSignal;
  /** Without one it speaks plain HTTP. */
  readonly certificate?: Certificate | undefined;
  /** Told twice of each request: when it is judged, and when its answer is out. */
  seen(seen: Seen): void;
}

/** Makes the HTTP server of a gateway; it listens nowhere yet. */
export function openServer(to: Gateway): Server {
  const options = { keepAliveTimeout: 60_000, maxHeaderSize: LARGEST_HEAD };
  const listener: RequestListener = (request, response) => {
    // A reply that cannot be given any more (the peer is gone, the emulator closes) is nobody's error.
    serve(to, request, response).catch(() => response.socket?.destroy());
  };
  const { certificate } = to;
  const server = certificate
    ? createTlsServer({ ...options, ...certificate }, listener)
    : createServer(options, listener);
  return server.on("clientError", (_, socket: Duplex) => malformed(socket));
}

async function serve(to: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomBytes(16).toString("hex");
  response.sendDate = false;
  response.setHeader("Date", to.clock.now().toUTCString());
  response.setHeader("X-Request-Id", requestId);
  const body = await receive(request);
  if (!body) {
    response.setHeader("Connection", "close");
    write(response, gatewayRefusal(gateway.tooLarge, requestId));
    return;
  }
  const received: Received = {
    method: request.method ?? "",
    target: request.url ?? "/",
    rawHeaders: request.rawHeaders,
    body,
  };
  to.agenda.catchUp();
  await answer(to, received, { response, requestId });
}

async function answer(
  to: Gateway,
  received: Received,
  asked: { response: ServerResponse; requestId: string },
): Promise<void> {
  const { clock, agenda, signal } = to;
  const at = clock.now();
  const judged = judge(to.court, received, { now: at, nowMs: agenda.nowMs(), requestId: asked.requestId });
  const fault = judged.isHeard && judged.matched ? to.script.ofRequest(judged.matched.route.operation) : undefined;
  const seen = { ...sight(received, judged), at, requestId: asked.requestId, fault: fault?.type };
  to.seen(seen);
  const status = await deliver({ ...asked, clock, agenda, signal }, judged.answer, fault);
  to.seen({ ...seen, status, serviceCode: fault === undefined ? codeOf(judged.answer) : undefined });
}

function sight(received: Received, { matched, accessKey, signedHeaders }: Judged): Omit<Seen, "at" | "requestId"> {
  const { path, query } = parts(received.target);
  return {
    clientRequestId: header(received, "x-request-id"),
    method: received.method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    service: matched?.service.name,
    operation: matched?.route.operation,
    accessKey,
    signedHeaders,
    body: new Secret(received.body.toString()),
  };
}

function codeOf({ body }: Answer): string | undefined {
  if (typeof body !== "object" || body === null || !("error_code" in body)) return undefined;
  return typeof body.error_code === "string" ? body.error_code : undefined;
}

async function receive(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LARGEST_BODY) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function malformed(socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const requestId = randomBytes(16).toString("hex");
  const body = JSON.stringify(gatewayRefusal(gateway.badRequest, requestId).body);
  const head = [
    "HTTP/1.1 400 Bad Request",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end([...head, `X-Request-Id: ${requestId}`, "Connection: close", "", body].join("\r\n"));
}
