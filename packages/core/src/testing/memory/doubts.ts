import type { Doubt } from "../../credential.ts";
import type { Event } from "../../event.ts";
import type { Doubting, Doubts } from "../../store.ts";
import { type Row, type Rows, standing } from "./row.ts";

/** The doubts of a memory store. */
export function doubts(rows: Rows, record: (event: Event) => void): Doubts {
  return {
    async doubt(doubting) {
      for (const row of standing(rows)) put(row, doubting);
      const event: Event = { name: "store.outdated", at: doubting.since, message: doubting.message };
      record(event);
      return event;
    },
  };
}

function put(row: Row, { skip, ...doubt }: Doubting): void {
  const { credential } = row;
  row.epoch++;
  row.claimEndsAt = new Date(0);
  row.credential = {
    ...credential,
    doubt: worse(credential.doubt, doubt),
    opened: credential.opened + skip,
    asked: typeof credential.asked === "object" ? undefined : credential.asked,
    wakeAt: doubt.since < credential.wakeAt ? doubt.since : credential.wakeAt,
  };
}

/** What is proven stays so, whatever is noticed later, and waits for whichever ends last. */
function worse(was: Doubt | undefined, is: Doubt): Doubt {
  if (!was) return is;
  return { ...(was.isProven && !is.isProven ? was : is), until: was.until > is.until ? was.until : is.until };
}
