import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { CheckRequest, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Properties } from "../provider/properties.ts";
import { closed, open } from "./secrets.ts";
import { properties, struct } from "./struct.ts";
import { empties, messages, plugins } from "./stubs.ts";
import { unary } from "./unary.ts";

/** What the plugin says of itself, and what the engine says to it. */
export interface Itself {
  /** The package's schema, as JSON. */
  readonly schema: string;
  readonly version: string;
  readonly configured: (config: Properties) => void;
  readonly cancelled: () => void;
}

/** itself serves what the engine asks of the provider as a whole: neither the daemon nor its token is needed for any of it. */
export function itself({ schema, version, configured, cancelled }: Itself): UntypedServiceImplementation {
  return {
    handshake: unary(() => new messages.ProviderHandshakeResponse().setAcceptSecrets(true)),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema(schema)),
    getPluginInfo: unary(() => new plugins.PluginInfo().setVersion(version)),
    // The token is a secret in the state, however it came.
    checkConfig: unary((request: CheckRequest) =>
      new messages.CheckResponse().setInputs(struct(closed(properties(request.getNews()), ["token"]))),
    ),
    // Another address or another token is no other provider: nothing is replaced for it.
    diffConfig: unary(() => new messages.DiffResponse()),
    configure: unary((request: ConfigureRequest) => {
      configured(open(properties(request.getArgs())));
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    cancel: unary(() => {
      cancelled();
      return new empties.Empty();
    }),
  };
}
