import { CredentialError, type Call, type Reply } from "@rekey/core";
import { z } from "zod";
import { parseJson } from "./json.ts";

const shape = z.object({ projects: z.array(z.object({ id: z.string().regex(/^[\w-]{1,64}$/) })) });
const remedy = "write the connection's `project`: the id stands on the console's page My Credentials";

/** Projects remember which project a key works in, by the region's name. Asked once for all who wait. */
export class Projects {
  readonly #region: string;
  readonly #ask: (call: Call) => Promise<Reply>;
  readonly #known = new Map<string, Promise<string>>();

  constructor(region: string, ask: (call: Call) => Promise<Reply>) {
    this.#region = region;
    this.#ask = ask;
  }

  idFor(accessKey: string): Promise<string> {
    const known = this.#known.get(accessKey);
    if (known) return known;
    const asked = this.#lookUp();
    this.#known.set(accessKey, asked);
    asked.catch(() => this.#known.delete(accessKey));
    return asked;
  }

  async #lookUp(): Promise<string> {
    const reply = await this.#ask(lookup(this.#region));
    const found = shape.safeParse(parseJson(reply.body.reveal()));
    // Nothing was sent yet that changes anything, so a reply that nobody understands is no unknown.
    if (!found.success)
      throw unclear("ERR_UNAVAILABLE", "IAM answered the question for the project with no list of projects");
    const [first, ...rest] = found.data.projects;
    if (!first) throw unclear("ERR_DECLARATION", `IAM shows no project named ${this.#region}`);
    if (rest.length > 0)
      throw unclear("ERR_DECLARATION", `IAM shows ${rest.length + 1} projects named ${this.#region}`);
    return first.id;
  }
}

/** Source: IAM API Reference, Querying Project Information Based on the Specified Criteria (needs iam:projects:listProjects). */
function lookup(region: string): Call {
  return {
    service: "iam",
    operation: "keystoneListProjects",
    method: "GET",
    path: "/v3/projects",
    query: { name: region },
    repeat: "safe",
    classify: (status) => (status === 403 || status === 404 ? { code: "ERR_DECLARATION", remedy } : undefined),
  };
}

function unclear(code: "ERR_DECLARATION" | "ERR_UNAVAILABLE", message: string): CredentialError {
  return new CredentialError(code, message, {
    service: "iam",
    operation: "keystoneListProjects",
    remedy,
    cause: new Error(message),
  });
}
