import type { ServiceError } from "@grpc/grpc-js";
import { messages, statuses } from "../../src/plugin/stubs.ts";

export type Failed = ServiceError;

/** A resource that exists and is not as it should be, as the engine reads it out of an error. */
export interface Initial {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];
}

/** A ProviderError is what the engine learns of a failure. */
export class ProviderError extends Error {
  readonly initial: Initial | undefined;

  constructor(message: string, initial: Initial | undefined) {
    super(message);
    this.initial = initial;
  }
}

/** failedOf reads an error as the engine does: its text, and what hides in its metadata. */
export function failedOf(error: Failed): ProviderError {
  const [details] = error.metadata.get("grpc-status-details-bin");
  return new ProviderError(error.details, details instanceof Buffer ? initialOf(details) : undefined);
}

function initialOf(details: Buffer): Initial | undefined {
  const [any] = statuses.Status.deserializeBinary(details).getDetailsList();
  if (!any) return undefined;
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  const properties = { ...failed.getProperties()?.toJavaScript() };
  return { id: failed.getId(), properties, reasons: failed.getReasonsList() };
}
