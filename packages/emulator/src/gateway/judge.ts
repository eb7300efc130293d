import type { AccessKeyLock } from "../signature/lock.ts";
import { type Received, header, parts } from "../signature/request.ts";
import { verify } from "../signature/verify.ts";
import type { Key } from "../world.ts";
import { type Answer, gateway, gatewayRefusal, identityRefused, refuse } from "./answer.ts";
import { type Matched, type Service, match } from "./service.ts";

/** A Court is what the gateway judges by. */
export interface Court {
  readonly services: readonly Service[];
  readonly keys: readonly Key[];
  /** The world's project, for keys that name none. */
  readonly project: string;
  readonly lock: AccessKeyLock;
}

export interface Moment {
  readonly now: Date;
  readonly nowMs: number;
  readonly requestId: string;
}

/** A Judged is an answer, and what was learned on the way to it. */
export interface Judged {
  readonly answer: Answer;
  readonly matched?: Matched | undefined;
  readonly accessKey?: string | undefined;
  readonly signedHeaders: readonly string[];
  /** Whether the service itself was reached; faults by script happen there. */
  readonly isHeard: boolean;
}

const LONGEST_TARGET = 32 * 1024;

/** Judges a request as the gateway does: does the operation exist, whose is it, may they; then the service answers. */
export function judge(court: Court, received: Received, moment: Moment): Judged {
  const stopped = (refusal: Parameters<typeof gatewayRefusal>[0]): Judged => ({
    answer: gatewayRefusal(refusal, moment.requestId),
    signedHeaders: [],
    isHeard: false,
  });
  if (received.target.length > LONGEST_TARGET) return stopped(gateway.targetTooLong);
  const matched = match(court.services, received.method, parts(received.target).path);
  if (!matched) return stopped(gateway.noSuchApi);
  const verified = verify(received, court.keys, moment.now);
  const accessKey = verified.isRefused ? verified.accessKey : verified.key.accessKey;
  const seen = { matched, accessKey, signedHeaders: verified.signedHeaders };
  if (accessKey !== undefined && court.lock.isLocked(accessKey, moment.nowMs))
    return { ...stopped(identityRefused("AK access failed to reach the limit,forbidden.")), ...seen };
  if (verified.isRefused) {
    if (accessKey !== undefined) court.lock.refused(accessKey, moment.nowMs);
    return { ...stopped(identityRefused(verified.why)), ...seen };
  }
  court.lock.accepted(verified.key.accessKey);
  return { answer: heard(court, received, { matched, key: verified.key }), ...seen, isHeard: true };
}

function heard(court: Court, received: Received, { matched, key }: { matched: Matched; key: Key }): Answer {
  const { service, route, params } = matched;
  const project = key.project ?? court.project;
  const named = [params["project_id"], header(received, "x-project-id")];
  if (named.some((each) => each !== undefined && each !== project)) return refuse(service.otherProject);
  if (!key.permissions.some((pattern) => allows(pattern, route.action))) return refuse(service.forbidden(route.action));
  const query = new URLSearchParams(parts(received.target).query);
  const mediaType = (header(received, "content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return route.answer({ key, params, query, mediaType, body: received.body });
}

function allows(pattern: string, action: string): boolean {
  const expression = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${expression.join(".*")}$`, "i").test(action);
}
