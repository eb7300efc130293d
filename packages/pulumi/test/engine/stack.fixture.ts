import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { bare, type Properties, type Provider, startProvider } from "../process/provider.fixture.ts";
import { type Asked, monitorFor } from "./monitor.fixture.ts";
import { nameOf, type Resource, type Run, urnOf } from "./resources.fixture.ts";
import { register } from "./steps.fixture.ts";
import { secret, strip } from "./values.fixture.ts";

export interface Options {
  /** A folder with a program, its SDK and this package. */
  readonly folder: string;
  readonly entry?: string;
  readonly node?: string;
  /** The stack's configuration, and which of it is secret. */
  readonly config?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A plugin's script; the server for dynamic resources where absent. */
  readonly plugin?: string;
}

/** An Outcome is what one operation did. */
export interface Outcome {
  readonly steps: readonly string[];
  readonly errors: readonly string[];
  readonly outputs: Properties;
  readonly positions: readonly string[];
}

/** A Stack is a program with a state, on a small stand-in for Pulumi's engine: the SDK's own runner and the real provider are what it drives. */
export class Stack {
  state: readonly Resource[] = [];
  options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  preview(): Promise<Outcome> {
    return this.#operate(true, (provider, run) => this.#program(provider, run));
  }

  up(): Promise<Outcome> {
    return this.#operate(false, (provider, run) => this.#program(provider, run));
  }

  refresh(): Promise<Outcome> {
    return this.#operate(false, async (provider, run) => {
      for (const old of this.state) await this.#refreshed(old, provider, run);
    });
  }

  destroy(): Promise<Outcome> {
    return this.#operate(false, async (provider, run) => {
      for (const old of this.state.toReversed()) await remove(old, provider, run);
    });
  }

  async #operate(isPreview: boolean, work: (provider: Provider, run: Run) => Promise<void>): Promise<Outcome> {
    const { folder, node = process.execPath, env = {}, plugin } = this.options;
    await using provider = await startProvider({ folder, node, env, ...(plugin !== undefined && { script: plugin }) });
    await provider.configure(this.#configured());
    const run: Run = {
      isPreview,
      before: this.state,
      after: new Map(this.state.map((one) => [one.urn, one])),
      steps: [],
      errors: [],
      positions: [],
      outputs: {},
    };
    await work(provider, run).catch((error: unknown) => run.errors.push(String(error)));
    if (!isPreview) this.state = [...run.after.values()];
    return { steps: run.steps.toSorted(), errors: run.errors, outputs: strip(run.outputs), positions: run.positions };
  }

  /** A provider of dynamic resources is given the stack's whole configuration, a plugin its own. */
  #configured(): Properties {
    const { config = {}, secrets = [], plugin } = this.options;
    const said = Object.entries(config).map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]);
    const all: Properties = Object.fromEntries(said);
    if (plugin === undefined) return all;
    return Object.fromEntries(Object.entries(all).map(([key, value]) => [key.replace("rekey:", ""), value]));
  }

  async #program(provider: Provider, run: Run): Promise<void> {
    const seen = new Set<string>();
    const asked: Asked = {
      async register(wanted) {
        const urns = [wanted.type, ...wanted.aliases].map((type) => urnOf(type, wanted.name));
        const made = await register(wanted, provider, run);
        for (const urn of urns) seen.add(urn);
        for (const urn of urns.slice(1)) run.after.delete(urn);
        return made;
      },
      read: async ({ type, name, id, inputs }) => {
        run.steps.push(`read ${name}`);
        const urn = urnOf(type, name);
        const found = await provider.read(urn, id, { inputs: strip(inputs) });
        if (found.id === "") throw new Error(`resource '${id}' does not exist`);
        run.after.set(urn, { urn, type, id: found.id, inputs, outputs: found.properties, isExternal: true });
        seen.add(urn);
        return { urn, id: found.id, outputs: found.properties };
      },
      export: (outputs) => void (run.outputs = outputs),
      fail: (message) => void run.errors.push(message),
    };
    const code = await this.#runner(asked, run);
    if (code !== 0 || run.errors.length > 0) return;
    for (const old of this.state.toReversed()) if (!seen.has(old.urn)) await remove(old, provider, run);
  }

  /** Runs the program as the language host does. */
  async #runner(asked: Asked, { isPreview, errors }: Run): Promise<number | null> {
    const { folder, entry = ".", node = process.execPath, config = {}, secrets = [], env = {} } = this.options;
    await using monitor = await monitorFor(asked, isPreview);
    const runner = createRequire(join(folder, "program.js")).resolve("@pulumi/pulumi/cmd/run");
    const where = [
      "--monitor",
      monitor.address,
      "--engine",
      monitor.address,
      "--root-directory",
      folder,
      "--pwd",
      folder,
    ];
    const what = ["--project", "shop", "--stack", "dev", "--organization", "acme", "--parallel", "16"];
    const child = spawn(node, [runner, ...where, ...what, ...(isPreview ? ["--dry-run"] : []), entry], {
      cwd: folder,
      env: {
        ...bare(),
        ...env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secrets),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    if (child.exitCode !== 0 && errors.length === 0) errors.push(said);
    return child.exitCode;
  }

  async #refreshed(old: Resource, provider: Provider, run: Run): Promise<void> {
    const { urn, id, inputs, outputs } = old;
    const state = { properties: strip(outputs), inputs: strip(inputs) };
    const found = await provider.read(urn, id, state);
    if (found.id === "") {
      run.steps.push(`gone ${nameOf(urn)}`);
      run.after.delete(urn);
      return;
    }
    const isSame = JSON.stringify(sorted(found.properties)) === JSON.stringify(sorted(strip(outputs)));
    run.steps.push(`${isSame ? "same" : "drifted"} ${nameOf(urn)}`);
    run.after.set(urn, { ...old, outputs: found.properties, inputs: found.inputs ?? inputs });
  }
}

const sorted = (properties: Properties): unknown => Object.entries(properties).toSorted(([a], [b]) => (a < b ? -1 : 1));

async function remove(old: Resource, provider: Provider, run: Run): Promise<void> {
  run.steps.push(`delete ${nameOf(old.urn)}`);
  if (run.isPreview) return;
  if (!old.isExternal) await provider.delete(old.urn, old.id, strip(old.outputs));
  run.after.delete(old.urn);
}
