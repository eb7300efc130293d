import { faultsOf } from "../schema/faults.ts";
import type { Schema } from "../schema/schema.ts";

/** A Standing is a declaration as the daemon has it: what was declared, and what it added. */
export interface Standing extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  readonly owner: string;
  readonly kind: string;
}

/** A Status is how a credential does, as far as waiting for it goes. */
export interface Status {
  readonly state: string;
  readonly message?: string;
  readonly conditions: readonly { readonly type: string; readonly status: string; readonly message: string }[];
}

const TEXT: Schema = { type: "string" };

const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: "object",
  properties,
  required,
});

const STANDING = object({ name: TEXT, uid: TEXT, generation: { type: "integer" }, owner: TEXT, kind: TEXT }, [
  "name",
  "uid",
  "generation",
  "owner",
  "kind",
]);
const ONE = object({ declaration: STANDING }, ["declaration"]);
const PAGE = object({ declarations: { type: "array", items: STANDING }, next: TEXT }, ["declarations"]);
const CONDITION = object({ type: TEXT, status: TEXT, message: TEXT }, ["type", "status", "message"]);
const STATUS = object({ uid: TEXT, state: TEXT, message: TEXT, conditions: { type: "array", items: CONDITION } }, [
  "uid",
  "state",
  "conditions",
]);

const isLike = (schema: Schema, body: unknown): boolean => faultsOf(schema, body).length === 0;

/** Whether an answer holds one declaration. */
export const isOne = (body: unknown): body is { declaration: Standing } => isLike(ONE, body);

/** Whether an answer is a page of declarations. */
export const isPage = (body: unknown): body is { declarations: readonly Standing[]; next?: string } =>
  isLike(PAGE, body);

/** Whether an answer says how a credential does. */
export const isStatus = (body: unknown): body is { credential: Status } =>
  isLike(object({ credential: STATUS }, ["credential"]), body);
