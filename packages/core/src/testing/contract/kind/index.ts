import type { CredentialKind } from "../../../kind.ts";
import { type Case, casesOf } from "../case.ts";
import { account, located } from "./account.ts";
import { changeable, changes, supplied } from "./changes.ts";
import { checks } from "./checks.ts";
import { assertHidden } from "../leaks.ts";
import { evidence, looksOf, readiness, strangers } from "./looks.ts";
import { returned } from "./returned.ts";
import { type KindPromises, type OpenedKind, openScene } from "./scene.ts";
import { restoring, versions } from "./versions.ts";

/** What a kind promises: the cases follow from its shape and methods, each on an account of its own, and none may show a secret (law 10). */
export function kindContract<A>(
  kind: CredentialKind<A>,
  open: () => Promise<OpenedKind<A>> | OpenedKind<A>,
): readonly Case[] {
  const promises = Object.entries(promisesOf(kind)).map(
    ([name, check]): [string, (opened: OpenedKind<A>) => Promise<void>] => [
      name,
      async (opened) => {
        const scene = await openScene(kind, opened);
        await check(scene);
        assertHidden(scene.secrets, [scene.calls, ...scene.shown]);
      },
    ],
  );
  return casesOf(open, Object.fromEntries(promises));
}

function promisesOf(kind: CredentialKind): KindPromises {
  return {
    ...account,
    ...(kind.locate && located),
    ...looksOf(kind),
    ...changes,
    ...strangers,
    ...(kind.secret === "supplied" && supplied),
    ...("change" in kind && changeable),
    ...(kind.secret === "returned" && returned),
    ...(kind.check && checks),
    ...(kind.ready && readiness),
    ...(kind.landed && evidence),
    ...(kind.retire && versions),
    ...(kind.restore && restoring),
  };
}
