import assert from "node:assert/strict";
import { hasCode, provesUnchanged } from "../../../errors.ts";
import type { CredentialKind, Facts } from "../../../kind.ts";
import { errorOf } from "../case.ts";
import { change, type KindPromises, type Scene, settle } from "./scene.ts";
import { cutOff } from "./watch.ts";

type Look = "before" | "facts" | "ready" | "landed";

const all: readonly Look[] = ["before", "facts", "ready", "landed"];

/** A promise for each method that only looks. */
export function looksOf(kind: CredentialKind): KindPromises {
  const looks = all.filter((method) => kind[method]);
  return Object.fromEntries(looks.flatMap((method) => [looking(method), cut(method)]));
}

function looking(method: Look): [string, KindPromises[string]] {
  const look = async (scene: Scene) => {
    const seen = await ask(scene, method);
    assert(
      scene.calls.every(({ repeat }) => repeat === "safe"),
      `${method} sends only what may be repeated`,
    );
    scene.shown.push(seen);
    if (method === "before" || method === "facts") assertFacts(seen);
    if (method === "ready") assert.equal(seen, true, "what nobody has changed is ready");
    if (method === "landed") assert(seen === "no" || seen === "unclear", "where nothing was changed, nothing landed");
  };
  return [`looks without changing anything: ${method}`, look];
}

function cut(method: Look): [string, KindPromises[string]] {
  const look = async (scene: Scene) => {
    const before = method === "landed" ? await scene.kind.before?.(scene.account, scene.via) : {};
    const sent = scene.calls.length;
    scene.fault = cutOff;
    const error = await errorOf(ask(scene, method, before).then((seen) => scene.shown.push(seen)));
    // A method that asks nobody cannot be cut off, and evidence may always be unclear.
    if (!error)
      assert(scene.calls.length === sent || scene.shown.includes("unclear"), `${method} makes no answer of a failure`);
    else assert(hasCode(error, "ERR_UNAVAILABLE"), `${method} passes a failure on as it is`);
    scene.shown.push(error);
  };
  return [`makes no answer of a failure: ${method}`, look];
}

async function ask({ kind, account, via }: Scene, method: Look, before?: Facts): Promise<unknown> {
  if (method !== "landed") return kind[method]?.(account, via);
  return kind.landed?.(account, before ?? (await kind.before?.(account, via)) ?? {}, via);
}

function assertFacts(seen: unknown): void {
  assert(typeof seen === "object" && seen !== null, "facts are fields");
  assert(
    Object.values(seen).every((fact) => typeof fact === "string"),
    "each fact is a text",
  );
}

export const evidence: KindPromises = {
  async "sees that a change has landed, and never that it has not"(scene) {
    const { kind, account, via } = scene;
    const before = (await kind.before?.(account, via)) ?? {};
    const { issued } = await change(scene);
    await settle(scene);
    const seen = await kind.landed?.(account, before, via);
    assert.notEqual(seen, "no");
    if (typeof seen === "object")
      assert.equal(seen.orphan, issued?.id, "an orphan is named as the service names the version");
  },
};

export const readiness: KindPromises = {
  async "becomes ready after a change"(scene) {
    await change(scene);
    await settle(scene);
  },
};

export const strangers: KindPromises = {
  async "proves of an account that is not there that nothing was changed (law 14)"(scene) {
    const { kind, opened } = scene;
    if (opened.unknownAccount === undefined) return;
    const error = await errorOf(rotate(scene, kind.account.parse(opened.unknownAccount)));
    assert(error, "an account that is not there is refused");
    assert(provesUnchanged(error), "the error proves that nothing was changed");
    scene.shown.push(error);
  },
};

async function rotate(scene: Scene, declared: unknown): Promise<void> {
  const { kind, via } = scene;
  const stranger = (await kind.locate?.(declared, via)) ?? declared;
  await kind.facts?.(stranger, via);
  await kind.before?.(stranger, via);
  await change(scene, stranger);
}
