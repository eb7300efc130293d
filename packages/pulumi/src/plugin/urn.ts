/** A Urn is what Pulumi's name for a resource says. */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Its own type, without its parents'. */
  readonly type: string;
  readonly name: string;
}

/** urnOf reads `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; a name may hold whatever it likes. */
export function urnOf(text: string): Urn {
  const [head = "", project = "", types = "", ...name] = text.split("::");
  return {
    stack: head.slice("urn:pulumi:".length),
    project,
    type: types.slice(types.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}
