import { type Case, casesOf } from "../case.ts";
import { bills } from "./bills.ts";
import { census } from "./census.ts";
import { claims } from "./claims.ts";
import { declarations } from "./declarations.ts";
import { doubts } from "./doubts.ts";
import { events } from "./events.ts";
import { lanes } from "./lanes.ts";
import { names } from "./names.ts";
import { requests } from "./requests.ts";
import { rows } from "./rows.ts";
import type { OpenedStore } from "./scene.ts";
import { tokens } from "./tokens.ts";

/** What every Store promises, each case on an empty store of its own. */
export function storeContract(open: () => Promise<OpenedStore> | OpenedStore): readonly Case[] {
  return casesOf(open, {
    ...declarations,
    ...names,
    ...claims,
    ...lanes,
    ...requests,
    ...bills,
    ...rows,
    ...events,
    ...tokens,
    ...census,
    ...doubts,
  });
}
