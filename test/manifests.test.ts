import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { membersOf, SCOPE, SOURCE } from "../tools/members.ts";

const root = join(import.meta.dirname, "..");

/** The doors of each package beside `./package.json`; what is not listed is nobody's to import. */
const DOORS: Record<string, readonly string[]> = {
  core: [".", "./testing"],
  pulumi: [".", "./provider"],
  store: [".", "./sqlite"],
  rotator: [],
};
/** The floor of each package: these live in users' Pulumi programs. */
const FLOORS: Record<string, string> = { core: ">=22.19", pulumi: ">=22.19" };
const FLOOR = ">=24.11";

describe.for(membersOf(root).map((member) => [member.folder, member] as const))("%s", ([folder, { manifest }]) => {
  const name = basename(folder);
  const doors = DOORS[name] ?? ["."];

  it("is a public ES module package under the scope, with a version of its own", () => {
    expect(manifest).toMatchObject({
      name: `${SCOPE}/${name}`,
      type: "module",
      license: "Apache-2.0",
      repository: { type: "git", directory: folder },
      engines: { node: FLOORS[name] ?? FLOOR },
      publishConfig: { access: "public" },
    });
    expect(manifest.private).toBeUndefined();
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("says what it is in a sentence and a few keywords", () => {
    expect(manifest.description).toMatch(/^[A-Z].*\.$/);
    expect(manifest.keywords?.length).toBeGreaterThan(2);
  });

  it("ships dist alone", () => {
    expect(manifest.files).toEqual(["dist"]);
    for (const command of Object.values(manifest.bin ?? {})) expect(command).toMatch(/^\.\/dist\/[\w/-]+\.js$/);
  });

  it("opens its doors and no others, each to a source that exists", () => {
    expect(Object.keys(manifest.exports ?? {})).toEqual([...doors, "./package.json"]);
    for (const door of doors) {
      const targets = Object.entries(manifest.exports?.[door] ?? {});
      const file = /^\.\/src\/(.+)\.ts$/.exec(String(targets[0]?.[1]))?.[1];
      expect(targets).toEqual([
        [SOURCE, `./src/${file}.ts`],
        ["types", `./dist/${file}.d.ts`],
        ["default", `./dist/${file}.js`],
      ]);
      expect(existsSync(join(root, folder, `src/${file}.ts`))).toBe(true);
    }
  });

  it("publishes the same doors without the source condition", () => {
    const published = Object.entries(manifest.exports ?? {}).map(([door, targets]) => [
      door,
      typeof targets === "string"
        ? targets
        : Object.fromEntries(Object.entries(targets).filter(([condition]) => condition !== SOURCE)),
    ]);
    expect(manifest.publishConfig?.exports).toEqual(Object.fromEntries(published));
  });

  it("needs its siblings at any compatible version", () => {
    const needed = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const siblings = needed.filter(([other]) => other.startsWith(`${SCOPE}/`));
    expect(siblings.filter(([, range]) => range !== "workspace:^")).toEqual([]);
  });

  it("has a README that names each library it stands on", () => {
    const readme = readFileSync(join(root, folder, "README.md"), "utf8");
    expect(readme.startsWith(`# ${manifest.name}\n`)).toBe(true);
    const libraries = Object.keys(manifest.dependencies ?? {}).filter((other) => !other.startsWith(`${SCOPE}/`));
    expect(libraries.filter((library) => !readme.includes(library))).toEqual([]);
  });
});
