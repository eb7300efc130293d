import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { done, openProgram } from "./program.fixture.ts";
import { openScene, type Scene } from "./scene.fixture.ts";

const MINUTES = 60_000;
const UP = ["up", "--yes", "--skip-preview"];
const PLUGINS = { plugins: { providers: [{ name: "rekey", path: join(import.meta.dirname, "node_modules/.bin") }] } };
const CLASS = "new rekey.dcs.AclPassword(name, args, options)";
const PLAIN = 'new pulumi.CustomResource("rekey:dcs:AclPassword", name, args, options)';

/** One resource called cache under a component, and one under a component of that; their declarations have the names given. */
const nested = (make: string, names: readonly (string | undefined)[]): string => `
import * as pulumi from "@pulumi/pulumi";
${make === CLASS ? 'import * as rekey from "@rekey/pulumi";' : ""}

const declare = (name: string, args: any, options: pulumi.CustomResourceOptions) => ${make};
class Part extends pulumi.ComponentResource {
  constructor(type: string, user: string, called: string | undefined, parent?: pulumi.Resource) {
    super(type, user, {}, { parent });
    const account = { instance: "cache-prod", user };
    const said = called === undefined ? {} : { name: called };
    declare("cache", { connection: "prod", account, rotate: { every: "30d" }, deletionPolicy: "forget", ...said }, { parent: this });
    this.registerOutputs({});
  }
}
const [front, back]: (string | undefined)[] = JSON.parse(${JSON.stringify(JSON.stringify(names))});
new Part("web:Back", "report", back ?? undefined, new Part("web:Front", "app", front ?? undefined));
`;

describe("components with the real CLI", { timeout: 3 * MINUTES }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  }, 2 * MINUTES);
  afterAll(async () => scene[Symbol.asyncDispose]());

  it.for([
    ["our classes", "classes", CLASS, {}],
    ["the plugin", "plain", PLAIN, PLUGINS],
  ] as const)(
    "tell resources of one name apart, and the preview refuses two of one declaration: %s",
    async ([, project, make, settings]) => {
      const program = await openProgram(scene, project, settings);
      const say = (...names: readonly string[]) => writeFileSync(join(program.folder, "index.ts"), nested(make, names));
      say();
      const refused = await program.pulumi("preview");
      expect(refused.code).not.toBe(0);
      expect(refused.out).toMatch(
        /name "cache": the resource dcs\.acl-password organization\/\w+\/dev\/\S+ declares it too/,
      );
      say("front", "back");
      await done(program.pulumi(...UP));
      const owners = (await scene.declarations()).map(({ name, owner }) => [name, owner]);
      expect(owners).toEqual([
        ["back", program.owner("web:Front$web:Back$cache")],
        ["front", program.owner("web:Front$cache")],
      ]);
      await done(program.pulumi("preview", "--expect-no-changes"));
      await done(program.pulumi("refresh", "--yes"));
      await done(program.pulumi("destroy", "--yes"));
      expect(await scene.declarations()).toEqual([]);
    },
  );
});
