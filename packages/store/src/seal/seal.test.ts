import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newDataKey } from "./envelope.ts";
import { Seal, type Slot } from "./seal.ts";

const slot: Slot = { uid: "c1", number: 7, purpose: "version" };
const seal = new Seal("store-1", newDataKey());
const stuck = expect.objectContaining({ code: "ERR_STUCK" });

describe("a seal", () => {
  it("opens what it sealed, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), (units) => {
        const text = String.fromCharCode(...units);
        expect(seal.open(slot, seal.seal(slot, text))).toBe(text);
      }),
    );
  });

  it("never seals the same text into the same bytes", () => {
    expect(seal.seal(slot, "canary-twice")).not.toEqual(seal.seal(slot, "canary-twice"));
  });

  it("holds nothing of the text in clear", () => {
    const box = Buffer.from(seal.seal(slot, "canary-inside"));
    expect(box.includes("canary")).toBe(false);
  });

  it("refuses a box of which any single bit was flipped, and never answers with garbage", () => {
    const box = seal.seal(slot, "canary-flipped");
    for (let bit = 0; bit < box.length * 8; bit++) {
      const changed = box.with(bit >> 3, (box[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(() => seal.open(slot, changed), `bit ${bit}`).toThrow(stuck);
    }
  });

  it("refuses a box that was cut short, or made longer", () => {
    const box = seal.seal(slot, "canary-cut");
    for (let length = 0; length < box.length; length++)
      expect(() => seal.open(slot, box.slice(0, length))).toThrow(stuck);
    expect(() => seal.open(slot, Buffer.concat([box, Buffer.of(0)]))).toThrow(stuck);
  });

  it.for<[string, Slot]>([
    ["another credential", { ...slot, uid: "c2" }],
    ["another version", { ...slot, number: 8 }],
    ["another purpose", { ...slot, purpose: "reply" }],
  ])("refuses a box that was moved to %s", ([, other]) => {
    expect(() => seal.open(other, seal.seal(slot, "canary-moved"))).toThrow(stuck);
  });

  it("refuses a box of another store with the same data key", () => {
    const dataKey = newDataKey();
    const box = new Seal("store-1", dataKey).seal(slot, "canary-copied");
    expect(() => new Seal("store-2", dataKey).open(slot, box)).toThrow(stuck);
  });

  it("keeps the places of parts that run into each other apart", () => {
    const box = seal.seal({ ...slot, uid: "c", number: 17 }, "canary-joined");
    expect(() => seal.open({ ...slot, uid: "c1", number: 7 }, box)).toThrow(stuck);
  });
});
