import { kinds } from "../generated/kinds.ts";
import { type Properties, without } from "../provider/properties.ts";
import { ownerOf } from "../provider/owner.ts";
import { type Urn, urnOf } from "./urn.ts";

/** kindOf is the kind of a resource's type, `rekey:dcs:AclPassword`. Throws where this release does not know it. */
export function kindOf(urn: string): string {
  const { type } = urnOf(urn);
  const found = Object.entries(kinds).find(([, schema]) => type === `rekey:${schema.type}`);
  if (found) return found[0];
  throw new Error(`this release of @rekey/pulumi does not know the type ${type}: upgrade it`);
}

/** inputsFor completes what a program says of a resource by what its URN says: its kind, its owner and its name. */
export function inputsFor(urn: string, { olds, news, organization }: Given): Properties {
  const { name } = news;
  const said = without(news, "__provider", "secrets");
  return {
    ...said,
    kind: kindOf(urn),
    name: name ?? urnOf(urn).name,
    owner: ownerFor(urnOf(urn), olds["owner"], organization),
  };
}

interface Given {
  readonly olds: Properties;
  readonly news: Properties;
  readonly organization: string;
}

/** A resource that was declared by the same program without this plugin keeps its organization: only that program knew it. */
function ownerFor(urn: Urn, old: unknown, organization: string): string {
  const [known = "", ...rest] = typeof old === "string" ? old.split("/") : [];
  const isOfStack = rest[0] === urn.project && rest[1] === urn.stack;
  return ownerOf({ ...urn, organization: isOfStack ? known : organization });
}
