export { sinks as sinkKinds } from "@rekey/sinks";
