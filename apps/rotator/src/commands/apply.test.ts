import { expect, it } from "vitest";
import { OLD, openHouse, OTHER } from "../house.fixture.ts";

it("takes a declaration from the file to a login that is proved and a file that is delivered", async () => {
  await using house = await openHouse();
  const planned = await house.rotator("plan --detailed-exitcode");
  expect(planned).toMatchObject({
    exit: 2,
    out: expect.stringContaining("+ adopt     → v1      declared and never rotated"),
  });
  const applied = await house.rotator("apply --yes");
  expect(applied).toMatchObject({
    exit: 0,
    err: "",
    out: expect.stringMatching(
      /cache-app: v1 in force.*\n.*delivered to app-env.*\n\nApplied: 1 rotated, 0 failed\.\n$/,
    ),
  });
  const { password } = house.emulator.account("cache-prod", "app");
  expect(house.read("delivered/cache-app.env").includes(`REKEY_PASSWORD='${password.reveal()}'`)).toBe(true);
  expect(password.reveal() === OLD).toBe(false);
  expect(await house.rotator("plan --detailed-exitcode")).toMatchObject({
    exit: 0,
    out: "Nothing to do: 1 credential unchanged.\n",
  });
  expect(await house.rotator("status")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/cache-app +dcs.acl-password +stable +1 +yes +now +in 30d/),
  });
});

it("asks on a terminal and takes only the whole word", async () => {
  await using house = await openHouse();
  expect(await house.rotator("apply", { isTTY: true, stdin: "y\n" })).toMatchObject({
    exit: 1,
    err: expect.stringContaining("not applied"),
  });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
  expect(await house.rotator("apply", { isTTY: true, stdin: "yes\n" })).toMatchObject({ exit: 0 });
});

it("asks nobody where nobody can answer", async () => {
  await using house = await openHouse();
  expect(await house.rotator("apply")).toMatchObject({ exit: 4, err: expect.stringContaining("add --yes") });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
});

it("refuses a plan that the world has moved on from, and names what moved", async () => {
  await using house = await openHouse();
  await house.rotator(`plan --out ${house.folder}/a.plan`);
  expect(await house.rotator(`apply ${house.folder}/a.plan`)).toMatchObject({ exit: 0 });
  const stale = await house.rotator(`apply ${house.folder}/a.plan`);
  expect(stale).toMatchObject({
    exit: 1,
    err: expect.stringContaining("is stale: cache-app was at no version and is at v1"),
  });
  house.edit("rekey.yaml", (text) => text + OTHER);
  expect(await house.rotator(`apply ${house.folder}/a.plan`)).toMatchObject({
    exit: 1,
    err: expect.stringContaining("cache-other is declared now"),
  });
});

it("keeps no secret in a plan file (law 10)", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  house.edit("rekey.yaml", (text) => text.replace("30d", "7d"));
  await house.rotator(`plan --out ${house.folder}/a.plan`);
  expect(house.read("a.plan").includes(house.emulator.account("cache-prod", "app").password.reveal())).toBe(false);
});

it("changes a schedule without a rotation", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  house.edit("rekey.yaml", (text) => text.replace("30d", "7d"));
  expect(await house.rotator("apply --yes")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/~ update .*every 30d → every 7d[^]*Applied: 1 settled, 0 failed/),
  });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
  expect(await house.rotator("status")).toMatchObject({ out: expect.stringContaining("in 7d") });
});

it("forgets only when it is told to, and changes nothing at the service", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text + OTHER);
  await house.rotator("apply --yes");
  house.edit("rekey.yaml", (text) => text.replace(OTHER, ""));
  expect(await house.rotator("apply --yes")).toMatchObject({ exit: 4, err: expect.stringContaining("--allow-forget") });
  expect(await house.rotator("apply --yes --allow-forget")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("- forget    v1"),
  });
  expect((await house.rotator("status")).out).not.toContain("cache-other");
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(2);
});

it("renames what moved without a rotation, and delivers it under its new name", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  house.edit(
    "rekey.yaml",
    (text) => `${text.replace("  cache-app:", "  cache-web:")}moved: [{ from: cache-app, to: cache-web }]\n`,
  );
  expect(await house.rotator("apply --yes")).toMatchObject({ exit: 0, out: expect.stringContaining("→ rename    v1") });
  expect(await house.rotator("status cache-web")).toMatchObject({ out: expect.stringContaining("is stable") });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
  const [was, is] = ["app", "web"].map((name) => house.read(`delivered/cache-${name}.env`));
  expect(is).toBe(was?.replaceAll("cache-app", "cache-web"));
});

it("names the move that is missing", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  house.edit("rekey.yaml", (text) => text.replace("  cache-app:", "  cache-web:"));
  expect(await house.rotator("plan")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("moved: [{ from: cache-app, to: cache-web }]"),
  });
});

it("speaks JSON where it is asked to", async () => {
  await using house = await openHouse();
  const plan: unknown = JSON.parse((await house.rotator("plan --json")).out);
  expect(plan).toMatchObject({
    formatVersion: "1",
    changes: [{ action: "adopt", name: "cache-app", to: 1 }],
    unchanged: 0,
  });
  const applied: unknown = JSON.parse((await house.rotator("apply --yes --json")).out);
  expect(applied).toMatchObject({
    formatVersion: "1",
    credentials: [{ name: "cache-app", outcome: "done", version: 1 }],
  });
  const status: unknown = JSON.parse((await house.rotator("status --json")).out);
  expect(status).toMatchObject({
    formatVersion: "1",
    credentials: [{ name: "cache-app", state: "stable", verified: "yes", rotate: { everyMs: 2_592_000_000 } }],
  });
});

it("takes over what its owner let go of, and rotates nothing for it", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  await house.withStore(async (store) => {
    const { uid } = (await store.find("cache-app")) ?? { uid: "" };
    await store.own(uid, { from: "file", to: "none" });
  });
  const applied = await house.rotator("apply --yes");
  expect(applied).toMatchObject({ exit: 0, out: expect.stringContaining("owner none → file") });
  expect(await house.withStore(async (store) => (await store.find("cache-app"))?.declaration.owner)).toBe("file");
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
});
