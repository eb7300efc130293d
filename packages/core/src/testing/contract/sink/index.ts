import assert from "node:assert/strict";
import { Secret } from "../../../secret.ts";
import type { Delivery } from "../../../sink.ts";
import { type Case, casesOf, errorOf, failsWith } from "../case.ts";
import { assertHidden } from "../leaks.ts";
import { plain } from "../plain.ts";
import { deliveryOf, NAME, type OpenedSink, patience, secretOf, type SinkPromises } from "./scene.ts";

/** What every Sink promises, each case on one that has taken nothing yet. */
export function sinkContract(open: () => Promise<OpenedSink> | OpenedSink): readonly Case[] {
  return casesOf(open, { ...deliveries, ...failures });
}

const deliveries: SinkPromises = {
  async "hands the secret to its consumer"(opened) {
    await take(opened, 1);
    await holds(opened, 1);
  },
  async "takes a version twice (law 8)"(opened) {
    await take(opened, 1);
    await take(opened, 1);
    await holds(opened, 1);
  },
  async "puts a newer version in place of an older one"(opened) {
    for (const version of [1, 2, 5]) await take(opened, version);
    await holds(opened, 5);
  },
  async "leaves a newer version in place (law 8)"(opened) {
    for (const version of [2, 10]) await take(opened, version);
    // Passed over or refused: it is not delivered either way.
    for (const version of [9, 1]) await errorOf(take(opened, version));
    await holds(opened, 10);
  },
  async "ends with the newest of those that come at once (law 8)"(opened) {
    await Promise.all([3, 1, 2].map((version) => errorOf(take(opened, version))));
    await take(opened, 3);
    await holds(opened, 3);
  },
  async "takes the first version of a name that was forgotten and declared anew"(opened) {
    await take(opened, 7);
    await opened.sink.deliver(deliveryOf(1, { uid: "c2" }), patience());
    await holds(opened, 1);
  },
  async "keeps two credentials apart"(opened) {
    await take(opened, 2);
    await opened.sink.deliver(deliveryOf(1, { uid: "c2", name: "other" }), patience());
    assert.deepEqual(await held(opened, "other"), plain(secretOf(1)));
    await holds(opened, 2);
  },
  async "says whether what it was given is still in place, where it can tell"({ sink, lose }) {
    const isHeld = (change: Partial<Delivery> = {}) => sink.holds?.(deliveryOf(2, change), patience());
    if (!sink.holds) return;
    assert.equal(await isHeld(), false, "nothing was given");
    await sink.deliver(deliveryOf(2), patience());
    assert.equal(await isHeld(), true, "it was given, and is there");
    assert.equal(await isHeld({ version: 3 }), false, "another version was given");
    assert.equal(await isHeld({ uid: "c2" }), false, "another credential's was given");
    if (!lose) return;
    await lose(NAME);
    assert.equal(await isHeld(), false, "it is there no more");
    await sink.deliver(deliveryOf(2), patience());
    assert.equal(await isHeld(), true, "it was given again");
  },
  async "hands over whatever a secret is made of"(opened) {
    const secret = new Secret(
      "canary- \"quoted\" 'single' back\\slash $HOME ${x} $(x) `x` {{secret}} #no %20 <a&b> é🔑=",
    );
    await opened.sink.deliver(deliveryOf(1, { current: { secret } }), patience());
    assert.deepEqual(await held(opened, NAME), plain(secret));
  },
};

const failures: SinkPromises = {
  async "fails with ERR_DELIVERY, keeps what it had in place, and shows no secret"(opened) {
    if (!opened.fail) return;
    await take(opened, 1);
    await opened.fail();
    const error = await failsWith(take(opened, 2), "ERR_DELIVERY");
    assert(error.cause !== undefined, "the cause is on the error");
    assertHidden([secretOf(1), secretOf(2)], [error]);
  },
  async "hands over nothing more once it is told to stop"(opened) {
    await take(opened, 1);
    const stopped = AbortSignal.abort(new Error("the claim is over"));
    await failsWith(opened.sink.deliver(deliveryOf(2), stopped), "ERR_DELIVERY");
    await holds(opened, 1);
  },
};

function take({ sink }: OpenedSink, version: number): Promise<void> {
  return sink.deliver(deliveryOf(version), patience());
}

async function holds(opened: OpenedSink, version: number): Promise<void> {
  assert.deepEqual(await held(opened, NAME), plain(secretOf(version)), `version ${version} is in place`);
}

/** As a digest, so that a failed comparison prints no secret. */
async function held({ read }: OpenedSink, name: string): Promise<unknown> {
  const value = await read(name);
  return value === undefined ? undefined : plain(new Secret(value));
}
