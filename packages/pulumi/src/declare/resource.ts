import * as pulumi from "@pulumi/pulumi";
import { BOOTSTRAP } from "../bootstrap.ts";
import { kinds } from "../generated/kinds.ts";
import { ownerFor } from "./owner.ts";
import { classesUpTo, plainTraces } from "./positions.ts";
import { secretsIn } from "./secrets.ts";

/** How Pulumi names the types of its dynamic resources; ours have a module of their own. */
const DYNAMIC = "pulumi-nodejs:dynamic/rekey/";

/** How the plugin names its types. */
const PLUGIN = "rekey:";

/** Got are the options of a resource that exists and is only read. */
export interface Got extends pulumi.CustomResourceOptions {
  id: pulumi.Input<pulumi.ID>;
}

/** Registering is what a program says of one resource; without arguments it is one that exists. */
export interface Registering {
  readonly name: string;
  readonly args: object | undefined;
  readonly options: pulumi.CustomResourceOptions;
}

/** A DeclaredResource is a declaration in a program: it registers itself with the fixed provider, so that nothing of the program is serialized. */
export abstract class DeclaredResource extends pulumi.CustomResource {
  /** The declaration's number, made by the daemon; the same as the id, which dependents should use. */
  declare readonly uid: pulumi.Output<string>;
  /** Counts up whenever the declaration changes. */
  declare readonly generation: pulumi.Output<number>;
  /** Who declares it: `organization/project/stack/name`. */
  declare readonly owner: pulumi.Output<string>;

  // oxlint-disable-next-line eslint/constructor-super -- where it is not called, it has thrown
  constructor(of: { readonly kind: string; readonly type: string }, { name, args, options }: Registering) {
    const said = args && { name, ...defined(args), owner: ownerFor(name, options.parent), secrets: secretsIn(args) };
    const properties = { ...unsaid(of.kind), ...said, kind: of.kind, __provider: BOOTSTRAP };
    const aliases = [{ type: `${PLUGIN}${of.type}` }];
    const shown = plainTraces(classesUpTo(new.target, DeclaredResource));
    try {
      super(`${DYNAMIC}${of.type}`, name, properties, pulumi.mergeOptions({ aliases }, options));
    } catch (error) {
      shown();
      // It was made without frames; its trace begins here, where the program is not far.
      if (error instanceof Error) Error.captureStackTrace(error, new.target);
      throw error;
    } finally {
      shown();
    }
  }
}

/** Every output has to be named, or it is unset in previews and on a resource that was got. */
function unsaid(kind: string): Record<string, undefined> {
  const names = ["uid", "generation", "owner", ...Object.keys(kinds[kind]?.args.properties ?? {})];
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** Arguments that are there; one that is `undefined` must not hide a default. */
const defined = (args: object): object =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));

/** isOf tells whether a value is a resource of a type (`dcs:AclPassword`), of this copy of the package or another. */
export function isOf(value: unknown, type: string): boolean {
  return pulumi.CustomResource.isInstance(value) && Reflect.get(value, "__pulumiType") === DYNAMIC + type;
}
