import { isName } from "@rekey/core";
import type { Standing } from "../daemon/standing.ts";
import { inputsOf, OWN, plain, type Properties, schemaOf, textOf, without } from "./properties.ts";
import type { Through } from "./through.ts";
import type { Found } from "./provider.ts";

/**
 * refresh reads a resource that a program manages. Undefined where it is gone; one that another took over, or whose owner let go of it, is gone
 * as well: the next create says whose it is, or has it back under the same id.
 */
export async function refresh(id: string, outputs: Properties, { daemon }: Through): Promise<Found | undefined> {
  const standing = await daemon.find({ name: textOf(outputs, "name"), uid: id });
  if (!standing || standing.owner !== outputs["owner"]) return undefined;
  const inputs = standing.generation === outputs["generation"] ? inputsOf(outputs) : drifted(outputs, standing);
  return found(standing, inputs);
}

/** find reads a resource that exists by its uid or its name. Throws where there is none of this kind. */
export async function find(id: string, asked: Properties, { daemon }: Through): Promise<Found> {
  const kind = textOf(asked, "kind");
  const standing = (await byName(id, { daemon })) ?? (await daemon.findByUid(id));
  if (!standing) throw new Error(`the daemon has no declaration of the id or the name ${id}`);
  if (standing.kind !== kind) throw new Error(`${standing.name} is of the kind ${standing.kind}, and not ${kind}`);
  const { __provider } = asked;
  return found(standing, { ...declaredIn(standing, {}), __provider, owner: standing.owner, kind });
}

const byName = async (name: string, { daemon }: Pick<Through, "daemon">): Promise<Standing | undefined> =>
  isName(name) ? daemon.find({ name }) : undefined;

function found({ uid, generation, name }: Standing, inputs: Properties): Found {
  const said = { ...inputs, name };
  return { id: uid, props: plain({ ...said, uid, generation }), inputs: plain(said) };
}

/** What was declared from elsewhere since. Whose secret it is stays as it was written: the daemon has the service's own ids, and no uid changes its account. */
function drifted(outputs: Properties, standing: Standing): Properties {
  const inputs = inputsOf(outputs);
  const own = without(inputs, ...Object.keys(declarable(outputs)));
  return { ...own, ...declaredIn(standing, inputs) };
}

const declarable = (outputs: Properties): Properties => without(schemaOf(outputs).args.properties ?? {}, ...OWN);

function declaredIn(standing: Standing, inputs: Properties): Properties {
  const names = Object.keys(declarable(standing));
  const said = names.filter((name) => inputs[name] !== undefined || !isNothing(standing[name]));
  return Object.fromEntries(said.map((name) => [name, written(standing, name, inputs[name])]));
}

/** Of accounts, what says whose secret it is stays as a person wrote it. */
function written(standing: Standing, name: string, before: unknown): unknown {
  const value = standing[name];
  if (name === "account" && value !== undefined) return accountOf(value, before, standing);
  if (name === "reconcile") return wayOf(value, before, standing);
  if (name !== "accounts" || !Array.isArray(value)) return value;
  const olds: readonly unknown[] = Array.isArray(before) ? before : [];
  return value.map((one, at) => accountOf(one, olds[at], standing));
}

/** An administrator's way stays as a person wrote it, with what is left out, where it is the same kind over the same connection. */
function wayOf(value: unknown, asWritten: unknown, { connection: own }: Standing): unknown {
  const [now, { kind, connection = own }] = [object(value), object(asWritten)];
  return now["kind"] === kind && now["connection"] === connection ? asWritten : value;
}

/** What the daemon says of what was left out. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === "0s" || (Array.isArray(value) && value.length === 0);

function accountOf(account: unknown, asWritten: unknown, standing: Standing): Properties {
  const before = object(asWritten);
  const kept = schemaOf(standing).whose.filter((field) => before[field] !== undefined);
  return { ...object(account), ...Object.fromEntries(kept.map((field) => [field, before[field]])) };
}

const object = (value: unknown): Properties => (typeof value === "object" && value !== null ? { ...value } : {});
