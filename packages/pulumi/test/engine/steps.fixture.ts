import { UNKNOWN } from "../../src/schema/unknown.ts";
import { ProviderError } from "../process/failed.fixture.ts";
import type { Properties, Provider } from "../process/provider.fixture.ts";
import { nameOf, type Registered, type Resource, type Run, urnOf } from "./resources.fixture.ts";
import { holdsUnknown, marked, strip } from "./values.fixture.ts";

/** What a step ends with: what the program sees of its resource. */
export interface Registered200 {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Properties;
}

/** register takes one resource through check and diff to the step that follows from them, by the rules of Pulumi's engine. */
export async function register(wanted: Registered, provider: Provider, run: Run): Promise<Registered200> {
  const urn = urnOf(wanted.type, wanted.name);
  const old = oldOf(wanted, run);
  run.positions.push(wanted.position);
  const { inputs, failures } = await provider.check(urn, strip(old?.inputs ?? {}), strip(wanted.inputs));
  for (const { property, reason } of failures) run.errors.push(`property ${property}: ${reason}`);
  if (failures.length > 0) throw new Error("check failed");
  const step = { urn, wanted, inputs: marked(inputs, wanted.inputs), provider, run };
  if (!old) return create(step, "create");
  const news = strip(step.inputs);
  const { isChanged, replaces, deleteBeforeReplace } = await provider.diff(urn, old.id, {
    olds: strip(old.outputs),
    inputs: strip(old.inputs),
    news,
  });
  if (replaces.length > 0) return replace(step, old, { replaces, deleteBeforeReplace });
  return isChanged || old.initErrors ? update(step, old) : same(step, old);
}

/** By its own URN, or by one that it had before. */
function oldOf({ type, name, aliases }: Registered, { before }: Run): Resource | undefined {
  const urns = [urnOf(type, name), ...aliases.map((alias) => urnOf(alias, name))];
  return before.find(({ urn, isExternal }) => urns.includes(urn) && !isExternal);
}

interface Step {
  readonly urn: string;
  readonly wanted: Registered;
  readonly inputs: Properties;
  readonly provider: Provider;
  readonly run: Run;
}

function kept({ urn, wanted: { type }, inputs, run }: Step, id: string, outputs: Properties): Registered200 {
  run.after.set(urn, { urn, type, id, inputs, outputs });
  return { urn, id, outputs };
}

function same(step: Step, { id, outputs }: Resource): Registered200 {
  step.run.steps.push(`same ${nameOf(step.urn)}`);
  return { ...kept(step, id, outputs), outputs: { ...step.inputs, ...outputs } };
}

async function create(step: Step, what: string): Promise<Registered200> {
  const { urn, inputs, provider, run } = step;
  run.steps.push(`${what} ${nameOf(urn)}`);
  if (run.isPreview) return { ...kept(step, UNKNOWN, inputs), id: "" };
  if (holdsUnknown(inputs)) throw new Error("something unknown was left in an up");
  const { id, properties } = await provider.create(urn, strip(inputs)).catch((error: unknown) => partly(step, error));
  if (id === "") throw new Error(`the provider gave ${urn} no id`);
  return kept(step, id, marked(properties, inputs));
}

/** A resource that exists and is not as it should be is kept with its reasons. */
function partly({ urn, wanted: { type }, inputs, run }: Step, error: unknown): never {
  if (error instanceof ProviderError && error.initial) {
    const { id, properties, reasons } = error.initial;
    run.after.set(urn, { urn, type, id, inputs, outputs: marked(properties, inputs), initErrors: reasons });
    throw new Error(reasons.join());
  }
  throw error;
}

async function update(step: Step, old: Resource): Promise<Registered200> {
  const { urn, inputs, provider, run } = step;
  run.steps.push(`update ${nameOf(urn)}`);
  if (run.isPreview) return kept(step, old.id, inputs);
  if (holdsUnknown(inputs)) throw new Error("something unknown was left in an up");
  const change = { olds: strip(old.outputs), news: strip(inputs) };
  const { properties } = await provider.update(urn, old.id, change).catch((error: unknown) => partly(step, error));
  return kept(step, old.id, marked(properties, inputs));
}

async function replace(
  step: Step,
  old: Resource,
  { replaces, deleteBeforeReplace }: { replaces: readonly string[]; deleteBeforeReplace: boolean },
): Promise<Registered200> {
  const { urn, provider, run } = step;
  if (!deleteBeforeReplace) throw new Error("this engine deletes before it replaces");
  run.steps.push(`delete ${nameOf(urn)}`);
  if (!run.isPreview) {
    await provider.delete(urn, old.id, strip(old.outputs));
    run.after.delete(urn);
  }
  return create(step, `replace(${replaces.join()})`);
}
