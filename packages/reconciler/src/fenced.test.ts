import { type Call, type Connection, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { fenced } from "./fenced.ts";

/** A connection with methods of its own, as a class has them. */
class Real implements Connection {
  readonly longestMs = 1;
  readonly quietMs = 2;
  readonly ca = "a certificate";
  readonly sent: string[] = [];
  async send({ operation }: Call) {
    this.sent.push(operation);
    return { status: 200, headers: {}, body: new Secret("{}") };
  }
  async reach(host: string) {
    return `${host}!`;
  }
  as(): Connection {
    return this;
  }
}

const call = (repeat: Call["repeat"]): Call => ({ service: "s", operation: repeat, method: "GET", path: "/", repeat });
const closed = () => {
  throw new Error("the claim ends");
};

it("stops what may change or cost something at the end of its claim, also as a member (law 7, P8)", async () => {
  const real = new Real();
  const via = fenced(real, closed);
  for (const connection of [via, via.as?.("member") ?? via]) {
    await expect(connection.send(call("never"))).rejects.toThrow("the claim ends");
    await expect(connection.reach("host", 1)).rejects.toThrow("the claim ends");
    await connection.send(call("safe"));
  }
  expect(real.sent).toEqual(["safe", "safe"]);
});

it("is otherwise the same connection", async () => {
  const via = fenced(new Real(), () => undefined);
  expect(via).toMatchObject({ longestMs: 1, quietMs: 2, ca: "a certificate" });
  expect(await via.reach("host", 1)).toBe("host!");
});
