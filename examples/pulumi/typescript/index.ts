import * as rekey from "@rekey/pulumi";

// What the operator's part of the daemon's configuration calls them: a program names connections and sinks, and nothing else.
const connection = "prod";
const deliver = ["app-env"];

// The password of an ACL account of a DCS instance, new every 30 days; the first `up` waits until it is in force and delivered.
const cache = new rekey.dcs.AclPassword("cache-app", {
  connection,
  account: { instance: "cache-prod", user: "app" },
  rotate: { every: "30d" },
  deliver,
  waitForReady: "2m",
});

// The access key of an IAM user. Both keys work while the new one goes round.
const ci = new rekey.iam.AccessKey("ci-key", {
  connection,
  account: { user: "ci" },
  rotate: { every: "90d" },
  grace: "1h",
  deliver,
  deletionPolicy: "forget",
});

// The password of a Meeting user, who changes it on Saturdays. Rekey has to be told the present one once: rotator import ada.
const ada = new rekey.meeting.OwnPassword("ada", {
  connection: "meeting",
  account: { account: "ada@corp" },
  rotate: { cron: "0 3 * * 6", zone: "Europe/Berlin", blackouts: [{ from: "2026-12-20", to: "2027-01-02" }] },
  deliver,
});

export const declared = { cache: cache.id, ci: ci.id, ada: ada.id };
