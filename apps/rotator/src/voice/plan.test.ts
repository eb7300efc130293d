import { expect, it } from "vitest";
import type { Change } from "../plan/change.ts";
import { plain } from "./paint.ts";
import { planText } from "./plan.ts";

const cache: Change = {
  action: "rotate",
  name: "cache-app",
  kind: "dcs.acl-password",
  connection: "prod",
  from: 6,
  to: 7,
  why: "the period elapsed: every 30d, due 1d 4h ago",
  account: "instance cache-prod (5e1d0c…), user app",
  costs: { resets: 1, logins: 2, left: 4, of: 5 },
  steps: ["waits until the change has taken hold", "logs in with v7", "delivers to app-env (file)"],
  breaks: "v6 stops working at once",
};

const changes: readonly Change[] = [
  cache,
  {
    action: "wait",
    name: "room-3f",
    kind: "meeting.vision-code",
    connection: "meeting",
    from: 2,
    to: 3,
    why: "requested by ci 6m ago",
    steps: [],
    disturbs: "the screen is signed out until somebody enters the new code",
    waits: "for approval: rotator approve room-3f",
  },
  {
    action: "settle",
    name: "api-user",
    kind: "iam.user-password",
    connection: "prod",
    from: 4,
    to: 5,
    why: "the reply to the last change was lost 2m ago",
    costs: { resets: 0, logins: 2, left: 4, of: 5 },
    steps: ["checks v5, then v4, in 8m (quiet time)"],
  },
  {
    action: "forget",
    name: "old-cache",
    kind: "dcs.acl-password",
    connection: "prod",
    from: 9,
    why: "no longer declared; needs --allow-forget",
    steps: [],
    keeps: "the password at the service and in its sinks; sealed versions until 2026-12-21",
  },
  {
    action: "rename",
    name: "cache-b",
    kind: "dcs.acl-password",
    connection: "prod",
    why: "from cache-a; nothing changes at the service",
    steps: [],
  },
  {
    action: "adopt",
    name: "new-cache",
    kind: "dcs.acl-password",
    connection: "prod",
    to: 1,
    why: "declared and never rotated",
    steps: [],
  },
];

it("speaks in Terraform's manner", async () => {
  await expect(planText({ changes, unchanged: 12 }, plain)).toMatchFileSnapshot("golden/plan.txt");
});

it("says so where there is nothing to do", () => {
  expect(planText({ changes: [], unchanged: 1 }, plain)).toBe("Nothing to do: 1 credential unchanged.\n");
});

it("repeats with colour what the marks say already", () => {
  const marked = planText({ changes, unchanged: 12 }, (_, text) => `<${text}>`);
  expect(marked.replaceAll(/[<>]/g, "")).toBe(planText({ changes, unchanged: 12 }, plain));
});
