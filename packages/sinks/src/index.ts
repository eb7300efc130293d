import type { SinkKind } from "@rekey/core";
import { file } from "./file/sink.ts";

export type { FileOptions } from "./file/options.ts";
export { file };

/** Every kind of sink: a new one is one file, one test, and one line here. */
export const sinks: readonly SinkKind[] = [file];
