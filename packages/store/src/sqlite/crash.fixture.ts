import { Secret } from "@rekey/core";
import { openSqlite } from "./open.ts";

/** Opens attempt after attempt in the store it is told, with the key from its standard input, eight at a time, and names each once it is durable, until it is killed. */
let key = "";
for await (const chunk of process.stdin) key += String(chunk);
const store = await openSqlite(process.argv[2] ?? "", { keys: [{ source: "stdin", key: new Secret(key) }] });
const now = new Date();

async function live(name: string): Promise<void> {
  const declaration = { name, owner: "file", kind: "a.b", connection: "c", account: {}, deliver: [], graceMs: 0 };
  const place = { identity: name, lane: name };
  const { uid } = await store.declare({ ...declaration, rotate: { everyMs: 1 } }, place, now);
  const held = await store.claim(uid, now, 1e9);
  if (!held) throw new TypeError("a new credential can be claimed");
  for (let version = 1; ; version++) {
    const candidate = { secret: new Secret(`canary-${name}-${version}`) };
    const phase = "sent" as const;
    const attempt = { version, why: "", phase, before: {}, facts: {}, openedAt: now, candidate };
    const event = { name: "rotation.opened" as const, at: now, uid, version };
    await store.commit(held.claim, { ...held.credential, opened: version, attempt }, event);
    process.stdout.write(`${name} ${version}\n`);
  }
}

await Promise.all(["a", "b", "c", "d", "e", "f", "g", "h"].map(live));
