import * as rekey from "@rekey/pulumi";

const cache = new rekey.dcs.AclPassword("cache-app", {
  connection: "prod", // what the daemon's configuration calls them
  deliver: ["app-env"],
  account: { instance: "cache-prod", user: "app" },
  rotate: { every: "30d" },
  waitForReady: "2m",
});

export const rotation = cache.id;
