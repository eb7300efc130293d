import { randomInt } from "node:crypto";
import { Secret } from "@rekey/core";
import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { read, readQuery, text } from "./body.ts";
import { codes, no } from "./codes.ts";
import { pageOf, paging, shownCode } from "./members.ts";
import { type Enterprise, findScreen, type Screen } from "./state.ts";

const DAY_MS = 86_400_000;
const MOST_A_DAY = 5;

const recipient = z
  .strictObject({
    country: text(255, 0).optional(),
    emailAddr: text(255, 0).optional(),
    smsNumber: text(32, 0)
      .regex(/^$|^[+]?[0-9]+$/)
      .optional(),
  })
  // Called mandatory with a number, and given a default.
  .refine(({ country, smsNumber }) => !smsNumber || country);

/** Answers ResetVisionActiveCode: a new code with a zero before it, and whoever was activated with the last one is signed out. */
export function resetScreen(enterprise: Enterprise, asked: Asked): Answer {
  const to = read(asked, recipient);
  if (!to) return no(codes.parameter, asked);
  const screen = findScreen(enterprise, asked.params["account"]);
  if (!screen) return no(codes.noCode, asked);
  const code = newCode();
  return {
    status: 200,
    body: { activeCode: code.reveal() },
    apply: () => {
      screen.code = code;
      screen.isBound = false;
      send(enterprise, to, { of: screen.account, secret: code });
    },
  };
}

const search = z.strictObject({ ...paging, devType: z.tuple([z.string()]).optional() });

/** Answers SearchVisionActiveCode: codes that wait for a device; whether a real one lists a code that was reset is not known. */
export function searchScreens(enterprise: Enterprise, asked: Asked): Answer {
  const query = readQuery(asked, search);
  if (!query) return no(codes.parameter, asked);
  const { searchKey = "", devType } = query;
  const found = enterprise.screens.filter(
    ({ name, code, type, isBound }) =>
      !isBound &&
      [name, code.reveal()].some((each) => each.includes(searchKey)) &&
      (devType === undefined || devType[0] === type),
  );
  return {
    status: 200,
    body: pageOf(
      found.map((screen) => shown(enterprise, screen)),
      query,
    ),
  };
}

function shown(enterprise: Enterprise, screen: Screen): Record<string, unknown> {
  const { id, name, type } = screen;
  const activeCode = shownCode(enterprise, screen);
  return { id, activeCode, devName: name, devType: type, deptCode: "1", deptName: "", expireDate: 1_900_000_000_000 };
}

/** Answers ResetActivecode: a hard terminal's code goes to a mail address or a number, five times in 24 hours. */
export function resetTerminal(enterprise: Enterprise, asked: Asked): Answer {
  const to = read(asked, recipient);
  if (!to || !(to.emailAddr || to.smsNumber)) return no(codes.parameter, asked);
  const sn = asked.params["sn"] ?? "";
  const resets = enterprise.terminals.get(sn);
  if (!resets) return no(codes.noCode, asked);
  const nowMs = enterprise.agenda.nowMs();
  if (resets.filter((at) => at > nowMs - DAY_MS).length >= MOST_A_DAY) return no(codes.tooOften, asked);
  return {
    status: 200,
    apply: (atMs) => {
      resets.push(atMs);
      send(enterprise, to, { of: sn, secret: newCode() });
    },
  };
}

function send(
  { mails }: Enterprise,
  { emailAddr, smsNumber }: z.output<typeof recipient>,
  what: { of: string; secret: Secret },
): void {
  for (const to of [emailAddr, smsNumber]) if (to) mails.push({ to, ...what });
}

function newCode(): Secret {
  return new Secret(`0${String(randomInt(10 ** 10)).padStart(10, "0")}`);
}
