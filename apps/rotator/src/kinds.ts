import type { CredentialKind } from "@rekey/core";
import { kinds as dcs } from "@rekey/dcs";
import { kinds as iam } from "@rekey/iam";
import { kinds as meeting } from "@rekey/meeting";

/** Every kind of credential that this daemon rotates: a line a service package, nothing a kind. */
export const kinds: readonly CredentialKind[] = [...dcs, ...iam, ...meeting];
