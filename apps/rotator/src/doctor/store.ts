import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { keyIdOf } from "@rekey/store";
import type { Operator } from "../config/config.ts";
import { pathOf } from "../config/reference.ts";
import { outdated, OUTDATED } from "../mark/notice.ts";
import type { Setting } from "../setting.ts";
import { openStore, sealKeyOf } from "../storing.ts";
import { Trouble } from "../trouble.ts";
import { counted } from "../voice/table.ts";
import { type Finding, look } from "./finding.ts";

/** Looks at the seal keys and the store. It is opened for reading alone; one that is not there is not made. */
export async function storeFindings(operator: Operator, setting: Setting): Promise<readonly Finding[]> {
  const keys = operator.seal.map(({ reference, folder }) =>
    look("seal key", async () => {
      const key = sealKeyOf(reference, folder, setting.io);
      return `${key.source} is key ${keyIdOf(key)}…`;
    }),
  );
  return [
    ...(await Promise.all(keys)),
    ...wideKeys(operator),
    ...recoveryFinding(operator),
    await storeFinding(operator, setting),
  ];
}

/** Key files that others may read. */
function wideKeys({ seal }: Operator): readonly Finding[] {
  return seal.flatMap(({ reference, folder }) => {
    if (!("file" in reference)) return [];
    const path = pathOf(reference.file, folder);
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) === 0) return [];
    return [
      { outcome: "bad" as const, subject: "seal key", text: `others may read ${path}`, remedy: `chmod 600 ${path}` },
    ];
  });
}

function recoveryFinding({ sqlite }: Operator): readonly Finding[] {
  const path = join(dirname(sqlite), "recovery.key");
  if (!existsSync(path)) return [];
  return [
    {
      outcome: "note",
      subject: "recovery",
      text: `${path} still lies beside the store`,
      remedy: "move it off this machine",
    },
  ];
}

async function storeFinding(operator: Operator, { io }: Setting): Promise<Finding> {
  const { sqlite } = operator;
  if (!existsSync(sqlite))
    return {
      outcome: "note",
      subject: "store",
      text: `there is none at ${sqlite} yet`,
      remedy: "rotator init or rotator apply makes it",
    };
  return look("store", async () => {
    const opened = await openStore(operator, io, { isReadOnly: true });
    try {
      const held = await opened.store.list();
      const { events, brokenAt } = await opened.store.verifyChain();
      if (brokenAt !== undefined) throw broken(sqlite, brokenAt);
      const notice = await outdated(opened.store, operator.mark);
      if (notice !== undefined) throw new Trouble(notice, { youCan: OUTDATED });
      return `${sqlite} opens: ${counted(held.length, "credential")}, ${counted(events, "event")} in an unbroken chain`;
    } finally {
      await opened.close();
    }
  });
}

/** Somebody wrote in the file who is not Rekey. */
function broken(path: string, at: number): Trouble {
  return new Trouble(`the audit chain of ${path} is broken at event ${at}`, {
    youCan: "find out who changed the file; the newest backup shows what stood there",
  });
}
