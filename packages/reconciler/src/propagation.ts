/** How long a service may take to know a secret that it has accepted, in milliseconds. */
export const PROPAGATION_MS = 60_000;
