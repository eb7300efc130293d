import * as pulumi from "@pulumi/pulumi";
import { urnOf } from "../plugin/urn.ts";
import { ownerOf } from "../provider/owner.ts";

/** ownerFor names who declares a resource: two of one name under different components are two. */
export function ownerFor(name: string, parent: pulumi.Resource | undefined): pulumi.Input<string> {
  const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
  const whose = (parents: string) => ownerOf({ organization: organization(), project, stack, parents, name });
  return parent ? pulumi.output(urnIn(parent).then((urn) => whose(typesIn(urn)))) : whose("");
}

/** A promise depends on no resource: on a component would mean on all its children, and so on the resource itself. */
function urnIn({ urn }: pulumi.Resource): Promise<string> {
  return new Promise((resolve) => void urn.apply(resolve));
}

/** The parent's own type and those above it. */
function typesIn(urn: string): string {
  const { parents, type } = urnOf(urn);
  return parents === "" ? type : `${parents}$${type}`;
}

/** Pulumi's mocks have none unless a test says one, and its own word for none is this. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}
