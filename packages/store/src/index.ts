export { newDataKey, unwrapKey, wrapKey, type WrappedKey } from "./seal/envelope.ts";
export { keyIdOf, newSealKey, type SealKey } from "./seal/key.ts";
export { Seal, type Slot } from "./seal/seal.ts";
