import { nextSlot } from "./cron.ts";
import { nextDue } from "./due.ts";
import { instants } from "./instants.ts";
import { openAt } from "./open.ts";

/** Prints what schedules say, for a test that runs it on hosts of other zones. */
const said: unknown[] = [Intl.DateTimeFormat().resolvedOptions().timeZone];
const windows = [{ cron: "30 1-2 * * *", durationMs: 1_800_000, zone: "America/Nuuk" }];
const blackouts = [{ from: "2026-03-29", to: "2026-03-29" }];
for (const zone of [undefined, "Europe/Berlin", "America/New_York", "America/Nuuk"])
  for (const cron of ["30 2 * * *", "30 23 * * *", "*/30 1-3 * * *", "@weekly"])
    for (const month of [2, 9, 10]) {
      const since = new Date(Date.UTC(2026, month, 24, 12));
      const schedule = { cron, zone, windows, blackouts, jitterMs: 60_000 };
      said.push(nextSlot({ cron, zone }, since.getTime()), nextDue(schedule, { uid: "cr-1", since, now: since }));
      said.push(openAt(schedule, since), instants(schedule, { from: since, count: 5 }));
    }
process.stdout.write(JSON.stringify(said));
