import { requesting } from "./request.ts";

/** `rotator rotate NAME`: asks for a rotation now. */
export const rotate = requesting(
  { name: "rotate", description: "rotate one credential now" },
  { what: "rotate", words: "Rotated" },
);
