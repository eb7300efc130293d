import { hasCode, Secret } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import type { Declaring } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { accept } from "../plan/carry-out.ts";
import { desires } from "../plan/desire.ts";
import { demand, type Session, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { misuse, Trouble } from "../trouble.ts";
import { patience } from "./apply.ts";
import { type Asking, follow, request, writeDown } from "./request.ts";
import { whose } from "./whose.ts";

/** `rotator import NAME`: takes the secret in force from standard input; checked before it is believed. */
export function importing(program: Command, bind: Bind): void {
  const command = program
    .command("import")
    .description("take the secret that is in force from standard input")
    .argument("<name>")
    .option("--id <id>", "what the service calls this version, such as an access key's id; it is withdrawn by it later")
    .option("--account <which>", "of two accounts that take turns, the one whose secret it is, such as app-b")
    .option("--wait <duration>", "how long to follow what takes its time", "10m");
  bind(command, act);
}

interface Options {
  readonly id?: string;
  readonly account?: string;
  readonly wait: string;
}

async function act(setting: Setting, name: string, { id, account, wait }: Options): Promise<number> {
  const patienceMs = patience(wait);
  const config = loadConfig(setting.files, setting.io, setting.plugged);
  const secret = { inForce: await secretFrom(setting), ...(id !== undefined && { id }) };
  const work = async (session: Session) => {
    const declaring = config.declarations.find(({ declaration }) => declaration.name === name);
    const found = await session.opened.store.find(name);
    const declaration = found?.declaration ?? declaring?.declaration;
    const what = { ...secret, ...(declaration && whose(declaration, account)) };
    const asking = (uid: string) => ({ uid, what, words: "Imported", patienceMs });
    if (id !== undefined) demandNamed(found?.declaration.kind ?? declaring?.kind.name, session);
    if (!found && declaring) return importNew(declaring, asking, { session, setting });
    const { uid } = found ?? (await demand(name, session.opened));
    return request(asking(uid), session, setting);
  };
  return withSession(config.operator, setting, work, { isNew: true });
}

/** A kind whose versions have no names would keep one that means nothing. */
function demandNamed(name: string | undefined, { wires }: Session): void {
  if (name === undefined || wires.kind(name).retire) return;
  throw misuse(`versions of ${name} have no id`, "import it without --id");
}

interface Place {
  readonly session: Session;
  readonly setting: Setting;
}

/** What is declared but not applied yet is declared together with its import, and let go where the import fails. */
async function importNew(declaring: Declaring, asking: (uid: string) => Asking, place: Place): Promise<number> {
  const { opened, wires } = place.session;
  const { uid, since } = await declareAsked(declaring, asking, place);
  const exit = await follow(asking(uid), since, place);
  const { credential } = (await opened.store.get(uid)) ?? {};
  if (!credential?.current && !credential?.attempt) await opened.store.forget(uid, wires.clock.now());
  return exit;
}

/** While nobody else can rotate it. */
async function declareAsked(
  declaring: Declaring,
  asking: (uid: string) => Asking,
  { session, setting }: Place,
): Promise<{ uid: string; since: number }> {
  const [desired] = await desires([declaring], session.wires);
  if (!desired) throw new TypeError("one declaration makes one desire");
  const hold = await session.opened.hold().catch(unlessTaken(declaring.declaration.name));
  try {
    const uid = await accept(desired, session, setting);
    return { uid, since: await writeDown(asking(uid), session, setting) };
  } finally {
    await hold.release();
  }
}

function unlessTaken(name: string): (error: unknown) => never {
  return (error) => {
    if (!hasCode(error, "ERR_CONFLICT")) throw error;
    throw new Trouble(`a daemon is running, and would rotate ${name} as soon as it is declared`, {
      changed: "no: nothing was begun",
      youCan: "stop the daemon for the import, or let it rotate: rotator apply",
      exit: EXIT.unreachable,
      cause: error,
    });
  };
}

/** A secret that is piped in; the newline that ends it is not part of it. */
export async function secretFrom({ io: { stdin } }: Setting): Promise<Secret> {
  if (stdin.isTTY)
    throw misuse("a secret typed here would stay on the screen", "pipe it in: rotator import NAME < FILE");
  const text = (await stdin.all()).replace(/\r?\n$/, "");
  if (text === "") throw misuse("no secret came in on standard input", "pipe it in: rotator import NAME < FILE");
  if (/[\r\n]/.test(text)) throw misuse("more than one line came in on standard input", "pipe in the secret alone");
  return new Secret(text);
}
