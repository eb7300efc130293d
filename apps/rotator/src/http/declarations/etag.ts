import type { Declared } from "@rekey/core";
import type { Asked } from "../ground.ts";
import { Refusal } from "../refusal.ts";

/** Names one generation of one credential: a new credential of an old name is another. */
export function etagOf({ uid, generation }: Pick<Declared, "uid" | "generation">): string {
  return `"${uid}.${generation}"`;
}

/** Throws a Refusal of status 412 where If-Match or If-None-Match says otherwise than what is there. */
export function demandMatch(c: Asked, there: Declared | undefined): void {
  const match = c.req.header("if-match");
  const none = c.req.header("if-none-match");
  if (match !== undefined && !isMatched(match, there)) throw moved(there);
  if (none !== undefined && isMatched(none, there)) throw moved(there);
}

function isMatched(header: string, there: Declared | undefined): boolean {
  if (!there) return false;
  const tags = header.split(",").map((tag) => tag.trim());
  return tags.includes("*") || tags.includes(etagOf(there));
}

function moved(there: Declared | undefined): Refusal {
  const title = there ? `${there.declaration.name} is at generation ${there.generation} now` : "it is not declared";
  return new Refusal(412, title, {
    code: "ERR_CONFLICT",
    remedy: "read it again, and send the ETag that comes with it",
    ...(there && { headers: { etag: etagOf(there) } }),
  });
}
