/** A Urn is what Pulumi's name for a resource says. */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Its own type, without its parents'. */
  readonly type: string;
  /** Its parents' types, as they stand before its own: `web:Front$web:Cache`; empty under the stack. */
  readonly parents: string;
  readonly name: string;
}

/** urnOf reads `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; a name may hold whatever it likes. */
export function urnOf(text: string): Urn {
  const [head = "", project = "", types = "", ...name] = text.split("::");
  const last = types.lastIndexOf("$");
  return {
    stack: head.slice("urn:pulumi:".length),
    project,
    type: types.slice(last + 1),
    parents: types.slice(0, Math.max(last, 0)),
    name: name.join("::"),
  };
}
