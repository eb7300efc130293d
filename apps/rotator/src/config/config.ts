import type { CredentialKind, Declaration, SinkKind } from "@rekey/core";
import type { Allowance } from "../allow/allow.ts";
import type { Listen } from "./http.ts";
import type { Reference } from "./reference.ts";
import type { ConnectionShape } from "./shape.ts";

/** A Connecting is a connection as the operator wrote it; its paths are relative to `folder`. */
export interface Connecting extends ConnectionShape {
  readonly name: string;
  readonly folder: string;
}

/** A Sinking is a sink as the operator wrote it, its options checked by its kind. */
export interface Sinking {
  readonly name: string;
  readonly kind: SinkKind;
  readonly options: unknown;
  /** What declarations over HTTP may use it for; nothing where absent. */
  readonly allow?: readonly Allowance[] | undefined;
}

/** An OwnSink is a sink that is one of the operator's own connections: what is delivered there is the key that it signs with. */
export interface OwnSink {
  readonly name: string;
  readonly connection: string;
  /** Nobody over HTTP says what Rekey itself signs with. */
  readonly allow?: undefined;
}

/** What the operator decides: where secrets are kept, who is talked to, where they go. */
export interface Operator {
  readonly sqlite: string;
  /** Where the mark lies that tells whether the store is older than it was. */
  readonly mark: string;
  readonly seal: readonly { reference: Reference; folder: string }[];
  readonly connections: ReadonlyMap<string, Connecting>;
  readonly sinks: ReadonlyMap<string, Sinking | OwnSink>;
  /** Where the API listens; nowhere where absent. */
  readonly http?: Listen | undefined;
  /** Whether labels of metrics may hold names of credentials. */
  readonly metrics?: { readonly names?: boolean | undefined } | undefined;
}

/** A Declaring is one declaration of a file, its account as its kind's schema parsed it. */
export interface Declaring {
  readonly declaration: Declaration;
  readonly kind: CredentialKind;
  /** The administrator's, where one is declared. */
  readonly reconcile?: CredentialKind | undefined;
  /** `rekey.yaml:14:3, declarations.cache-app` */
  readonly where: string;
}

export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** A Config is everything the files say. */
export interface Config {
  readonly files: readonly string[];
  readonly operator: Operator;
  readonly declarations: readonly Declaring[];
  readonly moved: readonly Moved[];
}

/** What is plugged in: a configuration names kinds of credentials and of sinks. */
export interface Plugged {
  readonly kinds: readonly CredentialKind[];
  readonly sinkKinds: readonly SinkKind[];
  /** How many pages a store may have; no limit of ours where absent. */
  readonly pageLimit?: number | undefined;
}
