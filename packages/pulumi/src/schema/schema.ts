/** A Schema is the part of JSON Schema that kinds' accounts and declarations use; whoever writes it refuses every other keyword. */
export interface Schema {
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly description?: string;
  /** What to write instead, where a value does not keep to the rest. */
  readonly errorMessage?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly Scalar[];
  readonly const?: Scalar;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

type Scalar = string | number | boolean;

/** A KindSchema is what a program can know of a kind: how Pulumi calls it, and whose secret it is. */
export interface KindSchema {
  /** `dcs:AclPassword`: module and class. */
  readonly type: string;
  /** The account's fields that say whose secret it is: another value there is another secret. */
  readonly whose: readonly string[];
  /** All arguments of its resource. */
  readonly args: Schema;
}
