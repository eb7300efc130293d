import type { Changeable, CredentialKind, Mailed, Returned, Settable } from "../../kind.ts";
import type { SampleAccount } from "./calls.ts";
import { base, change, check, evidence, keys, limits, mailed, random, ready, set, supplied } from "./parts.ts";

/** One kind for each shape and combination of methods that an engine must be able to carry. */
export const sampleKinds: readonly CredentialKind[] = [
  { ...supplied, name: "sample.set-checked", ...set, ...check, limits } satisfies Settable<SampleAccount>,
  { ...supplied, name: "sample.set-blind", ...set } satisfies Settable<SampleAccount>,
  { ...supplied, name: "sample.set-async", ...set, ...check, ...ready, limits } satisfies Settable<SampleAccount>,
  { ...supplied, name: "sample.change-checked", ...change, ...check, limits } satisfies Changeable<SampleAccount>,
  { ...supplied, name: "sample.change-blind", ...change, limits } satisfies Changeable<SampleAccount>,
  {
    ...supplied,
    name: "sample.change-evidence",
    ...change,
    ...evidence,
    limits: { ...limits, leastIntervalMs: 300_000 },
  } satisfies Changeable<SampleAccount>,
  { ...base, name: "sample.random", ...random } satisfies Returned<SampleAccount>,
  { ...base, name: "sample.random-evidence", ...random, ...evidence } satisfies Returned<SampleAccount>,
  { ...base, name: "sample.keys", ...keys } satisfies Returned<SampleAccount>,
  { ...base, name: "sample.mailed", ...mailed } satisfies Mailed<SampleAccount>,
  { ...base, name: "sample.mailed-evidence", ...mailed, ...evidence } satisfies Mailed<SampleAccount>,
];
