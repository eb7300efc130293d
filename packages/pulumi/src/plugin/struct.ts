import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "../provider/properties.ts";
import { structs } from "./stubs.ts";

/** struct writes properties for the wire; what is absent is left out. */
export function struct(properties: Properties): Struct {
  const plain: Record<string, never> = JSON.parse(JSON.stringify(properties));
  return structs.Struct.fromJavaScript(plain);
}

/** properties reads them from the wire. */
export const properties = (value: Struct | undefined): Properties => ({ ...value?.toJavaScript() });
