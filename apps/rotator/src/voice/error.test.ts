import { after, CredentialError } from "@rekey/core";
import { expect, it } from "vitest";
import { ConfigurationError } from "../config/fault.ts";
import { EXIT } from "../exit.ts";
import { Trouble } from "../trouble.ts";
import { errorText, exitOf } from "./error.ts";
import { plain } from "./paint.ts";
import { problemJson } from "./problem.ts";

const now = new Date("2026-11-21T12:00:00Z");
const setting = { paint: plain, now, isDebug: false };

const refused = new CredentialError("ERR_REFUSED", "DCS refused the new password of cache-app", {
  service: "dcs",
  operation: "resetAclAccountPassWord",
  status: 400,
  serviceCode: "DCS.4036",
  requestId: "9f0c2e",
  againAt: after(now, 15 * 60_000),
  remedy: "loosen `rules`, or see docs/kinds/dcs.acl-password.md#refused",
});

const faults = [
  {
    file: "rekey.yaml",
    line: 14,
    column: 11,
    path: "declarations.cache-app.kind",
    message: "there is no kind of credential dcs.acl-pasword",
    remedy: "did you mean dcs.acl-password?",
    quote: "    kind: dcs.acl-pasword",
  },
  { file: "rekey.yaml", line: 20, column: 1, path: "", message: "a tab indents this line" },
];

it("says where, which call, what changed, what next and what a person can do", async () => {
  await expect(
    errorText(refused, { ...setting, where: "rekey.yaml:14:5, declarations.cache-app" }),
  ).toMatchFileSnapshot("golden/error.txt");
});

it("shows the call that decodes which policy refused", async () => {
  const encoded = "eyJhbGciOi".repeat(10);
  const forbidden = new CredentialError("ERR_REFUSED", "workspace resetRandomPassword was answered with 403: refused", {
    service: "workspace",
    operation: "resetRandomPassword",
    status: 403,
    requestId: "9f0c2e",
    remedy: "grant the connection's identity the action workspace:users:randomPassword",
    encodedAuthorizationMessage: encoded,
  });
  await expect(errorText(forbidden, setting)).toMatchFileSnapshot("golden/forbidden.txt");
  expect(problemJson(forbidden)).toMatchObject({ problem: { encodedAuthorizationMessage: encoded } });
});

it("quotes the line of each fault of the configuration", async () => {
  await expect(errorText(new ConfigurationError(faults), setting)).toMatchFileSnapshot("golden/faults.txt");
});

it("keeps the text of an error that is not ours to itself, stack and all", () => {
  const text = errorText(new Error("canary-in-a-message"), setting);
  expect(text).toContain("unknown: what was under way is kept");
  expect(text).not.toContain("canary-");
  expect(errorText(new Error("canary-in-a-message"), { ...setting, isDebug: true })).not.toContain("canary-");
});

it("ends with the exit code of its sort", () => {
  expect(exitOf(refused)).toBe(EXIT.failed);
  expect(exitOf(new ConfigurationError(faults))).toBe(EXIT.usage);
  expect(exitOf(new CredentialError("ERR_STUCK", "stuck"))).toBe(EXIT.person);
  expect(exitOf(new Trouble("no store", { exit: EXIT.unreachable }))).toBe(EXIT.unreachable);
});

it("is a problem of RFC 9457 in JSON", () => {
  expect(problemJson(refused)).toMatchObject({
    formatVersion: "1",
    problem: {
      title: "DCS refused the new password of cache-app",
      code: "ERR_REFUSED",
      changed: "no",
      next: "2026-11-21T12:15:00.000Z",
      remedy: expect.stringContaining("loosen"),
    },
  });
});

it("says in JSON too whether a failure that is no credential's can have changed anything", () => {
  const trouble = new Trouble("there is no store", { changed: "no: nothing was begun", youCan: "make one" });
  expect(problemJson(trouble)).toMatchObject({
    problem: { title: "there is no store", changed: "no", detail: "no: nothing was begun", remedy: "make one" },
  });
});
