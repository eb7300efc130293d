import type { AccessKeyLock } from "../signature/lock.ts";
import { type Received, header, parts } from "../signature/request.ts";
import { verify } from "../signature/verify.ts";
import { encodeDenial } from "../sts/denial.ts";
import type { Key } from "../world.ts";
import { type Answer, type Refusal, gateway, gatewayRefusal, identityRefused, refuse } from "./answer.ts";
import { type Asked, type Matched, type Service, match } from "./service.ts";

/** A Court is what the gateway judges by. */
export interface Court {
  readonly services: readonly Service[];
  readonly keys: readonly Key[];
  /** The world's project, for keys that name none. */
  readonly project: string;
  readonly lock: AccessKeyLock;
  /** Whose an IAM token is; undefined where it is nobody's, or not any more. */
  bearer(token: string): Key | undefined;
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
  if (received.target.length > LONGEST_TARGET) return stopped(gateway.targetTooLong, moment);
  const matched = match(court.services, received.method, parts(received.target).path);
  if (!matched) return stopped(gateway.noSuchApi, moment);
  if (!matched.route.isUnsigned) return judgeSigned(court, received, { ...moment, matched });
  const answer = matched.route.answer(askedOf(received, { ...moment, matched }));
  return { answer, matched, signedHeaders: [], isHeard: true };
}

interface Placed extends Moment {
  readonly matched: Matched;
}

function judgeSigned(court: Court, received: Received, placed: Placed): Judged {
  const token = placed.matched.route.isSignedOnly ? undefined : tokenOf(received);
  if (token !== undefined) return judgeBearer(court, received, { ...placed, token });
  const verified = verify(received, court.keys, placed.now);
  const accessKey = verified.isRefused ? verified.accessKey : verified.key.accessKey;
  const seen = { matched: placed.matched, accessKey, signedHeaders: verified.signedHeaders };
  if (accessKey !== undefined && court.lock.isLocked(accessKey, placed.nowMs))
    return { ...stopped(identityRefused("AK access failed to reach the limit,forbidden."), placed), ...seen };
  if (verified.isRefused) {
    if (accessKey !== undefined) court.lock.refused(accessKey, placed.nowMs);
    return { ...stopped(identityRefused(verified.why), placed), ...seen };
  }
  court.lock.accepted(verified.key.accessKey);
  const asked = { ...askedOf(received, placed), key: verified.key };
  return { answer: heard(court, asked, placed.matched), ...seen, isHeard: true };
}

/** A request with a token and no signature. */
function tokenOf(received: Received): string | undefined {
  return header(received, "authorization") === undefined ? header(received, "x-auth-token") : undefined;
}

function judgeBearer(court: Court, received: Received, { token, ...placed }: Placed & { token: string }): Judged {
  const seen = { matched: placed.matched, signedHeaders: [] };
  const key = court.bearer(token);
  if (!key) return { ...stopped(identityRefused("decrypt token fail"), placed), ...seen };
  const asked = { ...askedOf(received, placed), key };
  return { answer: heard(court, asked, placed.matched), ...seen, isHeard: true };
}

function stopped(refusal: Refusal, { requestId }: Moment): Judged {
  return { answer: gatewayRefusal(refusal, requestId), signedHeaders: [], isHeard: false };
}

function heard(court: Court, asked: Asked & { key: Key }, { service, route }: Matched): Answer {
  const { key } = asked;
  const project = key.project ?? court.project;
  const named = [asked.params["project_id"], asked.header("x-project-id")];
  if (named.some((each) => each !== undefined && each !== project)) return refuse(service.otherProject);
  const { action } = route;
  if (action !== undefined && !key.permissions.some((pattern) => allows(pattern, action)))
    return refuse({ ...service.forbidden(action), encoded: service.isEncoding ? denied(key, action) : undefined });
  return route.answer(asked);
}

function denied({ user = "administrator" }: Key, action: string): string {
  return encodeDenial(`user:${user}`, action);
}

function askedOf(received: Received, { matched, requestId }: Placed): Asked {
  return {
    params: matched.params,
    query: new URLSearchParams(parts(received.target).query),
    mediaType: (header(received, "content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    body: received.body,
    requestId,
    header: (name) => header(received, name),
  };
}

function allows(pattern: string, action: string): boolean {
  const expression = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${expression.join(".*")}$`, "i").test(action);
}
