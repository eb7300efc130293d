import type { SinkKind } from "@rekey/core";

/** Every kind of sink that the operator can name. */
export const sinkKinds: readonly SinkKind[] = [];
