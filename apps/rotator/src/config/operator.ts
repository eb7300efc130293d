import { resolve } from "node:path";
import { isName, type SinkKind } from "@rekey/core";
import type { Connecting, Operator, OwnSink, Sinking } from "./config.ts";
import { checkGuarded } from "./guarded.ts";
import { readHttp } from "./http.ts";
import { entries, type Findings, inside, type Spot } from "./findings.ts";
import { checkOneEach, ownSink } from "./own.ts";
import { pathOf } from "./reference.ts";
import { allowShape, connectionShape, metricsShape, NAMES, sealShape, storeShape } from "./shape.ts";
import { instead } from "./suggest.ts";

/** Reads the operator's part from all files. */
export function readOperator(files: readonly Spot[], sinkKinds: readonly SinkKind[], findings: Findings): Operator {
  const store = the("store", files, findings);
  const seal = the("seal", files, findings);
  const http = once("http", files, findings);
  const metrics = once("metrics", files, findings);
  const keys = (seal && findings.parse(seal, sealShape)?.keys) ?? [];
  const { sqlite = "", mark = `${sqlite}.mark` } = (store && findings.parse(store, storeShape)) ?? {};
  const connections = section("connections", files, findings, (name, spot) => connecting(name, spot, findings));
  const known = { sinkKinds, connections, findings };
  const sinks = section("sinks", files, findings, (name, spot) => sinking(name, spot, known));
  checkOneEach(sinks, files, findings);
  const kept = { sqlite: pathOf(sqlite, store?.source.folder ?? ""), mark: pathOf(mark, store?.source.folder ?? "") };
  checkGuarded({ ...kept, sinks }, files, findings);
  return {
    ...kept,
    seal: keys.map((reference) => ({ reference, folder: seal?.source.folder ?? "" })),
    connections,
    sinks,
    http: http && readHttp(http, findings),
    metrics: metrics && findings.parse(metrics, metricsShape),
  };
}

/** A section that has to stand once over all files. */
function the(key: string, files: readonly Spot[], findings: Findings): Spot | undefined {
  const first = once(key, files, findings);
  const [file] = files;
  if (!first && file)
    findings.add({ source: file.source, path: [] }, { message: `${key} is missing`, remedy: EXAMPLES[key] });
  return first;
}

/** A section that may stand once over all files. */
function once(key: string, files: readonly Spot[], findings: Findings): Spot | undefined {
  const [first, ...more] = files.map((file) => inside(file, key)).filter(({ value }) => value !== undefined);
  for (const spot of more)
    findings.add(spot, {
      message: `${key} stands in ${first?.source.where([key])} too`,
      remedy: "keep one of them",
      at: "key",
    });
  return first;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  store: "add store: { sqlite: rekey.db }",
  seal: "add seal: { keys: [file:seal.key] }; rotator init makes a key",
};

/** A map whose entries may stand in several files, each name once. */
export function section<T>(
  key: string,
  files: readonly Spot[],
  findings: Findings,
  read: (name: string, spot: Spot) => T | undefined,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  const seen = new Map<string, Spot>();
  for (const [name, spot] of files.flatMap((file) => entries(inside(file, key)))) {
    const other = seen.get(name);
    seen.set(name, spot);
    if (other)
      findings.add(spot, {
        message: `${name} stands in ${other.source.where(other.path)} too`,
        remedy: "rename one of them",
        at: "key",
      });
    if (!isName(name)) findings.add(spot, { message: `${name} is no name`, remedy: NAMES, at: "key" });
    const value = read(name, spot);
    if (!other && value !== undefined) found.set(name, value);
  }
  return found;
}

function connecting(name: string, spot: Spot, findings: Findings): Connecting | undefined {
  const parsed = findings.parse(spot, connectionShape);
  return parsed && { ...parsed, name, folder: resolve(spot.source.folder) };
}

interface SinkGround {
  readonly sinkKinds: readonly SinkKind[];
  readonly connections: ReadonlyMap<string, Connecting>;
  readonly findings: Findings;
}

/** `{ file: { path: … } }`: the one key beside `allow` names the kind; `{ connection: prod }` is no kind but one of our own. */
function sinking(
  name: string,
  spot: Spot,
  { sinkKinds, connections, findings }: SinkGround,
): Sinking | OwnSink | undefined {
  const names = [...sinkKinds.map((kind) => kind.name), "connection"];
  const [first, ...more] = entries(spot).filter(([key]) => key !== "allow");
  if (!first || more.length > 0) {
    findings.add(spot, {
      message: `${name} says ${first ? "more than one kind" : "no kind"} of sink`,
      remedy: `write one of ${names.join(", ")} with its options`,
    });
    return undefined;
  }
  const [kindName, options] = first;
  if (kindName === "connection") return ownSink(name, options, { connections, findings, allow: inside(spot, "allow") });
  const kind = sinkKinds.find((one) => one.name === kindName);
  if (!kind)
    findings.add(options, {
      message: `there is no kind of sink ${kindName}`,
      remedy: instead(kindName, names),
      at: "key",
    });
  const parsed = kind && findings.parse(options, kind.options);
  const written = inside(spot, "allow");
  const allow = written.value === undefined ? undefined : findings.parse(written, allowShape);
  return kind && parsed !== undefined ? { name, kind, options: parsed, allow } : undefined;
}
