/**
 * The text that Pulumi runs as the provider of every resource of this package, stored with each in the state. It is written by hand and never
 * changes: whatever release is installed later reads what this one stored. So nothing is serialized, and no release causes a difference. It stands
 * there twice a resource and is written anew at every step of every resource, so it is dense, and without what JSON would have to escape.
 */
export const BOOTSTRAP = `// @rekey/pulumi v1
exports.handler=()=>{const it=import('@rekey/pulumi/provider').then(m=>m.provider(),e=>{throw Error('@rekey/pulumi has to be among the dependencies in '+process.cwd()+', for refresh and destroy too: '+e.message)})
return Object.fromEntries('configure check diff create read update delete'.split(' ').map(m=>[m,(...a)=>it.then(p=>p[m](...a))]))}`;
