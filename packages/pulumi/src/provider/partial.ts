import { plain, type Properties } from "./properties.ts";

/** A Partial is a resource that exists and is not as it should be: Pulumi keeps it and shows its reasons, and nothing else. */
export class Partial extends Error {
  override readonly name = "Partial";
  readonly id: string;
  /** With `__provider`: without it nothing could ever read or delete the resource. */
  readonly properties: Record<string, unknown>;
  readonly reasons: string[];

  constructor(id: string, properties: Properties, reason: string) {
    super(reason);
    this.id = id;
    this.properties = plain(properties);
    this.reasons = [reason];
  }
}
