import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { check } from "../provider/check.ts";
import { diff } from "../provider/diff.ts";
import { type Properties, without } from "../provider/properties.ts";
import { Names } from "../provider/names.ts";
import { create, update } from "../provider/put.ts";
import { find, refresh } from "../provider/read.ts";
import { remove } from "../provider/remove.ts";
import type { Through } from "../provider/through.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { inputsFor, kindOf } from "./inputs.ts";
import { closed, open, secretKeys } from "./secrets.ts";
import { properties, struct } from "./struct.ts";
import { empties, messages } from "./stubs.ts";
import { unary } from "./unary.ts";

/** Open is what the engine's configuration opened. */
export interface Open extends Through {
  readonly organization: () => string;
}

/** resources serves what the engine asks of a resource. Secret marks are taken off for the implementation, and put on again. */
export function resources(through: Open): UntypedServiceImplementation {
  const names = new Names();
  return {
    check: unary((request: CheckRequest) => checked(request, through.organization(), names)),
    diff: unary((request: DiffRequest) => differing(properties(request.getOlds()), properties(request.getNews()))),
    create: unary(async (request: CreateRequest) => {
      const inputs = properties(request.getProperties());
      if (request.getPreview()) return new messages.CreateResponse().setProperties(struct(foreseen(inputs, UNKNOWN)));
      const { id, outs } = await create(open(inputs), through);
      return new messages.CreateResponse().setId(id).setProperties(struct(closed(outs, secretKeys(inputs))));
    }),
    update: unary(async (request: UpdateRequest) => {
      const [olds, news] = [properties(request.getOlds()), properties(request.getNews())];
      const answer = new messages.UpdateResponse();
      if (request.getPreview()) return answer.setProperties(struct(foreseen(news, request.getId())));
      const { outs } = await update(request.getId(), open(olds), { news: open(news), through });
      return answer.setProperties(struct(closed(outs, secretKeys(news))));
    }),
    read: unary((request: ReadRequest) => read(request, through)),
    delete: unary(async (request: DeleteRequest) => {
      await remove(request.getId(), open(properties(request.getProperties())), through);
      return new empties.Empty();
    }),
  };
}

/** What a preview knows of a resource's outputs. */
const foreseen = (inputs: Properties, uid: string): Properties => ({ ...inputs, uid, generation: UNKNOWN });

function checked(request: CheckRequest, organization: string, names: Names): object {
  const [olds, news] = [open(properties(request.getOlds())), properties(request.getNews())];
  const inputs = inputsFor(request.getUrn(), { olds, news, organization });
  const { failures } = check({ ...open(inputs), secrets: secretKeys(inputs) });
  const told = [...failures, ...names.take(open(inputs))].map(({ property, reason }) =>
    new messages.CheckFailure().setProperty(property).setReason(reason),
  );
  return new messages.CheckResponse().setInputs(struct(inputs)).setFailuresList(told);
}

/** The provider's text of a resource that was declared without this plugin is no difference: it goes at the next update. */
function differing(olds: Properties, news: Properties): object {
  const { changed, replaces } = diff(without(open(olds), "__provider"), open(news));
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const answer = new messages.DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  answer
    .setDiffsList([...changed])
    .setReplacesList([...replaces])
    .setDeletebeforereplace(replaces.length > 0);
  answer.setStablesList(["uid", "kind", "name"]).setHasdetaileddiff(true);
  const { UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  for (const name of changed) {
    const kind = replaces.includes(name) ? UPDATE_REPLACE : UPDATE;
    answer.getDetaileddiffMap().set(name, new messages.PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return answer;
}

/** Without a state it is an import, or a resource that a program only gets. */
async function read(request: ReadRequest, through: Open): Promise<object> {
  const [state, inputs] = [properties(request.getProperties()), properties(request.getInputs())];
  const id = request.getId();
  const kind = kindOf(request.getUrn());
  const found =
    state["uid"] === undefined
      ? await find(id, { kind }, through)
      : await refresh(id, { ...open(state), kind }, through);
  const answer = new messages.ReadResponse();
  if (!found) return answer;
  const secrets = secretKeys(state, inputs);
  answer.setId(found.id).setProperties(struct(closed(without(found.props, "__provider", "secrets"), secrets)));
  return answer.setInputs(struct(closed(without(found.inputs, "__provider", "secrets"), secrets)));
}
