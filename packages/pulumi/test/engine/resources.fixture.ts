import type { Properties } from "../process/provider.fixture.ts";

/** A Resource is one in a stack's state. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly initErrors?: readonly string[];
  readonly isExternal?: boolean;
}

/** A Registered is what a program asks for. */
export interface Registered {
  /** With its parents', as in its URN. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly aliases: readonly string[];
  readonly position: string;
}

/** A Run is one operation as it goes on: what it found, what it did, and what went wrong. */
export interface Run {
  readonly isPreview: boolean;
  readonly before: readonly Resource[];
  readonly after: Map<string, Resource>;
  readonly steps: string[];
  readonly errors: string[];
  readonly positions: string[];
  /** What the program exports. */
  outputs: Properties;
}

export const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** underIn says what a type is in the URN of a child. */
export function underIn(parent: string, type: string): string {
  const types = parent.split("::")[2] ?? "";
  return types === "" || types === "pulumi:pulumi:Stack" ? type : `${types}$${type}`;
}

/** urnOf names a resource as the engine does. */
export const urnOf = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
