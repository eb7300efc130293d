import { expect, it } from "vitest";
import { cloud, DOMAIN_ID } from "../cloud.fixture.ts";
import { keystoneListAuthDomains } from "./domains.ts";

it("sends the documented request and reads the documented reply", async () => {
  const domain = {
    id: DOMAIN_ID,
    name: "IAMDomain",
    enabled: true,
    description: "",
    links: { self: "https://iam.example" },
  };
  const connection = cloud({ keystoneListAuthDomains: { domains: [domain], links: {} } });
  await expect(keystoneListAuthDomains(connection)).resolves.toEqual({
    domains: [{ id: DOMAIN_ID, name: "IAMDomain", enabled: true }],
  });
  expect(connection.calls).toMatchObject([{ method: "GET", path: "/v3/auth/domains", repeat: "safe" }]);
});
