import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../config/config.ts";
import { reasonOf, Trouble } from "../trouble.ts";
import { type Finding, look } from "./finding.ts";

/** Looks at the folders that are delivered into: what is in force and nowhere to be had has locked its consumers out. */
export function sinkFindings({ operator, declarations }: Config): Promise<readonly Finding[]> {
  const wanted = declarations.flatMap(({ declaration: { name, deliver } }) =>
    deliver.flatMap((sink) => {
      const found = operator.sinks.get(sink);
      const place = found && "kind" in found ? found.kind.place?.(found.options, name) : undefined;
      return place === undefined ? [] : [[sink, dirname(place)] as const];
    }),
  );
  return Promise.all([...new Map(wanted)].map(([sink, folder]) => look(sink, () => written(folder))));
}

async function written(folder: string): Promise<string> {
  try {
    // With a closing slash it has to be a folder.
    await access(`${folder}/`, constants.W_OK | constants.X_OK);
    return `this user may write in ${folder}`;
  } catch (cause) {
    throw new Trouble(`${folder} cannot be delivered into: ${reasonOf(cause)}`, {
      youCan: "make the folder, for the daemon's user to write in: Rekey makes none",
      cause,
    });
  }
}
