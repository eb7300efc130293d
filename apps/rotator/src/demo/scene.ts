import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { newSealKey } from "@rekey/store";

const INSTANCE = "cache-demo";
export const USER = "app";

/** A Scene is a cloud on loopback, and a folder with everything that rotates a password in it. */
export interface Scene extends AsyncDisposable {
  readonly folder: string;
  readonly config: string;
  readonly delivered: string;
  readonly emulator: Emulator;
  /** The password before the first rotation. */
  readonly old: Secret;
}

const REGION = "cn-north-4";
const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
/** Long enough that the account can be seen UPDATING. */
const UPDATING_MS = 1_200;

/** Starts the cloud and writes the folder; the folder stays when the scene ends. */
export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "rekey-demo-"));
  const old = new Secret(`Old-${randomBytes(12).toString("base64url")}`);
  const keys = { accessKey: "REKEYDEMO", secretKey: new Secret(randomBytes(20).toString("hex")) };
  const accounts = [{ name: USER, password: old }];
  const instances = [{ name: INSTANCE, updatingMs: UPDATING_MS, accounts }];
  const emulator = await createEmulator({ region: REGION, project: PROJECT, keys: [keys], instances });
  const put = (name: string, text: string) => writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
  mkdirSync(join(folder, "delivered"));
  put("seal.key", newSealKey().reveal());
  put("access.key", keys.accessKey);
  put("secret.key", keys.secretKey.reveal());
  put("rekey.yaml", configuration(emulator, folder).trimEnd());
  return {
    folder,
    config: join(folder, "rekey.yaml"),
    delivered: join(folder, "delivered", "cache-app.env"),
    emulator,
    old,
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

function configuration({ endpoints, addresses }: Emulator, folder: string): string {
  const reach = Object.values(addresses).map(({ host, port }) => JSON.stringify(`${host}/32:${port}`));
  return `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  demo:
    region: ${REGION}
    project: ${PROJECT}
    credentials: { accessKey: file:access.key, secretKey: file:secret.key }
    endpoints: { dcs: "${endpoints.dcs}" }   # the emulator; without this line, Huawei Cloud itself
    reach: [${reach.join(", ")}]
sinks:
  app-env: { file: { path: "${folder}/delivered/{name}.env", format: dotenv, mode: "0400" } }
declarations:
  cache-app:
    kind: dcs.acl-password
    connection: demo
    account: { instance: ${INSTANCE}, user: ${USER} }
    rotate: { every: 30d }
    deliver: [app-env]
`;
}
