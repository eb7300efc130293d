import { requesting } from "./request.ts";

/** `rotator deliver NAME`: gives every sink the version in force once more. */
export const deliver = requesting(
  { name: "deliver", description: "deliver the version in force to its sinks once more; rotates nothing" },
  { what: "deliver", words: "Delivered" },
);
