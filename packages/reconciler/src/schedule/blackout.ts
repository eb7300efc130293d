import { CredentialError, type Blackout } from "@rekey/core";
import { UTC } from "./schedule.ts";
import { checkZone, placed } from "./zone.ts";

/** A Closed is a blackout on the line of time, its end excluded. */
export interface Closed {
  readonly fromMs: number;
  readonly toMs: number;
}

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Nobody plans for other years, and each is looked up by the day in its zone. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2199];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads a blackout. Throws ERR_DECLARATION where an end or the zone cannot be read, or it ends before it begins. */
export function readBlackout({ from, to, zone = UTC }: Blackout): Closed {
  const closed = { fromMs: readFrom(from, zone), toMs: readTo(to, zone) };
  if (closed.fromMs < closed.toMs) return closed;
  throw new CredentialError("ERR_DECLARATION", `${JSON.stringify(to)} is not later than ${JSON.stringify(from)}`, {
    remedy: "write the later end in `to`; a date there is included",
  });
}

/** The instant from which a blackout closes: a date's first. Throws ERR_DECLARATION where it is neither a date nor an instant. */
export function readFrom(text: string, zone: string): number {
  return readEnd(text, zone, 0);
}

/** The instant at which a blackout is over: a date's end. Throws ERR_DECLARATION where it is neither a date nor an instant. */
export function readTo(text: string, zone: string): number {
  return readEnd(text, zone, DAY_MS);
}

function readEnd(text: string, zone: string, laterMs: number): number {
  checkZone(zone);
  const ms = isReal(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw unread(text);
  const year = Number(text.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) throw unplanned(text);
  return DATE.test(text) ? placed(zone, ms + laterMs).atMs : ms;
}

function unread(text: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", `${JSON.stringify(text)} is neither a date nor an instant`, {
    remedy: "write a date, as in 2026-12-20, or an instant with its offset, as in 2026-12-20T18:00:00+01:00",
  });
}

function unplanned(text: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", `${JSON.stringify(text)} is in no year that can be planned for`, {
    remedy: `write a year from ${FIRST_YEAR} to ${LAST_YEAR}`,
  });
}

/** `Date.parse` takes 30 February for 2 March. */
function isReal(text: string): boolean {
  if (!DATE.test(text) && !INSTANT.test(text)) return false;
  const day = text.slice(0, 10);
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
