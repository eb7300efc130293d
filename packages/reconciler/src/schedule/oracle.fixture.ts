/**
 * A second reading of schedules, for tests: it walks the clocks of a zone minute by minute, as a person would who looks at a wall clock. It shares no code
 * and no idea with what it judges: no croner, no offset arithmetic from a local time to an instant, another Intl format.
 */
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
export const FIRST_MS = Date.UTC(2026, 0, 1);
export const LAST_MS = Date.UTC(2036, 0, 1);

/** A Change is one change of a zone's offset. */
export interface Change {
  readonly atMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

const known = new Map<string, readonly Change[]>();

/** All changes of a zone's offset from 2026 to 2035, by bisection of ten years in steps of five days. */
export function changesOf(zone: string): readonly Change[] {
  const before = known.get(zone);
  if (before) return before;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const offset = (atMs: number): number => Date.parse(`${clock.format(atMs).replace(" ", "T")}Z`) - atMs;
  const found: Change[] = [];
  for (let from = FIRST_MS - 30 * DAY_MS; from < LAST_MS + 30 * DAY_MS; from += 5 * DAY_MS) {
    const [beforeMs, afterMs] = [offset(from), offset(from + 5 * DAY_MS)];
    if (beforeMs === afterMs) continue;
    let [low, high] = [from / MINUTE_MS, (from + 5 * DAY_MS) / MINUTE_MS];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle * MINUTE_MS) === beforeMs) low = middle;
      else high = middle;
    }
    found.push({ atMs: high * MINUTE_MS, beforeMs, afterMs });
  }
  // A zone that keeps its offset is looked at somewhere too: a change from itself to itself.
  const always = offset(FIRST_MS);
  const changes = found.length > 0 ? found : [{ atMs: FIRST_MS + 99 * DAY_MS, beforeMs: always, afterMs: always }];
  known.set(zone, changes);
  return changes;
}

/** A Walk is what the clocks of a zone show, minute by minute, in a stretch of time and on the day before it. */
export interface Walk {
  readonly fromMs: number;
  readonly walls: Int32Array;
}

const DAY_MINUTES = 1440;

/** Walks the clocks of a zone from a whole minute to another, the last excluded. */
export function walk(zone: string, fromMs: number, toMs: number): Walk {
  const changes = changesOf(zone);
  const startMs = fromMs - DAY_MS;
  let at = 0;
  const walls = new Int32Array((toMs - startMs) / MINUTE_MS);
  for (let minute = 0; minute < walls.length; minute++) {
    const atMs = startMs + minute * MINUTE_MS;
    while (atMs >= (changes[at + 1]?.atMs ?? Infinity)) at++;
    const { atMs: changeMs = 0, beforeMs = 0, afterMs = 0 } = changes[at] ?? {};
    walls[minute] = (atMs + (atMs < changeMs ? beforeMs : afterMs)) / MINUTE_MS;
  }
  return { fromMs, walls };
}

/** The slots of an expression on a walk, at most so many. */
export function slots(cron: string, { fromMs, walls }: Walk, most = Infinity): number[] {
  const { isFixed, shows } = face(cron);
  const found: number[] = [];
  let latest = walls[0] ?? 0;
  for (let at = 1; at < walls.length && found.length < most; at++) {
    const wall = walls[at] ?? 0;
    // A fixed time is done when the clock first shows it, or first shows a later one; the others whenever it shows them.
    let isSlot = !isFixed && shows(wall);
    while (latest < wall) isSlot = (shows(++latest) && isFixed) || isSlot;
    if (isSlot && at >= DAY_MINUTES) found.push(fromMs + (at - DAY_MINUTES) * MINUTE_MS);
  }
  return found;
}

/** Reads expressions of numbers, stars, lists, ranges and steps. */
function face(cron: string): { isFixed: boolean; shows: (wall: number) => boolean } {
  const fields = cron.split(" ");
  const [minute, hour, dom, month, dow] = [60, 24, 32, 13, 8].map((size, at) => {
    return read(fields[at] ?? "", at === 2 || at === 3 ? 1 : 0, size);
  });
  const times = Uint8Array.from({ length: DAY_MINUTES }, (_, at) =>
    minute?.has(at % 60) && hour?.has(Math.floor(at / 60)) ? 1 : 0,
  );
  const isDay = (day: number): boolean => {
    const date = new Date(day * DAY_MS);
    const isDom = dom?.has(date.getUTCDate()) ?? false;
    const isDow = [date.getUTCDay(), date.getUTCDay() || 7].some((weekday) => dow?.has(weekday));
    // Cron's old rule: where both days are named, either will do.
    const isEither = fields[2] !== "*" && fields[4] !== "*" ? isDom || isDow : isDom && isDow;
    return isEither && (month?.has(date.getUTCMonth() + 1) ?? false);
  };
  let [today, isToday] = [Number.NaN, false];
  const shows = (wall: number): boolean => {
    const day = Math.floor(wall / DAY_MINUTES);
    if (times[wall - day * DAY_MINUTES] !== 1) return false;
    if (day !== today) [today, isToday] = [day, isDay(day)];
    return isToday;
  };
  return { isFixed: !/[^\d ]/.test(`${fields[0]} ${fields[1]}`), shows };
}

function read(field: string, least: number, size: number): Set<number> {
  const values = field.split(",").flatMap((part) => {
    const [range = "", step = "1"] = part.split("/");
    const [low = 0, high = low] = range === "*" ? [least, size - 1] : range.split("-").map(Number);
    const all = Array.from({ length: high - low + 1 }, (_, at) => low + at);
    return all.filter((value) => (value - low) % Number(step) === 0);
  });
  return new Set(values);
}
