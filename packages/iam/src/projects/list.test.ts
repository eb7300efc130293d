import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { keystoneListProjects } from "./list.ts";

const sample = {
  links: { next: null, previous: null, self: "https://iam.example/v3/projects?domain_id=1&name=cn-north-4" },
  projects: [
    {
      domain_id: "d78cbac186b744899480f25bd02",
      is_domain: false,
      parent_id: "d78cbac186b744899480f25bd02",
      name: "cn-north-4",
      description: "",
      links: { self: "https://iam.example/v3/projects/065a7c66da0010992ff7c0031e5a5e7d" },
      id: "065a7c66da0010992ff7c0031e5a5e7d",
      enabled: true,
    },
  ],
};

it("sends the documented query and reads the documented reply", async () => {
  const connection = cloud({ keystoneListProjects: sample });
  const { projects } = await keystoneListProjects(connection, { name: "cn-north-4", domainId: "1" });
  expect(projects).toMatchObject([{ id: "065a7c66da0010992ff7c0031e5a5e7d", name: "cn-north-4", enabled: true }]);
  expect(connection.calls).toMatchObject([
    { method: "GET", path: "/v3/projects", query: { name: "cn-north-4", domain_id: "1" }, repeat: "safe" },
  ]);
});
