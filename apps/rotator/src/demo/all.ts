import { join } from "node:path";
import { after, type Clock, type CredentialKind } from "@rekey/core";
import { rotateOnce } from "@rekey/reconciler";
import { print, type Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { table } from "../voice/table.ts";
import { type Sample, samples } from "./everything.ts";
import { type Ground, openGround } from "./ground.ts";

/** A Told is what one rotation did. */
interface Told {
  readonly kind: string;
  readonly sent: string;
  readonly proof: string;
  readonly wentTo: string;
}

const SINK = "folder";
const EARLIER_MS = 10 * 60_000;

/** Rotates one credential of every kind, and shows what each did. Throws a Trouble where one did anything else. */
export async function rotateAll(setting: Setting): Promise<void> {
  const { io, plugged } = setting;
  await using ground = await openGround(io.clock);
  const told: Told[] = [];
  for (const kind of plugged.kinds) told.push(await rotated(kind, sampleOf(kind), { ground, clock: io.clock }));
  const rows = told.map(({ kind, sent, proof, wentTo }) => [kind, sent, proof, wentTo]);
  const text = `A Huawei Cloud on loopback, and one credential of every kind in it, each rotated with one change.

${table([["KIND", "SENT", "PROOF", "WENT TO"], ...rows])}
What was delivered lies in ${join(ground.folder, "delivered")}; remove the folder when you have seen enough.
`;
  print(setting, text, () => ({ folder: ground.folder, rotated: told }));
}

function sampleOf({ name }: CredentialKind): Sample {
  const sample = samples[name];
  if (!sample) throw new Trouble(`the demo has no sample of ${name}`, { youCan: "add one to demo/everything.ts" });
  return sample;
}

interface Place {
  readonly ground: Ground;
  readonly clock: Clock;
}

async function rotated(kind: CredentialKind, sample: Sample, { ground, clock }: Place): Promise<Told> {
  const { emulator, store, connections } = ground;
  const { account, change, current, inForce } = sample;
  const deliver = kind.secret === "mailed" ? {} : { [SINK]: ground.sink };
  const once = { via: connections[sample.via], store, name: kind.name, deliver };
  // Imported some time before: a service that takes one change in five minutes would take none now.
  const earlier = { ...clock, now: () => after(clock.now(), -EARLIER_MS) };
  if (current) await rotateOnce(kind, account, { ...once, clock: earlier, current });
  const { state, issued, waiting, stuck, undelivered } = await rotateOnce(kind, account, { ...once, clock });
  const isRight = issued?.secret.reveal() === inForce?.(emulator)?.reveal();
  if (state !== "stable" || undelivered.length > 0 || emulator.sends(change) !== 1 || !isRight)
    throw new Trouble(`${kind.name} was not rotated: ${stuck?.message ?? waiting?.message ?? state}`);
  const { credential } = (await store.find(kind.name)) ?? {};
  return {
    kind: kind.name,
    sent: change,
    proof: credential?.current?.verifiedAt ? "accepted when tried" : "the reply",
    wentTo: inForce ? `${kind.name}.env` : `${emulator.meeting.mails.at(-1)?.to ?? "nobody"}, past Rekey`,
  };
}
