import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { OPEN } from "../../tools/net.ts";
import { CONTROL } from "./marks.ts";

it("prints and writes marks that the search must find later", () => {
  const folder = mkdtempSync(join(tmpdir(), "control-"));
  writeFileSync(join(folder, "plain.txt"), `a mark: ${CONTROL.written}`);
  writeFileSync(join(folder, "encoded.txt"), Buffer.from(`{"mark":"${CONTROL.encoded}"}`).toString("base64"));
  for (const open of OPEN) {
    mkdirSync(join(folder, open));
    writeFileSync(join(folder, open, "app.env"), CONTROL.open);
  }
  console.log(CONTROL.printed);
  const child = spawnSync(process.execPath, ["-e", `console.error("${CONTROL.child}")`], { stdio: "inherit" });
  expect(child.status).toBe(0);
});

it("runs on the Node that its leg is about", () => {
  const asked = process.env["REKEY_NODE"];
  expect(process.versions.node).toBe(asked ?? process.versions.node);
});
