import { copyFileSync, renameSync } from "node:fs";
import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";
import { openSeam } from "./seam.fixture.ts";

const M = 60_000;

it("1 deleted account blocks lane", async () => {
  await using seam = await openSeam();
  const app = await seam.declare("app");
  seam.emulator.fault({ operation: "resetAclAccountPassWord", do: { type: "drop", when: "before" } });
  await seam.look(app);
  console.log("phase", (await seam.row(app)).attempt?.phase);
  await seam.emulator.removeAccount("cache-prod", "app");
  const other = await seam.declare("other");
  await seam.pass(72 * 60 * M);
  const [a, o] = [await seam.row(app), await seam.row(other)];
  console.log(
    "app",
    a.attempt?.phase,
    a.waiting?.reason,
    a.waiting?.message,
    a.stuck,
    "other",
    o.current?.number,
    o.waiting,
  );
  console.log("resets", seam.emulator.sends("resetAclAccountPassWord"), seam.emulator.logins.length);
  await expect(seam.store.forget(app, seam.clock.now())).rejects.toThrow();
}, 60000);

it("3 db replaced", async () => {
  await using seam = await openSeam();
  const app = await seam.declare("app");
  const path = seam.store.path;
  copyFileSync(path, `${path}.old`);
  renameSync(`${path}.old`, path);
  await seam.look(app);
  console.log(
    "db replaced: resets",
    seam.emulator.sends("resetAclAccountPassWord"),
    JSON.stringify((await seam.row(app)).waiting),
  );
});

it("5 reach", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (t) => t.replace(/reach: .*/, 'reach: ["10.0.0.0/8:6379"]'));
  const ran = await house.rotator("apply --yes --wait 2s");
  console.log(ran.exit, ran.out, "resets", house.emulator.sends("resetAclAccountPassWord"));
});

it("6 url", async () => {
  await using house = await openHouse();
  for (const line of [
    'store: { postgres: "postgres://rekey:canary-hunter2-long1@db/rekey" }',
    'store: { sqlite: { url: "postgres://rekey:canary-hunter2@db/rekey" } }',
  ]) {
    house.edit("rekey.yaml", (t) => t.replace(/store: .*/, line));
    for (const j of ["", " --json", " --debug"]) console.log(await house.rotator(`validate${j}`));
  }
  house.edit("rekey.yaml", (t) =>
    t
      .replace(/store: .*/, "store: { sqlite: rekey.db }")
      .replace(/endpoints: .*/, 'endpoints: { dcs: "https://u:canary-hunter2@proxy" }'),
  );
  console.log(await house.rotator("validate"));
});
