import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { decodeAuthorizationMessage } from "./decode.ts";

it("sends the documented request and reads the documented reply", async () => {
  const connection = cloud({ decodeAuthorizationMessage: { decoded_message: '{"allowed":false}' } });
  const decoded = await decodeAuthorizationMessage(connection, { encodedMessage: "eyJ…" });
  expect(decoded).toEqual({ decodedMessage: '{"allowed":false}' });
  expect(connection.calls).toMatchObject([
    { service: "sts", method: "POST", path: "/v5/decode-authorization-message", body: { encoded_message: "eyJ…" } },
  ]);
});
