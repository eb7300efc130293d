import type { Credential, Issued, Listed } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { demand, whoAsks, withStore } from "../session.ts";
import type { Setting } from "../setting.ts";
import type { OpenStore } from "../storing.ts";
import { misuse, Trouble } from "../trouble.ts";
import { isObeyed } from "../voice/shown.ts";

/** How many events are looked at in one go. */
const PAGE = 1_000;

const STAGES = ["current", "previous", "candidate"] as const;

type Stage = (typeof STAGES)[number];

interface Options {
  readonly yes?: boolean;
  readonly which: string;
}

/** `rotator reveal NAME`: hands one secret out, after it is written down who asked. */
export function reveal(program: Command, bind: Bind): void {
  const command = program
    .command("reveal")
    .description(
      "print one secret, to a pipe or with --yes to a terminal; it is written down who asked. Forgotten ones too, for 30 days",
    )
    .argument("<name>")
    .option(
      "--which <version>",
      "current, previous, candidate, or a number: the five newest versions are kept, whatever became of them",
      "current",
    )
    .option("--yes", "let it stand on the screen");
  bind(command, act);
}

async function act(setting: Setting, name: string, { yes = false, which }: Options): Promise<number> {
  const { io, isJson } = setting;
  if (isJson) throw refusal("a secret is never printed as JSON", "pipe it without --json");
  if (io.stdout.isTTY && !yes) throw refusal("the secret would stay on the screen", "pipe it on, or add --yes");
  const wanted = readWhich(which);
  const operator = loadOperator(setting.files, io, setting.plugged);
  return withStore(operator, setting, async (opened) => {
    const { uid, credential, declaration } = (await forgotten(name, opened)) ?? (await demand(name, opened));
    const { number: version, issued } =
      typeof wanted === "number" ? await keptOf(uid, wanted, opened) : (versionOf(credential, wanted) ?? {});
    if (!issued) throw new Trouble(`${name} holds no ${which} secret`, { youCan: `see rotator status ${name}` });
    const { kind, connection } = declaration;
    if (io.stdout.isTTY && isObeyed(issued.secret.reveal()))
      throw refusal(`the secret of ${name} holds characters that a terminal obeys`, "pipe it on");
    await opened.store.record({
      name: "secret.revealed",
      at: io.clock.now(),
      uid,
      credential: name,
      kind,
      connection,
      version,
      by: whoAsks(setting),
      message: which,
    });
    warnOfDoubt(name, credential, setting);
    io.stdout.exactly(issued.secret.reveal() + (io.stdout.isTTY ? "\n" : ""));
    return EXIT.done;
  });
}

/** What nobody declares under that name any more, as long as its sealed versions are kept: the one that was forgotten last. */
async function forgotten(name: string, { store }: OpenStore): Promise<Listed | undefined> {
  if (await store.find(name)) return undefined;
  let uid: string | undefined;
  for (let after = 0; ;) {
    const events = await store.events({ after, most: PAGE });
    for (const event of events)
      if (event.name === "declaration.forgotten" && event.credential === name) uid = event.uid;
    after = events.at(-1)?.seq ?? after;
    if (events.length < PAGE) return uid === undefined ? undefined : store.get(uid);
  }
}

/** Whoever tries a password that is none any more spends a try of the account's. */
function warnOfDoubt(name: string, { attempt }: Credential, { io }: Setting): void {
  if (!attempt || attempt.phase === "unsent") return;
  io.stderr.write(`${name}: not proved to be in force: v${attempt.version} is under way (rotator status ${name})\n`);
}

function readWhich(which: string): Stage | number {
  const stage = STAGES.find((one) => one === which);
  const number = /^v?(\d{1,9})$/.exec(which)?.[1];
  if (stage === undefined && number === undefined)
    throw misuse(
      `${which} is no version`,
      `write one of ${STAGES.join(", ")}, or a number as rotator history shows it`,
    );
  return stage ?? Number(number);
}

/** A version that is in the row no more is still sealed for a while: whoever said too soon what is in force finds the other one here. */
async function keptOf(
  uid: string,
  number: number,
  { store }: OpenStore,
): Promise<{ number: number; issued: Pick<Issued, "secret"> }> {
  const kept = await store.versions(uid);
  const secret = kept.find((version) => version.number === number)?.secret;
  if (secret) return { number, issued: { secret } };
  const numbers = kept.map((version) => version.number).join(", ") || "none";
  throw new Trouble(`v${number} is not kept`, { youCan: `name one that is: ${numbers}`, exit: EXIT.usage });
}

function versionOf(
  { current, previous, attempt }: Credential,
  which: Stage,
): { number: number; issued?: Issued | undefined } | undefined {
  if (which === "candidate") return attempt && { number: attempt.version, issued: attempt.candidate };
  return which === "current" ? current : previous;
}

function refusal(message: string, youCan: string): Trouble {
  return misuse(message, youCan, "no: nothing was read");
}
