import { forecast, heard, type Instant } from "@rekey/reconciler";
import { isBounded } from "../voice/schedule.ts";
import type { Seen } from "./describe.ts";

const INSTANTS = 5;

/** The next instants of a schedule, where it is new and more than a period, or where a change of its zone's offset bears on one of them. */
export function foretell({ known, match, isChanged, now }: Seen): readonly Instant[] | undefined {
  const { declaration } = match;
  const row = heard(known.credential, known, now);
  const instants = forecast(row, declaration, { now, count: INSTANTS });
  const isNew = isChanged || !known.credential.current;
  const isTold = (isNew && isBounded(declaration.rotate)) || instants.some(({ mark }) => mark !== undefined);
  return isTold ? instants : undefined;
}
