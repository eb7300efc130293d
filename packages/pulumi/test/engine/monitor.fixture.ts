import { createRequire } from "node:module";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as EngineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type * as Engine from "@pulumi/pulumi/proto/engine_pb.js";
import type * as MonitorServices from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import type * as Monitor from "@pulumi/pulumi/proto/resource_pb.js";
import { struct } from "../../src/plugin/struct.ts";
import { empties, grpc } from "../../src/plugin/stubs.ts";
import { unary } from "../../src/plugin/unary.ts";
import type { Properties } from "../process/provider.fixture.ts";
import { type Registered, underIn, urnOf } from "./resources.fixture.ts";
import type { Registered200 } from "./steps.fixture.ts";

const require = createRequire(import.meta.url);
const engineServices: typeof EngineServices = require("@pulumi/pulumi/proto/engine_grpc_pb");
const engine: typeof Engine = require("@pulumi/pulumi/proto/engine_pb");
const monitorServices: typeof MonitorServices = require("@pulumi/pulumi/proto/resource_grpc_pb");
const monitor: typeof Monitor = require("@pulumi/pulumi/proto/resource_pb");

/** What a program may ask of the engine. */
export interface Asked {
  register(wanted: Registered): Promise<Registered200>;
  read(wanted: { type: string; name: string; id: string; inputs: Properties }): Promise<Registered200>;
  export(outputs: Properties): void;
  fail(message: string): void;
}

/** Aliases, secrets and their like: what the SDK asks the engine whether it knows. */
const FEATURES = [0, 3, 4, 5, 6];

/** monitorFor serves a program what it asks for, over gRPC on a free port of loopback. */
export async function monitorFor(asked: Asked, isPreview: boolean): Promise<AsyncDisposable & { address: string }> {
  const server = new grpc.Server();
  server.addService(monitorServices.ResourceMonitorService, resources(asked, isPreview));
  server.addService(engineServices.EngineService, messages(asked));
  const port = await new Promise<number>((resolve, reject) => {
    const listening = (error: Error | null, at: number) => (error ? reject(error) : resolve(at));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), listening);
  });
  return { address: `127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => server.forceShutdown() };
}

function resources(asked: Asked, isPreview: boolean): UntypedServiceImplementation {
  return {
    getDeploymentInfo: unary(() => {
      const told = new monitor.DeploymentInfo().setProject("shop").setStack("dev").setDryrun(isPreview);
      return told.setSupportedfeaturesList(FEATURES);
    }),
    supportsFeature: unary((request: Monitor.SupportsFeatureRequest) =>
      new monitor.SupportsFeatureResponse().setHassupport(["secrets", "aliasSpecs"].includes(request.getId())),
    ),
    registerResource: unary((request: Monitor.RegisterResourceRequest) => registered(request, asked)),
    readResource: unary(async (request: Monitor.ReadResourceRequest) => {
      const inputs = { ...request.getProperties()?.toJavaScript() };
      const wanted = { type: request.getType(), name: request.getName(), id: request.getId(), inputs };
      const { urn, outputs } = await asked.read(wanted);
      return new monitor.ReadResourceResponse().setUrn(urn).setProperties(struct(outputs));
    }),
    registerResourceOutputs: unary((request: Monitor.RegisterResourceOutputsRequest) => {
      asked.export({ ...request.getOutputs()?.toJavaScript() });
      return new empties.Empty();
    }),
    signalAndWaitForShutdown: unary(() => new empties.Empty()),
  };
}

async function registered(request: Monitor.RegisterResourceRequest, asked: Asked) {
  const under = (own: string) => underIn(request.getParent(), own);
  const [type, name] = [under(request.getType()), request.getName()];
  const told = new monitor.RegisterResourceResponse().setResult(0);
  if (!request.getCustom()) return told.setUrn(urnOf(type, name)).setObject(struct({}));
  const { urn, id, outputs } = await asked.register({
    type,
    name,
    inputs: { ...request.getObject()?.toJavaScript() },
    aliases: request.getAliasesList().map((alias) => under(alias.getSpec()?.getType() ?? "")),
    position: request.getSourceposition()?.getUri() ?? "",
  });
  return told.setUrn(urn).setId(id).setObject(struct(outputs));
}

function messages(asked: Asked): UntypedServiceImplementation {
  let root = "";
  return {
    log: unary((request: Engine.LogRequest) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) asked.fail(request.getMessage());
      return new empties.Empty();
    }),
    getRootResource: unary(() => new engine.GetRootResourceResponse().setUrn(root)),
    setRootResource: unary((request: Engine.SetRootResourceRequest) => {
      root = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
    requirePulumiVersion: unary(() => new engine.RequirePulumiVersionResponse()),
  };
}
