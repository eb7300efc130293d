import type { Changeable, CredentialKind, Mailed, Returned, Settable } from "../../../kind.ts";
import { Secret } from "../../../secret.ts";
import { sampleCloud } from "../../sample/cloud.ts";
import type { SampleAccount } from "../../sample/calls.ts";
import { base, change, check, evidence, keys, mailed, random, set, supplied } from "../../sample/parts.ts";
import { errorOf } from "../case.ts";
import { kindContract } from "./index.ts";

/** A fault that an author makes, some words of the case that must notice, and the kind that has it. */
export type Broken = readonly [fault: string, noticedBy: string, kind: CredentialKind];

const name = "broken.kind" as const;

/** Sound kinds, each with a fault put in. */
export const broken = {
  settable: (fault: Partial<Settable<SampleAccount>>) => ({ ...supplied, name, ...set, ...check, ...fault }),
  changeable: (fault: Partial<Changeable<SampleAccount>>) => ({ ...supplied, name, ...change, ...check, ...fault }),
  returned: (fault: Partial<Returned<SampleAccount>>) => ({ ...base, name, ...random, ...evidence, ...fault }),
  versioned: (fault: Partial<Returned<SampleAccount>>) => ({ ...base, name, ...keys, ...fault }),
  mailed: (fault: Partial<Mailed<SampleAccount>>) => ({ ...base, name, ...mailed, ...fault }),
} as const;

/** The names of the cases that a kind does not pass. */
export async function failing(kind: CredentialKind): Promise<string[]> {
  const failed = [];
  for (const { name: promise, run } of kindContract(kind, openSample)) if (await errorOf(run())) failed.push(promise);
  return failed;
}

/** A fresh sample cloud with one user. */
export function openSample() {
  const cloud = sampleCloud({ ada: "canary-first" });
  return {
    via: cloud.via,
    account: { user: "ada" },
    unknownAccount: { user: "bob" },
    current: new Secret("canary-first"),
    works: (secret: Secret) => cloud.accepts("ada", secret),
  };
}
