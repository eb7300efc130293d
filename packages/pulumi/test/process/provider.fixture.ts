import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { properties, struct } from "../../src/plugin/struct.ts";
import { empties, grpc, messages, services } from "../../src/plugin/stubs.ts";
import { type Failed, failedOf } from "./failed.fixture.ts";

export type Properties = Readonly<Record<string, unknown>>;

/** What starts a provider: where, with which Node, and with what in its environment. */
export interface Starting {
  readonly folder: string;
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A script; the server for dynamic resources that the folder's SDK brings along where absent. */
  readonly script?: string;
}

/** startProvider runs a provider as the engine does, and talks to it over gRPC. */
export async function startProvider({ folder, node = process.execPath, env = {}, script }: Starting) {
  const from = createRequire(join(folder, "program.js"));
  const started = script ?? from.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const child = spawn(node, [started, "127.0.0.1:1"], {
    cwd: folder,
    env: { ...bare(), PULUMI_NODEJS_PROJECT: "shop", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const port = await firstLine(child.stdout, said);
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const close = async () => {
    client.close();
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return { ...callsOf(client), client, said, [Symbol.asyncDispose]: close };
}

export type Provider = Awaited<ReturnType<typeof startProvider>>;

/** The environment without what says where a daemon is: a test says so itself. */
export const bare = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries({ ...process.env, NODE_OPTIONS: "--conditions=@rekey/source" }).filter(
      ([key]) => !key.startsWith("REKEY_"),
    ),
  );

async function firstLine(stdout: NodeJS.ReadableStream, said: readonly string[]): Promise<string> {
  for await (const line of createInterface(stdout)) return line;
  throw new Error(`the provider ended before it named a port: ${said.join("")}`);
}

type Client = InstanceType<typeof services.ResourceProviderClient>;
type Callback<T> = (error: Failed | null, answer: T) => void;

const asked = <T>(send: (callback: Callback<T>) => unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    send((error, answer) => (error ? reject(failedOf(error)) : resolve(answer)));
  });

function callsOf(client: Client) {
  return {
    async configure(args: Properties) {
      const request = new messages.ConfigureRequest().setArgs(struct(args)).setAcceptsecrets(true);
      return asked<InstanceType<typeof messages.ConfigureResponse>>((done) => client.configure(request, done));
    },
    async check(urn: string, olds: Properties, news: Properties) {
      const request = new messages.CheckRequest().setUrn(urn).setOlds(struct(olds)).setNews(struct(news));
      const answer = await asked<InstanceType<typeof messages.CheckResponse>>((done) => client.check(request, done));
      const failures = answer
        .getFailuresList()
        .map((one) => ({ property: one.getProperty(), reason: one.getReason() }));
      return { inputs: properties(answer.getInputs()), failures };
    },
    async diff(
      urn: string,
      id: string,
      { olds, inputs, news }: { olds: Properties; inputs: Properties; news: Properties },
    ) {
      const request = new messages.DiffRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news));
      request.setOldInputs(struct(inputs));
      const answer = await asked<InstanceType<typeof messages.DiffResponse>>((done) => client.diff(request, done));
      return {
        isChanged: answer.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: answer.getReplacesList(),
        deleteBeforeReplace: answer.getDeletebeforereplace(),
        diffs: answer.getDiffsList(),
      };
    },
    async create(urn: string, inputs: Properties, isPreview = false) {
      const request = new messages.CreateRequest().setUrn(urn).setProperties(struct(inputs)).setPreview(isPreview);
      const answer = await asked<InstanceType<typeof messages.CreateResponse>>((done) => client.create(request, done));
      return { id: answer.getId(), properties: properties(answer.getProperties()) };
    },
    async update(
      urn: string,
      id: string,
      { olds, news, isPreview = false }: { olds: Properties; news: Properties; isPreview?: boolean },
    ) {
      const request = new messages.UpdateRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news));
      request.setPreview(isPreview);
      const answer = await asked<InstanceType<typeof messages.UpdateResponse>>((done) => client.update(request, done));
      return { properties: properties(answer.getProperties()) };
    },
    async read(urn: string, id: string, state: { properties?: Properties; inputs?: Properties }) {
      const request = new messages.ReadRequest().setUrn(urn).setId(id);
      if (state.properties) request.setProperties(struct(state.properties));
      if (state.inputs) request.setInputs(struct(state.inputs));
      const answer = await asked<InstanceType<typeof messages.ReadResponse>>((done) => client.read(request, done));
      const inputs = answer.getInputs();
      return {
        id: answer.getId(),
        properties: properties(answer.getProperties()),
        inputs: inputs && properties(inputs),
      };
    },
    async delete(urn: string, id: string, state: Properties) {
      const request = new messages.DeleteRequest().setUrn(urn).setId(id).setProperties(struct(state));
      await asked<InstanceType<typeof empties.Empty>>((done) => client.delete(request, done));
    },
  };
}
