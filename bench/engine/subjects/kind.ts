import { DIGITS, LOWER, type Settable, UPPER } from "@rekey/core";
import { z } from "zod";

interface Account {
  readonly user: string;
}

const account = z.strictObject({ user: z.string().min(1) });

/** A kind that reaches its cloud twice a rotation: `set`, and a login that proves it. */
export const password: Settable<Account> = {
  name: "bench.password",
  account,
  secret: "supplied",
  identity: ({ user }) => `bench:${user}`,
  rules: () => ({ length: 24, classes: [LOWER, UPPER, DIGITS, "-_"], leastClasses: 3, longestRun: 2 }),
  async set({ user }, next, via) {
    await via.send({ ...call, operation: "setPassword", params: { user }, body: { next }, repeat: "never" });
  },
  async check({ user }, secret, via) {
    await via.send({ ...call, operation: "login", params: { user }, body: { secret }, repeat: "never" });
    return "accepted";
  },
};

const call = { service: "bench", method: "PUT", path: "/v1/users/{user}" } as const;
