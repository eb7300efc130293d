import { expect, it } from "vitest";
import type { Store } from "../../../store.ts";
import { type MemoryStore, memoryStore } from "../../memory/store.ts";
import { errorOf } from "../case.ts";
import { storeContract } from "./index.ts";

it.each<[fault: string, noticedBy: string, spoil: (sound: MemoryStore) => Partial<Store>]>([
  [
    "knows no identities",
    "two names for one identity, naming",
    (sound) => ({ declare: (one, place, now) => sound.declare(one, { ...place, identity: one.name }, now) }),
  ],
  [
    "knows no owners",
    "another owner",
    (sound) => ({ declare: (one, place, now) => sound.declare({ ...one, owner: "all" }, place, now) }),
  ],
  [
    "knows no lanes",
    "one claim in a lane",
    (sound) => ({ declare: (one, place, now) => sound.declare(one, { ...place, lane: one.name }, now) }),
  ],
  [
    "takes any epoch",
    "older epoch",
    (sound) => ({
      commit: ({ uid, endsAt }, ...rest) =>
        sound.commit({ uid, endsAt, epoch: sound.rows.get(uid)?.epoch ?? 0 }, ...rest),
    }),
  ],
  [
    "gives a claim to two",
    "gives one claim",
    (sound) => ({ claim: async (uid, now, ms) => (await sound.claim(uid, now, ms)) ?? heldOf(sound, uid) }),
  ],
  [
    "frees by any epoch",
    "older one is given back",
    (sound) => ({
      release: ({ uid, endsAt }) => sound.release({ uid, endsAt, epoch: sound.rows.get(uid)?.epoch ?? 0 }),
    }),
  ],
  [
    "keeps a claim with its last transition",
    "with its last transition",
    (sound) => ({ finish: (...transition) => sound.commit(...transition) }),
  ],
  [
    "gives a claim back before its last transition is written",
    "whose last transition cannot be paid",
    (sound) => ({
      finish: async (claim, ...transition) => {
        await sound.release(claim);
        await sound.finish(claim, ...transition);
      },
    }),
  ],
  [
    "forgets with a claim's last transition what was asked",
    "asked under a claim to its last transition",
    (sound) => ({
      finish: async (claim, ...transition) => {
        sound.rows.get(claim.uid)?.requests.splice(0);
        await sound.finish(claim, ...transition);
      },
    }),
  ],
  [
    "hands over no request",
    "hands over with a claim the oldest request",
    (sound) => ({
      claim: async (uid, now, ms) => {
        const held = await sound.claim(uid, now, ms);
        return held && { ...held, request: undefined };
      },
    }),
  ],
  [
    "leaves no try",
    "one try for the human",
    (sound) => ({
      commit: (claim, next, event, bill) =>
        sound.commit(
          claim,
          next,
          event,
          bill && { ...bill, lockout: { ...bill.lockout, tries: bill.lockout.tries + 1 } },
        ),
    }),
  ],
  [
    "writes before it is paid",
    "all tries of a bill or none",
    (sound) => ({
      commit: async (claim, next, event, bill) => (
        await sound.commit(claim, next, event),
        sound.commit(claim, next, event, bill)
      ),
    }),
  ],
  [
    "pays one by one",
    "all tries of a bill or none",
    (sound) => ({
      commit: async (claim, next, event, bill) => {
        const one = bill && { ...bill, tries: Math.min(1, bill.tries) };
        if (bill && bill.tries > 1) for (const _ of Array(bill.tries - 1)) await sound.commit(claim, next, event, one);
        return sound.commit(claim, next, event, one);
      },
    }),
  ],
  [
    "gives nothing back",
    "gives back tries",
    (sound) => ({
      commit: (claim, next, event, ...bills) =>
        sound.commit(claim, next, event, ...bills.filter(({ tries }) => tries > 0)),
    }),
  ],
  ["sleeps while somebody asks", "for whom somebody asks", () => ({ nextWake: async () => new Date(8.64e15) })],
  [
    "wakes for ever for a lane",
    "wakes nobody for a lane",
    (sound) => ({ nextWake: async () => (await sound.nextWake()) && new Date(0) }),
  ],
  [
    "drops the reply",
    "keeps a row whole: versions",
    (sound) => ({
      commit: (claim, next, ...rest) =>
        sound.commit(claim, { ...next, attempt: next.attempt && { ...next.attempt, reply: undefined } }, ...rest),
    }),
  ],
  [
    "tells the oldest first",
    "newest first",
    (sound) => ({ events: (query) => sound.events({ ...query, isNewestFirst: false }) }),
  ],
  ["forgets what is under way", "forgets nothing", () => ({ forget: async () => undefined })],
  ["counts without names", "names whom where it is asked to", (sound) => ({ census: (now) => sound.census(now) })],
  [
    "counts as of another time",
    "each state and reason once",
    (sound) => ({ census: (now, options) => sound.census(new Date(now.getTime() + 86_400_000), options) }),
  ],
  ["leaves a revoked token standing", "ends a token once", () => ({ revokeToken: async () => true })],
  [
    "gives a token's id twice",
    "never gives an id twice",
    (sound) => ({ addToken: async (token, event) => sound.addToken(token, event).catch(() => undefined) }),
  ],
])("notices a store that %s", async (_, noticedBy, spoil) => {
  const failed = [];
  const open = () => {
    const sound = memoryStore();
    return { store: { ...sound, ...spoil(sound) } };
  };
  for (const { name, run } of storeContract(open)) if (await errorOf(run())) failed.push(name);
  expect(failed).toContainEqual(expect.stringContaining(noticedBy));
});

function heldOf(sound: MemoryStore, uid: string) {
  const row = sound.rows.get(uid);
  return (
    row && {
      claim: { uid, epoch: row.epoch, endsAt: row.claimEndsAt },
      credential: row.credential,
      declared: row.declared,
    }
  );
}
