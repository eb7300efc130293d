import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Member, membersOf, SCOPE } from "../tools/members.ts";
import { exportsOf, importsOf, isTest, type Source, sourcesIn, wordsOf } from "../tools/sources.ts";

const root = join(import.meta.dirname, "..");
const members = membersOf(root);
const sourcesOf = (member: Member): Source[] => sourcesIn(root, `${member.folder}/src/**/*.ts`);
const everything = sourcesIn(root, "{packages,apps,tools,test,bench,e2e,examples}/**/*.ts");

/** Who may import whom from the workspace: a star around core, with the daemon as its roof. */
const STAR: Record<string, readonly string[]> = {
  core: [],
  "core-http": ["core"],
  dcs: ["core"],
  iam: ["core"],
  meeting: ["core"],
  pulumi: ["core"],
  reconciler: ["core"],
  store: ["core"],
  sinks: ["core"],
  emulator: ["core"],
  rotator: ["core", "core-http", "dcs", "emulator", "iam", "meeting", "reconciler", "sinks", "store"],
};
const TESTS_MAY_ALSO = ["emulator"];

const short = ({ manifest }: Member): string => manifest.name.replace(`${SCOPE}/`, "");
const inWorkspace = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith(`${SCOPE}/`)).map((name) => name.slice(SCOPE.length + 1));
const packageOf = (door: string): string => door.split("/")[0] ?? door;

describe("who may import whom", () => {
  it("names every package of the workspace", () => {
    expect(members.map(short).toSorted()).toEqual(Object.keys(STAR).toSorted());
  });

  describe.for(members.map((member) => [short(member), member] as const))("%s", ([name, member]) => {
    const mine = [name, ...(STAR[name] ?? [])];

    it("declares only what the star allows", () => {
      const {
        dependencies = {},
        peerDependencies = {},
        optionalDependencies = {},
        devDependencies = {},
      } = member.manifest;
      const needed = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
      expect(inWorkspace(needed).filter((other) => !mine.includes(other))).toEqual([]);
      const allowed = [...mine, ...TESTS_MAY_ALSO];
      expect(inWorkspace(Object.keys(devDependencies)).filter((other) => !allowed.includes(other))).toEqual([]);
    });

    it("imports only what the star allows, and test doors only from tests", () => {
      const wrong = sourcesOf(member).flatMap((source) => {
        const may = isTest(source) ? [...mine, ...TESTS_MAY_ALSO] : mine;
        return inWorkspace(importsOf(source))
          .filter((door) => !may.includes(packageOf(door)) || (door.endsWith("/testing") && !isTest(source)))
          .map((door) => `${source.path} → ${door}`);
      });
      expect(wrong).toEqual([]);
    });

    it("stays inside its own folder", () => {
      const wrong = sourcesOf(member).flatMap((source) => {
        const depth = source.path.split("/").length - 4;
        const out = importsOf(source).filter((path) => path.startsWith("../".repeat(depth + 1)));
        return out.map((path) => `${source.path} → ${path}`);
      });
      expect(wrong).toEqual([]);
    });
  });
});

/** Files that are one table, or that a tool writes: the only ones that may be long. */
const TABLES: readonly string[] = ["packages/dcs/src/codes.ts", "packages/reconciler/test/mutations.ts"];
const GENERATED = "packages/pulumi/src/generated/";

const isTable = (path: string): boolean => TABLES.includes(path) || path.startsWith(GENERATED);

describe("files", () => {
  const lines = ({ text }: Source): number => text.trimEnd().split("\n").length;

  it("have at most 200 lines, tables and generated files aside", () => {
    const long = everything.filter((source) => lines(source) > 200 && !isTable(source.path));
    expect(long.map((source) => `${source.path}: ${lines(source)}`)).toEqual([]);
  });

  it("have fewer than 80 lines in the median of each package", () => {
    const medians = members.map((member) => {
      const counts = sourcesOf(member)
        .map(lines)
        .toSorted((a, b) => a - b);
      return [short(member), counts[Math.floor(counts.length / 2)] ?? 0] as const;
    });
    expect(medians.filter(([, median]) => median >= 80)).toEqual([]);
  });

  it("export by name, never everything", () => {
    const wrong = everything.filter(({ text }) => /^export\s+(type\s+)?\*/m.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

const FORBIDDEN = ["manager", "helper", "util", "handler", "processor", "info", "data", "dto", "factory"];
// "Data key" and "data plane" are terms of cryptography and of Huawei Cloud.
const TERMS = /\bdata (key|plane)s?\b/g;

const badWords = (name: string): string[] =>
  wordsOf(name)
    .join(" ")
    .replaceAll(TERMS, "")
    .split(" ")
    .filter((word) => FORBIDDEN.includes(word) || FORBIDDEN.includes(word.replace(/s$/, "")));

describe("words", () => {
  it("that say nothing stand in no file's name", () => {
    expect(everything.filter(({ path }) => badWords(path).length > 0).map(({ path }) => path)).toEqual([]);
  });

  it("that say nothing stand in no exported name", () => {
    const wrong = everything.flatMap((source) =>
      exportsOf(source)
        .filter((name) => badWords(name).length > 0)
        .map((name) => `${source.path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it.for(["fooManager", "http-utils", "DataThing", "userInfo", "InfoDTO"])("%s would be found", (name) => {
    expect(badWords(name)).not.toEqual([]);
  });
});

describe("tests", () => {
  it("leave their folders for the search for passwords (law 10)", () => {
    const removes = /\brm(dir)?(Sync)?\([^;]*recursive/;
    const wrong = everything.filter((source) => isTest(source) && removes.test(source.text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe("licence", () => {
  it("is Apache-2.0, once, at the root", () => {
    expect(readFileSync(join(root, "LICENSE"), "utf8")).toContain("Apache License");
    const copies = members.filter(({ folder }) => existsSync(join(root, folder, "LICENSE")));
    expect(copies.map(({ folder }) => basename(folder))).toEqual([]);
  });
});
