import type { Census, Censuses, Standing, State, Why } from "@rekey/core";
import { z } from "zod";
import { integer, maybeInstant, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";

/** An instant as JSON writes it is later than now; years above 9999 are written with a sign. */
const WAITS = "(c.body ->> '$.waiting.until' > :iso OR c.body ->> '$.waiting.until' GLOB '+*')";

/** `stateOf`, in SQL. */
const STATE = `CASE
    WHEN c.body -> '$.stuck' IS NOT NULL THEN 'stuck'
    WHEN c.phase = 'sent' OR c.body -> '$.doubt' IS NOT NULL THEN 'unknown'
    WHEN ${WAITS} THEN 'waiting'
    WHEN c.phase IS NOT NULL THEN 'rotating'
    WHEN c.current_version IS NULL OR c.due_at <= :now THEN 'due'
    ELSE 'stable'
  END`;

/** One walk over all rows, whose bodies are read once. */
const STANDING = `
  SELECT state, reason, credential, count(*) AS count, min(unknown_since) AS unknown_since FROM (
    SELECT ${STATE} AS state,
      CASE
        WHEN c.body -> '$.stuck' IS NOT NULL THEN iif(c.body ->> '$.stuck.problem.code' = 'ERR_DRIFTED', 'drifted', 'stuck')
        WHEN c.phase = 'sent' OR c.body -> '$.doubt' IS NOT NULL OR ${WAITS} THEN coalesce(c.body ->> '$.waiting.reason', '')
        ELSE ''
      END AS reason,
      iif(:named, d.name, NULL) AS credential,
      coalesce(c.body ->> '$.doubt.since', iif(c.phase = 'sent', c.body ->> '$.attempt.openedAt', NULL)) AS unknown_since
    FROM credential AS c JOIN declaration AS d USING (uid) WHERE d.forgotten_at IS NULL
  ) GROUP BY state, reason, credential ORDER BY state, reason, credential`;

const OVERDUE = `SELECT min(due_at) AS since FROM credential
  WHERE forgotten_at IS NULL AND current_version IS NOT NULL AND due_at <= ?`;

const OWED = `
  SELECT s.value AS sink, min(c.body ->> '$.current.since') AS since
  FROM declaration AS d JOIN credential AS c USING (uid), json_each(d.body, '$.deliver') AS s
  WHERE d.forgotten_at IS NULL AND c.body -> '$.current.issued' IS NOT NULL
    AND coalesce(c.body ->> ('$.cursors."' || s.value || '".version'), 0) < c.current_version
  GROUP BY sink ORDER BY sink`;

const PAID = `
  WITH paid AS (SELECT identity, count(*) AS tries FROM payment WHERE until > ? GROUP BY identity)
  SELECT d.body ->> '$.connection' AS connection, d.body ->> '$.kind' AS kind, max(max(coalesce(p.tries, 0), coalesce(a.tries, 0))) AS most
  FROM declaration AS d JOIN credential AS c USING (uid)
    LEFT JOIN paid AS p ON p.identity = d.identity LEFT JOIN paid AS a ON a.identity = d.alternate
  WHERE d.forgotten_at IS NULL GROUP BY connection, kind ORDER BY connection, kind`;

/** Counts where the rows lie: no row is read out, no box opened. */
export function census({ sql, read }: Ground): Censuses {
  return {
    census: async (now, { isNamed = false } = {}) =>
      read(() => {
        const [ms, iso] = [now.getTime(), now.toISOString()];
        const rows = sql(STANDING).all({ now: ms, iso, named: Number(isNamed) });
        return {
          ...standingsOf(rows),
          overdueSince: maybeInstant(sql(OVERDUE).get(ms) ?? {}, "since"),
          owedSince: sql(OWED)
            .all()
            .map((row) => ({ sink: text(row, "sink"), since: new Date(text(row, "since")) })),
          paid: sql(PAID).all(ms).map(paidOf),
        };
      }),
  };
}

function standingsOf(rows: readonly Row[]): Pick<Census, "standing" | "unknownSince"> {
  const unknown = rows.flatMap((row) => (row["state"] === "unknown" ? [text(row, "unknown_since")] : []));
  const first = unknown.toSorted()[0];
  return { standing: rows.map(standingOf), unknownSince: first === undefined ? undefined : new Date(first) };
}

function standingOf(row: Row): Standing {
  const { credential, ...standing } = standingShape.parse(row);
  return { ...standing, ...(credential !== null && { credential }) };
}

const isText = (value: unknown) => typeof value === "string";
/** The statement above gives no other states and reasons than these. */
const standingShape = z.object({
  state: z.custom<State>(isText),
  reason: z.custom<Why>(isText),
  count: z.number(),
  credential: z.string().nullable(),
});

function paidOf(row: Row): Census["paid"][number] {
  return { connection: text(row, "connection"), kind: text(row, "kind"), most: integer(row, "most") };
}
