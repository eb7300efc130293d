import { expect, it } from "vitest";
import { BOOTSTRAP } from "./bootstrap.ts";

it("is byte for byte what stands in every state", () => {
  expect(BOOTSTRAP).toMatchInlineSnapshot(`
    "// @rekey/pulumi v1
    exports.handler=()=>{const it=import('@rekey/pulumi/provider').then(m=>m.provider(),e=>{throw Error('@rekey/pulumi has to be among the dependencies in '+process.cwd()+', for refresh and destroy too: '+e.message)})
    return Object.fromEntries('configure check diff create read update delete'.split(' ').map(m=>[m,(...a)=>it.then(p=>p[m](...a))]))}"
  `);
});

it("is short, because Pulumi writes it twice a resource at every step", () => {
  expect(JSON.stringify(BOOTSTRAP).length).toBeLessThan(400);
});
