import { CredentialError } from "@rekey/core";

/** A Span is a stretch of time in which the clocks of a zone keep one offset from UTC; long ones are cut at the turn of the year. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

/** A Mark says that a change of its zone's offset bears on an instant: its local time is skipped by the clocks, or shown twice. */
export type Mark = "gap" | "fold";

const DAY_MS = 86_400_000;
const STEP_MS = 5 * DAY_MS;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
const formats = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, readonly Span[]>();

/** Throws ERR_DECLARATION unless a text is the IANA name of a zone. Bare offsets (`+02:00`) are no names, nor is the empty text, which croner would read as the host's. */
export function checkZone(text: string): void {
  try {
    if (!/^[A-Za-z]/.test(text)) throw new RangeError("no name");
    formatOf(text);
  } catch (cause) {
    const remedy = "write an IANA name, as in Europe/Berlin or Asia/Shanghai, or leave it out for UTC";
    throw new CredentialError("ERR_DECLARATION", `${JSON.stringify(text)} is no time zone`, { cause, remedy });
  }
}

/** The spans that hold or follow an instant, for as many years ahead; made as they are asked for, and kept. */
export function* spansFrom(zone: string, fromMs: number, yearsAhead: number): Generator<Span> {
  const first = new Date(fromMs).getUTCFullYear();
  for (let year = first; year <= first + yearsAhead; year++)
    for (const span of spansOf(zone, year)) if (span.toMs > fromMs) yield span;
}

/** When the clocks of a zone show a local time (given as if it were UTC): the first time where they show it twice, the end of the gap where they skip it. */
export function placed(zone: string, wallMs: number): { readonly atMs: number; readonly mark?: Mark } {
  // No offset is as large as a day, so these spans hold every instant that could be meant.
  const near = [...spansFrom(zone, wallMs - DAY_MS, 1)];
  const times = near.flatMap(({ fromMs, toMs, offsetMs }) => {
    const atMs = wallMs - offsetMs;
    return fromMs <= atMs && atMs < toMs ? [atMs] : [];
  });
  const [atMs] = times;
  if (atMs !== undefined) return times.length > 1 ? { atMs, mark: "fold" } : { atMs };
  const end = near.find(({ fromMs, offsetMs }) => fromMs + offsetMs > wallMs)?.fromMs;
  if (end === undefined) throw new RangeError(`no instant of ${zone} is near ${wallMs}`);
  return { atMs: end, mark: "gap" };
}

function spansOf(zone: string, year: number): readonly Span[] {
  const key = `${zone.toLowerCase()} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const found = search(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  years.set(key, found);
  return found;
}

/** Looks every five days: since 1990 and until 2100 no zone of tzdata 2026c has kept an offset for less than six days. */
function search(zone: string, startMs: number, endMs: number): readonly Span[] {
  const spans: Span[] = [];
  let fromMs = startMs;
  let offsetMs = offsetAt(zone, startMs);
  for (let beforeMs = startMs; beforeMs < endMs; beforeMs += STEP_MS) {
    const next = offsetAt(zone, beforeMs + STEP_MS);
    if (next === offsetMs) continue;
    const changeMs = bisect(zone, beforeMs, offsetMs);
    if (changeMs >= endMs) break;
    spans.push({ fromMs, toMs: changeMs, offsetMs });
    [fromMs, offsetMs] = [changeMs, next];
  }
  return [...spans, { fromMs, toMs: endMs, offsetMs }];
}

/** The second within a step at which the offset is no longer this. */
function bisect(zone: string, stepMs: number, offsetMs: number): number {
  let low = stepMs;
  let high = stepMs + STEP_MS;
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetAt(zone, middle) === offsetMs) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(zone: string, atMs: number): number {
  const [, sign, hours, minutes, seconds] = OFFSET.exec(formatOf(zone).format(atMs)) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return (sign === "-" ? -size : size) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const key = zone.toLowerCase();
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(key, made);
  return made;
}
