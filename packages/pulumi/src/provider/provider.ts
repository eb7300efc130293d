import type { Properties } from "./properties.ts";

/** A Failure is an input that is wrong: Pulumi shows the property's value, and hides it where it is secret. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** A Checked is what check makes of inputs. */
export interface Checked {
  readonly inputs: Record<string, unknown>;
  readonly failures: Failure[];
}

/** A Made is a resource as it stands now. */
export interface Made {
  readonly id: string;
  readonly outs: Record<string, unknown>;
}

/** A Found is a resource as the daemon has it; the inputs are those that would declare it so. */
export interface Found {
  readonly id: string;
  readonly props: Record<string, unknown>;
  readonly inputs: Record<string, unknown>;
}

/** A Config is what Pulumi's dynamic provider hands over: the configuration of the stack, of all its namespaces. */
export interface Config {
  get(key: string): unknown;
}

/** A DynamicProvider is what Pulumi's server for dynamic resources calls. */
export interface DynamicProvider {
  /** Remembers the configuration, at once: Pulumi does not wait for it before it makes the first calls. */
  configure(request: { readonly config: Config }): void;
  check(olds: Properties, news: Properties): Promise<Checked>;
  diff(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Properties): Promise<Made>;
  update(id: string, olds: Properties, news: Properties): Promise<Pick<Made, "outs">>;
  /** Answers with nothing where the resource is gone. Throws where a resource that was got does not exist. */
  read(id: string, outputs: Properties): Promise<Found | Record<string, never>>;
  delete(id: string, outputs: Properties): Promise<void>;
}
