export { keeps } from "./keeps.ts";
export { virtualClock, type VirtualClock } from "./clock.ts";
export { memoryStore, type MemoryStore } from "./memory/store.ts";
export type { Row } from "./memory/row.ts";
export { seededRandom } from "./random.ts";
export { operations as sampleOperations, type SampleAccount, type SampleOperation } from "./sample/calls.ts";
export { sampleCloud, type SampleCloud } from "./sample/cloud.ts";
export { sampleKinds } from "./sample/kinds.ts";
