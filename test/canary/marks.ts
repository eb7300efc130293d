/** Harmless marks that a test plants and the search must find: a net without them has a hole. */
export const CONTROL = {
  printed: "control-printed-5d1e",
  child: "control-child-5d1e",
  written: "control-written-5d1e",
  encoded: "control-encoded-5d1e",
  open: "control-open-5d1e",
} as const;
