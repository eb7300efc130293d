import type { Doubting, Doubts, Event } from "@rekey/core";
import { append } from "./audit.ts";
import type { Ground } from "./ground.ts";
import { plain } from "./plain.ts";

/** What a holder of the whole store says of every row at once. */
export function doubts(ground: Ground): Doubts {
  return { doubt: (doubting) => ground.writer.write(() => put(ground, doubting)) };
}

/** What is proven stays so, whatever is noticed later, and waits for whichever ends last. */
const WORSE = `json_set(iif(json_extract(body, '$.doubt.isProven') = 1 AND NOT :isProven, json_extract(body, '$.doubt'), :doubt),
    '$.until', max(coalesce(json_extract(body, '$.doubt.until'), ''), :until))`;

/** A statement about a secret, once taken in, is an object in the row. */
const PUT = `UPDATE credential SET epoch = epoch + 1, claim_ends_at = 0, wake_at = min(wake_at, :now), opened = opened + :skip,
    body = json_set(iif(json_type(body, '$.asked') = 'object', json_remove(body, '$.asked'), body), '$.doubt', ${WORSE})
  WHERE forgotten_at IS NULL`;

/** What nobody took in yet is still to be answered. */
const DROP = "DELETE FROM sealed WHERE purpose = 'request' AND (uid, number) NOT IN (SELECT uid, id FROM request)";

function put(ground: Ground, { skip, ...doubt }: Doubting): Event {
  const { since: at, message, until, isProven } = doubt;
  const written = { doubt: JSON.stringify(plain(doubt)), until: until.toISOString(), isProven: isProven ? 1 : 0 };
  ground.sql(PUT).run({ now: at.getTime(), skip, ...written });
  ground.sql(DROP).run();
  const event: Event = { name: "store.outdated", at, message };
  append(ground, event);
  return event;
}
