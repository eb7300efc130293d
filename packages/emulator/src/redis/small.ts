import { type Duplex, duplexPair } from "node:stream";
import type { Cache } from "./cache.ts";
import { type Dialect, knowsHello, loginOf } from "./login.ts";
import { type Command, Garbled, commandReader } from "./resp.ts";

/** Opens a small Redis in this process: it knows logins and little else. */
export function openSmall(dialect: Dialect): Cache {
  const passwords = new Map<string, string>();
  const open = new Set<Duplex>();
  return {
    dial: () => {
      const [ours, theirs] = duplexPair();
      open.add(ours);
      ours.on("close", () => open.delete(ours)).on("error", () => ours.destroy());
      const session: Session = { dialect, passwords, protocol: 2, isOver: false };
      const read = commandReader();
      ours.on("data", (chunk: Buffer) => talk(ours, session, () => read(chunk)));
      ours.on("end", () => ours.end());
      return theirs;
    },
    put: ({ name, password, isOff }) => {
      if (isOff) passwords.delete(name);
      else passwords.set(name, password.reveal());
      return Promise.resolve();
    },
    close: () => {
      open.forEach((stream) => stream.destroy());
      return Promise.resolve();
    },
  };
}

function talk(stream: Duplex, session: Session, read: () => Command[]): void {
  try {
    for (const command of read()) {
      if (session.isOver) return;
      stream.write(reply(session, command));
    }
    if (session.isOver) stream.end();
  } catch (error) {
    stream.end(error instanceof Garbled ? `-ERR ${error.message}\r\n` : undefined);
  }
}

interface Session {
  readonly dialect: Dialect;
  readonly passwords: ReadonlyMap<string, string>;
  user?: string;
  protocol: 2 | 3;
  isOver: boolean;
}

const OK = "+OK\r\n";
const WRONG_PASS = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
const NO_HELLO =
  "-NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used\r\n";
const OPEN_TO_ALL = ["auth", "hello", "quit"];

function reply(session: Session, command: Command): string {
  const [name = "", ...words] = command.words.map(String);
  const verb = name.toLowerCase();
  const answer = verb === "hello" && !knowsHello(session.dialect) ? undefined : verbs[verb];
  if (!answer) return unknown(name, words);
  if (session.user === undefined && !OPEN_TO_ALL.includes(verb)) return "-NOAUTH Authentication required.\r\n";
  return answer(session, words, command);
}

const verbs: Readonly<Record<string, (session: Session, words: string[], command: Command) => string>> = {
  auth: (session, words, command) =>
    words.length === 0 || words.length > 2 ? wrongNumber("auth") : enter(session, command),
  hello,
  quit: (session) => {
    session.isOver = true;
    return OK;
  },
  ping: (_, [text]) => (text === undefined ? "+PONG\r\n" : bulk(text)),
  echo: (_, [text]) => (text === undefined ? wrongNumber("echo") : bulk(text)),
  select: () => OK,
  acl: ({ user }, [what = ""]) =>
    what.toLowerCase() === "whoami" ? bulk(user ?? "default") : unknownPart("ACL", what),
  client: (_, [what = ""]) => client[what.toLowerCase()] ?? unknownPart("CLIENT", what),
};

const client: Readonly<Record<string, string>> = {
  id: ":1\r\n",
  getname: "$-1\r\n",
  setname: OK,
  setinfo: OK,
  "no-evict": OK,
  "no-touch": OK,
  reply: OK,
};

function enter(session: Session, command: Command): string {
  const login = loginOf(command);
  if (!login || session.passwords.get(login.user) !== login.password) return WRONG_PASS;
  session.user = login.user;
  return OK;
}

function hello(session: Session, words: string[], command: Command): string {
  const [version = String(session.protocol)] = words;
  if (version !== "2" && version !== "3") return "-NOPROTO unsupported protocol version\r\n";
  const entered = loginOf(command) ? enter(session, command) : OK;
  if (entered !== OK) return entered;
  if (session.user === undefined) return NO_HELLO;
  session.protocol = version === "3" ? 3 : 2;
  return greeting(session);
}

/** What Redis says of itself, a map in RESP 3 and a flat list before. */
function greeting({ dialect, protocol }: Session): string {
  const fields = {
    server: bulk("redis"),
    version: bulk(`${dialect.version}.0`),
    proto: `:${protocol}\r\n`,
    id: ":1\r\n",
    mode: bulk("standalone"),
    role: bulk("master"),
    modules: "*0\r\n",
  };
  const flat = Object.entries(fields).map(([name, value]) => bulk(name) + value);
  return `${protocol === 3 ? `%${flat.length}` : `*${flat.length * 2}`}\r\n${flat.join("")}`;
}

function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}

function wrongNumber(verb: string): string {
  return `-ERR wrong number of arguments for '${verb}' command\r\n`;
}

function unknown(name: string, words: readonly string[]): string {
  const beginning = words.map((word) => `'${clean(word)}' `).join("");
  return `-ERR unknown command '${clean(name)}', with args beginning with: ${beginning.slice(0, 128)}\r\n`;
}

function unknownPart(verb: string, part: string): string {
  return `-ERR unknown subcommand '${clean(part)}'. Try ${verb} HELP.\r\n`;
}

function clean(text: string): string {
  return text.replace(/[^ -~]/g, "?").slice(0, 128);
}
