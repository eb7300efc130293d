import { type Answer, refuse } from "../gateway/answer.ts";
import type { Asked, Service } from "../gateway/service.ts";
import { type Desk, modify, reset } from "./change.ts";
import { codes, forbidden } from "./codes.ts";
import { list } from "./list.ts";
import { shown, shownAccount } from "./show.ts";

const INSTANCE = "/v2/{project_id}/instances/{instance_id}";
const ACCOUNT = `${INSTANCE}/accounts/{account_id}`;

/** DCS: instances, their accounts, and changes of the accounts' passwords. */
export function dcs(desks: readonly Desk[]): Service {
  const at = (answer: (desk: Desk, asked: Asked) => Answer) => (asked: Asked) => {
    const desk = desks.find(({ instance }) => instance.world.id === asked.params["instance_id"]);
    return desk ? answer(desk, asked) : refuse(codes.noInstance);
  };
  return {
    name: "dcs",
    otherProject: codes.otherProject,
    forbidden,
    routes: [
      {
        operation: "listInstances",
        method: "GET",
        path: "/v2/{project_id}/instances",
        action: "dcs:instance:list",
        answer: ({ query }) =>
          list(
            desks.map(({ instance }) => instance),
            query,
          ),
      },
      {
        operation: "showInstance",
        method: "GET",
        path: INSTANCE,
        action: "dcs:instance:get",
        answer: at(({ instance }) => ({ status: 200, body: shown(instance) })),
      },
      {
        operation: "listAclAccounts",
        method: "GET",
        path: `${INSTANCE}/accounts`,
        action: "dcs:aclaccount:list",
        answer: at(({ instance }) => {
          return {
            status: 200,
            body: { accounts: instance.accounts.map((account) => shownAccount(instance, account)) },
          };
        }),
      },
      {
        operation: "resetAclAccountPassWord",
        method: "PUT",
        path: `${ACCOUNT}/password/reset`,
        action: "dcs:aclaccount:resetPassword",
        answer: at(reset),
      },
      {
        operation: "updateAclAccountPassWord",
        method: "PUT",
        path: `${ACCOUNT}/password/modify`,
        action: "dcs:aclaccount:modifyPassword",
        answer: at(modify),
      },
    ],
  };
}
