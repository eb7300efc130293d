import { requesting } from "./request.ts";

/** `rotator rollback NAME`: puts the previous secret in force again, under a new number. */
export const rollback = requesting(
  { name: "rollback", description: "go back to the previous secret while it is still valid" },
  { what: "rollback", words: "Rolled back" },
);
