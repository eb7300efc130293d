import type { ServerResponse } from "node:http";
import type { Clock } from "@rekey/core";
import type { Agenda } from "../agenda.ts";
import { type Answer, gateway, gatewayRefusal, refuse } from "../gateway/answer.ts";
import { bytesOf, write, writeHuge } from "../gateway/write.ts";
import type { Act } from "./fault.ts";

/** An Exchange is one request that waits for its answer. */
export interface Exchange {
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly agenda: Agenda;
  readonly clock: Clock;
  /** Aborts when the emulator closes. */
  readonly signal: AbortSignal;
}

/** The status that went out, or that none did. */
export type Sent = number | "dropped";

/** Gives an answer as the fault has it, and applies the change before, after, later or not at all. */
export async function deliver(exchange: Exchange, answer: Answer, act: Act | undefined): Promise<Sent> {
  const { agenda, clock, signal } = exchange;
  if (act === undefined) return applied(exchange, answer);
  if (act.type === "delay") {
    await clock.sleep(act.ms, signal);
    return applied(exchange, answer);
  }
  if (act.type === "slow") {
    answer.apply?.(agenda.nowMs());
    await clock.sleep(act.ms, signal);
    return write(exchange.response, answer);
  }
  if (act.type === "late") {
    if (answer.apply) agenda.add(agenda.nowMs() + act.ms, answer.apply);
    return cut(exchange, "drop");
  }
  if ("when" in act && act.when === "after") answer.apply?.(agenda.nowMs());
  return instead(exchange, answer, act);
}

type Instead = Exclude<Act, { type: "delay" | "slow" | "late" }>;

function instead(exchange: Exchange, answer: Answer, act: Instead): Sent | Promise<Sent> {
  const { response, requestId } = exchange;
  switch (act.type) {
    case "drop":
    case "reset":
      return cut(exchange, act.type);
    case "throttle":
      return write(response, { ...gatewayRefusal(gateway.throttled, requestId), headers: retryAfter(act.retryAfter) });
    case "status":
      return write(response, refuse(act));
    case "body":
      return write(response, act);
    case "truncate":
      return truncated(exchange, answer);
    case "huge":
      return writeHuge(response, answer.status, act.bytes);
    case "page":
      return page(exchange, act);
  }
}

function applied({ agenda, response }: Exchange, answer: Answer): Sent {
  answer.apply?.(agenda.nowMs());
  return write(response, answer);
}

function retryAfter(value: number | string | undefined): Record<string, string> {
  return value === undefined ? {} : { "Retry-After": String(value) };
}

function cut({ response }: Exchange, how: "drop" | "reset"): Sent {
  if (how === "reset") response.socket?.resetAndDestroy();
  else response.socket?.destroy();
  return "dropped";
}

function truncated({ response }: Exchange, answer: Answer): Sent {
  const bytes = bytesOf(answer);
  response.writeHead(answer.status, {
    "Content-Type": "application/json",
    "Content-Length": Math.max(bytes.length, 2),
  });
  response.write(bytes.subarray(0, Math.max(1, bytes.length >> 1)), () => response.socket?.destroy());
  return answer.status;
}

function page({ response }: Exchange, act: { status: number; contentType: string }): Sent {
  response.writeHead(act.status, { "Content-Type": act.contentType });
  response.end("<!doctype html><title>Sign in</title><p>Sign in to continue.</p>\n");
  return act.status;
}
