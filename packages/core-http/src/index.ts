export { connect } from "./connect.ts";
export type { HttpConnection } from "./connection.ts";
export { wasRefused } from "./identity/circuits.ts";
export type { Environment, Keys, KeySource } from "./keys.ts";
export type { ConnectOptions } from "./options.ts";
export type { Pace } from "./rate.ts";
export type { Seen, SeenCredentials, SeenSending } from "./seen.ts";
export { canonicalRequest, sign, type Signable, type SigningKey } from "./sign/sign.ts";
