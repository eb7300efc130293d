import { createEmulator } from "@rekey/emulator";
import { expect, it } from "vitest";
import { connect } from "../connect.ts";

it.for([true, false])(
  "is the last link of the official SDKs' chain: its keys sign (tokens known: %s)",
  async (knowsTokens) => {
    await using emulator = await createEmulator({
      region: "cn-north-4",
      project: "0bec5db98280d2d02fd6c00c2de791ce",
      keys: [{ accessKey: "UNUSED", secretKey: "canary-unused" }],
      iam: { agencies: [{ name: "server" }] },
      metadata: { agency: "server", knowsTokens },
    });
    const { endpoints } = emulator;
    const chained = {
      region: "cn-north-4",
      endpoints,
      metadata: endpoints.metadata,
      environment: {},
      home: "/nonexistent",
    };
    await using via = connect(chained);
    const call = {
      service: "dcs",
      operation: "listInstances",
      method: "GET",
      path: "/v2/{project_id}/instances",
      repeat: "safe",
    } as const;
    await expect(via.send(call)).resolves.toMatchObject({ status: 200 });
    await via.send(call);
    expect(emulator.sends("showSecurityKey")).toBe(1);
    expect(emulator.requests.at(-1)?.accessKey).toMatch(/^HST/);
  },
);
