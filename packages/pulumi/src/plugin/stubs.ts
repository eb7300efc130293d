import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as Plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as Services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as Messages from "@pulumi/pulumi/proto/provider_pb.js";
import type * as Statuses from "@pulumi/pulumi/proto/status_pb.js";
import type * as Anys from "google-protobuf/google/protobuf/any_pb.js";
import type * as Empties from "google-protobuf/google/protobuf/empty_pb.js";
import type * as Structs from "google-protobuf/google/protobuf/struct_pb.js";

const own = createRequire(import.meta.url);
/** Pulumi's SDK brings gRPC and its stubs along; another copy of either would not know the messages of the first. */
const theirs = createRequire(own.resolve("@pulumi/pulumi"));

export const grpc: typeof Grpc = theirs("@grpc/grpc-js");
export const services: typeof Services = own("@pulumi/pulumi/proto/provider_grpc_pb");
export const messages: typeof Messages = own("@pulumi/pulumi/proto/provider_pb");
export const plugins: typeof Plugins = own("@pulumi/pulumi/proto/plugin_pb");
export const statuses: typeof Statuses = own("@pulumi/pulumi/proto/status_pb");
export const anys: typeof Anys = theirs("google-protobuf/google/protobuf/any_pb");
export const empties: typeof Empties = theirs("google-protobuf/google/protobuf/empty_pb");
export const structs: typeof Structs = theirs("google-protobuf/google/protobuf/struct_pb");
