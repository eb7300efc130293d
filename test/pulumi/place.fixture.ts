import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../apps/rotator/src/cli.ts";
import { testIo } from "../../apps/rotator/src/io.fixture.ts";
import { plugged } from "../../apps/rotator/src/setting.ts";
import { createEmulator, type Emulator } from "../../packages/emulator/src/index.ts";
import { newSealKey } from "../../packages/store/src/index.ts";

const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
/** What is in force before Rekey comes. */
export const OLD = "canary-Old-1";
const ENV = { AK: "AKPULUMI", SK: "canary-secret-key", APP: "canary-app-key" };

/** A Place is a cloud on loopback and a daemon before it, which takes declarations of `acme/*` over HTTP. */
export interface Place extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly url: string;
  readonly token: string;
  /** What a sink was given, by the credential's name. */
  readonly delivered: (name: string) => string;
  /** Runs one command of the daemon's beside it, and answers with what it printed. */
  readonly rotator: (argv: string, stdin?: string) => Promise<string>;
  /** Resolves once the daemon has logged that. */
  readonly logged: (text: string) => Promise<void>;
}

/** openPlace starts both, with what the examples speak of. */
export async function openPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "place-"));
  const emulator = await cloud();
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text, { mode: 0o600 });
  mkdirSync(join(folder, "delivered"));
  put("seal.key", `${newSealKey().reveal()}\n`);
  put("rekey.yaml", configuration(emulator, folder));
  const io = testIo({ cwd: folder, env: ENV });
  const ended = run(["run"], io, plugged);
  await io.printed("the API listens");
  await io.printed("started");
  const rotator = async (argv: string, stdin = "") => {
    const own = testIo({ cwd: folder, env: { ...ENV, USER: "ada" }, stdin });
    const exit = await run(argv.split(" "), own, plugged);
    // 3: done, and something waits for a person.
    if (exit !== 0 && exit !== 3) throw new Error(`rotator ${argv} ended with ${exit}: ${own.err()}`);
    return own.out();
  };
  return {
    emulator,
    url: /"urls":\["([^"]+)"/.exec(io.out())?.[1] ?? "",
    token: (await rotator("token create pulumi --scope declare:* --owner acme/* --owner organization/*")).trim(),
    delivered: (name) => readFileSync(join(folder, "delivered", `${name}.env`), "utf8"),
    rotator,
    logged: io.printed,
    [Symbol.asyncDispose]: async () => {
      io.raise("SIGTERM");
      await ended;
      await emulator.close();
    },
  };
}

const cloud = (): Promise<Emulator> =>
  createEmulator(
    {
      region: "cn-north-4",
      project: PROJECT,
      keys: [{ accessKey: ENV.AK, secretKey: ENV.SK }],
      instances: [{ name: "cache-prod", accounts: ["app", "queue"].map((name) => ({ name, password: OLD })) }],
      iam: { users: [{ name: "ci" }] },
      meeting: {
        apps: [{ appId: "pulumi", appKey: ENV.APP }],
        members: [{ account: "ada@corp", userId: "ada", password: OLD }],
      },
    },
    { dataPlane: "small" },
  );

function configuration({ endpoints, addresses }: Emulator, folder: string): string {
  const reach = Object.values(addresses).map(({ host, port }) => JSON.stringify(`${host}/32:${port}`));
  const allow = (kinds: string) => `allow: [{ kinds: [${kinds}], owners: ["acme/*", "organization/*"] }]`;
  return `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
http: { listen: 127.0.0.1:0 }
connections:
  prod:
    region: cn-north-4
    project: ${PROJECT}
    credentials: { accessKey: env:AK, secretKey: env:SK }
    endpoints: { dcs: "${endpoints.dcs}", iam: "${endpoints.iam}", sts: "${endpoints.sts}" }
    reach: [${reach.join(", ")}]
    ${allow('"dcs.*", "iam.*"')}
  meeting:
    region: cn-north-4
    credentials: { meetingApp: { appId: pulumi, appKey: env:APP } }
    endpoints: { meeting: "${endpoints.meeting}" }
    ${allow('"meeting.*"')}
sinks:
  app-env: { file: { path: "${folder}/delivered/{name}.env", format: dotenv, mode: "0400" }, ${allow('"*"')} }
`;
}
