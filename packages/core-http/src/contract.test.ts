import { connectionContract } from "@rekey/core/testing";
import { it } from "vitest";
import { freshKeys } from "./cloud.fixture.ts";
import { connect } from "./connect.ts";

const cases = connectionContract((origin) => {
  const via = connect({
    region: "cn-north-4",
    projectId: "p1",
    credentials: freshKeys(),
    endpoints: { sample: origin },
  });
  return { via, close: () => via.close() };
});

for (const { name, run } of cases) it(name, run);
