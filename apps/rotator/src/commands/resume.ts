import { requesting } from "./request.ts";

/** `rotator resume NAME`: ends a pause now; what is owed begins. */
export const resume = requesting(
  { name: "resume", description: "end a pause; what is owed begins" },
  { what: "resume", words: "Resumed" },
);
