import type { handleUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { Partial } from "../provider/partial.ts";
import { messageOf } from "../provider/message.ts";
import { anys, grpc, messages, statuses } from "./stubs.ts";
import { struct } from "./struct.ts";

type Work<Q> = (request: Q) => object | Promise<object>;

/** unary answers each request with what work makes of it, and a failure with its message alone. */
export const unary =
  <Q>(work: Work<Q>): handleUnaryCall<Q, object> =>
  ({ request }, done) =>
    void answer(work, request, done);

async function answer<Q>(work: Work<Q>, request: Q, done: sendUnaryData<object>): Promise<void> {
  try {
    done(null, await work(request));
  } catch (error) {
    const failure = { code: grpc.status.UNKNOWN, details: messageOf(error) };
    done(error instanceof Partial ? { ...failure, metadata: detailsOf(error) } : failure);
  }
}

/** How the engine is told of a resource that exists and is not as it should be. */
function detailsOf({ id, properties, reasons, message }: Partial): InstanceType<typeof grpc.Metadata> {
  const failed = new messages.ErrorResourceInitFailed().setId(id).setReasonsList(reasons);
  failed.setProperties(struct(properties));
  const any = new anys.Any();
  any.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statuses.Status().setCode(grpc.status.UNKNOWN).setMessage(message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
