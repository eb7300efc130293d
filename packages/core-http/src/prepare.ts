import { CredentialError, hasCode, type Call } from "@rekey/core";
import { abortable } from "./abortable.ts";
import { isSendable } from "./credentials/asked.ts";
import type { Keys, KeySource } from "./keys.ts";
import type { Projects } from "./project.ts";
import { draft, isOfProject } from "./send/draft.ts";
import { findEndpoint } from "./send/endpoint.ts";
import { isOfSession, plainHeaders } from "./send/headers.ts";
import type { Prepared } from "./send/sender.ts";
import { Lost } from "./wire/lost.ts";

/** What calls are prepared with. */
export interface PrepareTools {
  readonly region: string;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly projectId?: string | undefined;
  /** Absent where nothing is signed. */
  readonly source: KeySource | undefined;
  readonly projects: Projects;
}

/** Finds a call's endpoint, keys and project. Throws before anything of the call is sent. */
export async function prepare(call: Call, tools: PrepareTools, signal: AbortSignal): Promise<Prepared> {
  const endpoint = findEndpoint(call.service, tools.region, tools.endpoints);
  const keys = isOfSession(plainHeaders(call.headers)) ? undefined : await keysFrom(tools.source, signal);
  const isNamed = call.params?.["project_id"] !== undefined;
  const projectId = isOfProject(call) && !isNamed ? await projectOf(keys, tools, signal) : undefined;
  return { keys, draft: draft(call, endpoint, projectId) };
}

async function keysFrom(source: KeySource | undefined, signal: AbortSignal): Promise<Keys | undefined> {
  if (!source) return undefined;
  const keys = await asked(source, signal);
  if (isSendable(keys)) return keys;
  throw new CredentialError("ERR_DECLARATION", "the connection's key is none that could be sent", {
    remedy: "check the access key, its secret and the security token: a blank or a line end in one of them is enough",
    cause: new Error("credentials"),
  });
}

async function asked(source: KeySource, signal: AbortSignal): Promise<Keys> {
  try {
    return await abortable(source(signal), signal);
  } catch (error) {
    if (signal.aborted || hasCode(error, "ERR_DECLARATION", "ERR_UNAVAILABLE", "ERR_IDENTITY")) throw error;
    throw new CredentialError("ERR_UNAVAILABLE", "the connection's key could not be read", {
      cause: new Lost(false, error),
    });
  }
}

async function projectOf(
  keys: Keys | undefined,
  { projectId, projects }: PrepareTools,
  signal: AbortSignal,
): Promise<string> {
  const known = projectId ?? keys?.projectId;
  if (known !== undefined && /^[\w-]{1,64}$/.test(known)) return known;
  if (known === undefined && keys) return abortable(projects.idFor(keys.accessKey), signal);
  throw new CredentialError("ERR_DECLARATION", "the connection has no project id that could be one", {
    remedy: "write the connection's `project`",
    cause: new Error("project"),
  });
}
