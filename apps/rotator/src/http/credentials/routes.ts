import type { Api, Ground } from "../ground.ts";
import { approveCredential } from "./approve.ts";
import { asks } from "./ask.ts";
import { getCredential } from "./get.ts";
import { listCredentials } from "./list.ts";
import { pauseCredential } from "./pause.ts";
import { revealCredential } from "./reveal.ts";

/** What is in force, and what a person may ask of it. */
export function credentialRoutes(app: Api, ground: Ground): void {
  listCredentials(app, ground);
  getCredential(app, ground);
  asks(app, ground, { verb: "rotate", summary: "Rotate it now", scope: "rotate", what: async () => "rotate" });
  approveCredential(app, ground);
  pauseCredential(app, ground);
  asks(app, ground, {
    verb: "resume",
    summary: "End a pause; what is owed begins",
    scope: "rotate",
    what: async () => "resume",
  });
  revealCredential(app, ground);
}
