import type { Token } from "@rekey/core";
import { type Command, Option } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { whoAsks, withStore } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import type { OpenStore } from "../storing.ts";
import { makeToken, tokenEvent, type Wanted } from "../tokens/make.ts";
import { SCOPES } from "../tokens/scope.ts";
import { tokensText, tokenView } from "../tokens/status.ts";
import { misuse, type Trouble } from "../trouble.ts";
import { listed } from "../voice/table.ts";
import { when } from "../voice/when.ts";

/** `rotator token create|list|revoke`: who may ask over HTTP. Works beside a running daemon, which sees it at once. */
export function token(program: Command, bind: Bind): void {
  const group = program.command("token").description("make, list and revoke the tokens of the HTTP API");
  bind(creating(group), create);
  bind(group.command("list").description("show every token, and when it was last used; never what lets in"), list);
  bind(
    group.command("revoke").description("end a token now").argument("<id>", "its id, or a name that one has"),
    revoke,
  );
}

function creating(group: Command): Command {
  return group
    .command("create")
    .description("make a token and print it, once, to standard output alone")
    .argument("<name>", "whose it is")
    .addOption(
      new Option("--scope <scope>", `what it allows, once for each: ${SCOPES}`).argParser(collected).default([]),
    )
    .addOption(
      new Option("--owner <pattern>", "for whom it may declare, as in acme/*; anybody where absent").argParser(
        collected,
      ),
    )
    .option("--expires <duration>", "how long it lasts, a year at most", "90d");
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

interface Options extends Pick<Wanted, "expires"> {
  readonly scope: readonly string[];
  readonly owner?: readonly string[];
}

async function create(setting: Setting, name: string, { scope, owner, expires }: Options): Promise<number> {
  const [by, at] = [whoAsks(setting), setting.io.clock.now()];
  const { token: made, text } = makeToken({ name, scopes: scope, owners: owner, expires }, by, at);
  await within(setting, ({ store }) => store.addToken(made, tokenEvent("token.created", made, { by, at })));
  const said = `${name} (${made.id}) is allowed ${listed(made.scopes)} until ${when(made.expiresAt, at)}.`;
  setting.io.stderr.write(`${said} The token is shown this once.\n`);
  print(setting, `${text.reveal()}\n`, () => ({ ...tokenView(made, at), token: text.reveal() }));
  return EXIT.done;
}

async function list(setting: Setting): Promise<number> {
  const now = setting.io.clock.now();
  const tokens = await within(setting, ({ store }) => store.tokens());
  const views = tokens.map((one) => tokenView(one, now));
  print(setting, tokensText(views, now), () => ({ tokens: views }));
  return EXIT.done;
}

async function revoke(setting: Setting, wanted: string): Promise<number> {
  const [by, at] = [whoAsks(setting), setting.io.clock.now()];
  return within(setting, async ({ store }) => {
    const found = theOne(wanted, await store.tokens(), at);
    await store.revokeToken(found.id, tokenEvent("token.revoked", found, { by, at }));
    print(setting, `${found.name} (${found.id}) lets nobody in any more.\n`, () =>
      tokenView({ ...found, revokedAt: at }, at),
    );
    return EXIT.done;
  });
}

/** By id, or by a name that only one valid token has. */
function theOne(wanted: string, tokens: readonly Token[], now: Date): Token {
  const valid = tokens.filter((one) => tokenView(one, now).state === "valid");
  const byName = valid.filter(({ name }) => name === wanted);
  const found = valid.find(({ id }) => id === wanted) ?? (byName.length === 1 ? byName[0] : undefined);
  if (found) return found;
  const ended = tokens.find(({ id }) => id === wanted);
  if (ended) throw refusal(`${wanted} has ended already`, "nothing is left to do");
  if (byName.length > 1)
    throw refusal(
      `${byName.length} tokens are named ${wanted}`,
      `name one by its id: ${listed(byName.map(({ id }) => id))}`,
    );
  throw refusal(`there is no token ${wanted}`, "see rotator token list");
}

function refusal(message: string, youCan: string): Trouble {
  return misuse(message, youCan, "no: nothing was revoked");
}

function within<T>(setting: Setting, work: (opened: OpenStore) => Promise<T>): Promise<T> {
  return withStore(loadOperator(setting.files, setting.io, setting.plugged), setting, work);
}
