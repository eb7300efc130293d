import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createEmulator, type Emulator, type Options as EmulatorOptions } from "@rekey/emulator";
import type { Command } from "commander";
import { parseDocument } from "yaml";
import type { Bind } from "../command.ts";
import { EXIT } from "../exit.ts";
import { interrupt } from "../interrupt.ts";
import { print, type Setting } from "../setting.ts";
import { reasonOf, Trouble } from "../trouble.ts";
import { table } from "../voice/table.ts";

interface Options {
  readonly port: string;
  readonly tls?: boolean;
  readonly world: string;
}

/** `rotator emulate`: a Huawei Cloud on loopback, until a signal ends it. */
export function emulate(program: Command, bind: Bind): void {
  const command = program
    .command("emulate")
    .description("run a Huawei Cloud on loopback, described by a file")
    .requiredOption("--world <file>", "its keys, instances and accounts, in YAML or JSON")
    .option("--port <number>", "where it listens; 0 lets the system choose", "0")
    .option("--tls", "speak TLS, with a certificate of its own; --json prints it");
  bind(command, act);
}

async function act(setting: Setting, { port, world, tls = false }: Options): Promise<number> {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new Trouble(`--port ${port} is no port`, { youCan: "write 0 to 65535", exit: EXIT.usage });
  const emulator = await started(readWorld(resolve(setting.io.cwd, world)), { port: number, tls }, setting);
  using stop = interrupt(setting.io);
  try {
    const { endpoints, addresses, dataPlane, ca } = emulator;
    print(setting, text(emulator), () => ({ endpoints, addresses, dataPlane, ca }));
    await new Promise<void>((end) => stop.signal.addEventListener("abort", () => end(), { once: true }));
  } finally {
    await emulator.close();
  }
  return EXIT.done;
}

/** What the file says; whether it is a world is for the emulator to say. */
function readWorld(path: string): unknown {
  try {
    const document = parseDocument(readFileSync(path, "utf8"), { prettyErrors: false });
    const [error] = document.errors;
    if (!error) return document.toJS({ maxAliasCount: 100 });
    throw new Trouble(`${path} is not valid YAML`, { youCan: "correct it", exit: EXIT.usage });
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`the world ${path} cannot be read: ${reasonOf(error)}`, {
      youCan: "name another file with --world",
      exit: EXIT.usage,
      cause: error,
    });
  }
}

type Listening = Required<Pick<EmulatorOptions, "port" | "tls">>;

async function started(world: unknown, at: Listening, { io }: Setting): Promise<Emulator> {
  try {
    return await createEmulator(asWorld(world), { ...at, clock: io.clock });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    throw new Trouble(`port ${at.port} is taken`, {
      youCan: "name another with --port, or 0",
      exit: EXIT.usage,
      cause: error,
    });
  }
}

/** The emulator reads its world with a schema of its own, whatever it is called here. */
function asWorld(value: unknown): Parameters<typeof createEmulator>[0] {
  return value as Parameters<typeof createEmulator>[0];
}

function text({ endpoints, addresses, dataPlane }: Emulator): string {
  const services = Object.entries(endpoints).map(([service, url]) => [service, url]);
  const planes = Object.values(addresses).map(({ name, host, port, isTls }) => [
    name,
    `${isTls ? "rediss" : "redis"}://${host}:${port}`,
  ]);
  const behind = dataPlane === "redis" ? "a real redis-server" : "a small server of its own";
  return `${table([...services, ...planes])}\nData planes: ${behind}. Ctrl-C ends it.\n`;
}
