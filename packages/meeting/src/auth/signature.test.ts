import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { signApp } from "./signature.ts";

const app = { appId: "fdb8e4699586458bbd10c834872dcc62", appKey: new Secret("0123456789abcdef0123456789abcdef") };
const moment = { expireTime: 1627722929, nonce: "EycLQsHwxhzK9OW8UEKWNfH2I3CGR2nINuU1EBpv162d42d92s" };
const userId = "testuser@mycorp.com";
const corpId = "807074304";

it.for([
  ["a user of a single enterprise", { userId }, "538f10a4d4768e3ed95e2006a7936a2954bc3eea9f5b4c5bf658127c304bb3c9"],
  ["the administrator of one", {}, "bf003ebe5a82053053b4a14f195562e720eb3474a6a107599be0bad2fdd8a816"],
  ["an SP's administrator", { corpId: "" }, "31b6637bbcbc7ec2dbbd11eabbf493e40d88797f02b762e412d70ad38a81e77d"],
  ["an SP as an enterprise", { corpId }, "aae3c47b319179cbf35e078f2430282c33b23fa171698c9828eeb61e51ed99ae"],
  ["an SP as a user", { corpId, userId }, "609e6e2e20cdd617f309839562842cdcd0138d208b385c206ee49c946c4a3cc6"],
] as const)("signs as %s", ([, who, signature]) => {
  expect(signApp({ ...app, ...who }, moment)).toBe(signature);
});

it("signs as the administrator where the user is empty", () => {
  expect(signApp({ ...app, userId: "" }, moment)).toBe(signApp(app, moment));
});
