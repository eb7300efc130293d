import { type Answer, refuse } from "../gateway/answer.ts";
import type { Asked, Route, Service } from "../gateway/service.ts";
import { create, remove } from "./accounts.ts";
import { type Desk, modify, modifyOwn, reset, resetOwn } from "./change.ts";
import { codes, forbidden } from "./codes.ts";
import { list } from "./list.ts";
import { shown, shownAccount } from "./show.ts";

const INSTANCES = "/v2/{project_id}/instances";
const INSTANCE = `${INSTANCES}/{instance_id}`;
const PASSWORD = `${INSTANCE}/accounts/{account_id}/password`;

/** DCS: instances, their accounts, and changes of their passwords. */
export function dcs(desks: readonly Desk[]): Service {
  const all: Route = {
    operation: "listInstances",
    method: "GET",
    path: INSTANCES,
    action: "dcs:instance:list",
    answer: ({ query }) => list(instancesOf(desks), query),
  };
  const one = ofOne.map((route): Route => ({ ...route, answer: (asked) => at(desks, asked, route) }));
  return { name: "dcs", otherProject: codes.otherProject, forbidden, routes: [all, ...one] };
}

interface OfOne extends Omit<Route, "answer"> {
  answer(desk: Desk, asked: Asked): Answer;
}

/** Operations on one instance. */
const ofOne: readonly OfOne[] = [
  {
    operation: "showInstance",
    method: "GET",
    path: INSTANCE,
    action: "dcs:instance:get",
    answer: ({ instance }) => ({ status: 200, body: shown(instance) }),
  },
  {
    operation: "listAclAccounts",
    method: "GET",
    path: `${INSTANCE}/accounts`,
    action: "dcs:aclaccount:list",
    answer: ({ instance }) => {
      const accounts = instance.accounts.map((account) => shownAccount(instance, account));
      return { status: 200, body: { accounts } };
    },
  },
  {
    operation: "resetAclAccountPassWord",
    method: "PUT",
    path: `${PASSWORD}/reset`,
    action: "dcs:aclaccount:resetPassword",
    answer: reset,
  },
  {
    operation: "updateAclAccountPassWord",
    method: "PUT",
    path: `${PASSWORD}/modify`,
    action: "dcs:aclaccount:modifyPassword",
    answer: modify,
  },
  {
    operation: "createAclAccount",
    method: "POST",
    path: `${INSTANCE}/accounts`,
    action: "dcs:aclaccount:create",
    answer: create,
  },
  {
    operation: "deleteAclAccount",
    method: "DELETE",
    path: `${INSTANCE}/accounts/{account_id}`,
    action: "dcs:aclaccount:delete",
    answer: remove,
  },
  {
    operation: "updatePassword",
    method: "PUT",
    path: `${INSTANCE}/password`,
    action: "dcs:instance:modifyAuthInfo",
    answer: modifyOwn,
  },
  {
    operation: "resetPassword",
    method: "POST",
    path: `${INSTANCE}/password/reset`,
    action: "dcs:instance:resetAuthInfo",
    answer: resetOwn,
  },
];

function at(desks: readonly Desk[], asked: Asked, route: OfOne): Answer {
  const desk = desks.find(({ instance }) => instance.world.id === asked.params["instance_id"]);
  return desk ? route.answer(desk, asked) : refuse(codes.noInstance);
}

function instancesOf(desks: readonly Desk[]): Desk["instance"][] {
  return desks.map(({ instance }) => instance);
}
