import type { Asked, Route, Service } from "../gateway/service.ts";
import type { Answer } from "../gateway/answer.ts";
import { createKey, deleteKey, listKeys, showKey, updateKey } from "./credentials.ts";
import { showLoginPolicy, showPasswordPolicy } from "./policies.ts";
import { listDomains, listProjects } from "./projects.ts";
import type { Iam } from "./state.ts";
import { createToken } from "./tokens.ts";
import { listUsers, showLoginProtect, showUser, updateOwnPassword, updateUser } from "./users.ts";

const USER = "/v3.0/OS-USER/users/{user_id}";
const POLICY = "/v3.0/OS-SECURITYPOLICY/domains/{domain_id}";
const KEYS = "/v3.0/OS-CREDENTIAL/credentials";
const KEY = `${KEYS}/{access_key}`;

type Row = readonly [Route["operation"], Route["method"], Route["path"], string, (iam: Iam, asked: Asked) => Answer];

const rows: readonly Row[] = [
  ["keystoneListProjects", "GET", "/v3/projects", "iam:projects:list", ({ made }, asked) => listProjects(made, asked)],
  ["keystoneListUsers", "GET", "/v3/users", "iam:users:listUsers", listUsers],
  ["showUser", "GET", USER, "iam:users:getUser", showUser],
  ["updateUser", "PUT", USER, "iam:users:updateUser", updateUser],
  ["keystoneUpdateUserByAdmin", "PATCH", "/v3/users/{user_id}", "iam:users:updateUser", updateUser],
  ["showUserLoginProtect", "GET", `${USER}/login-protect`, "iam:users:getUserLoginProtect", showLoginProtect],
  [
    "showDomainPasswordPolicy",
    "GET",
    `${POLICY}/password-policy`,
    "iam:securitypolicies:getPasswordPolicy",
    showPasswordPolicy,
  ],
  ["showDomainLoginPolicy", "GET", `${POLICY}/login-policy`, "iam:securitypolicies:getLoginPolicy", showLoginPolicy],
  ["createPermanentAccessKey", "POST", KEYS, "iam:credentials:createCredential", createKey],
  ["listPermanentAccessKeys", "GET", KEYS, "iam:credentials:listCredentials", listKeys],
  ["showPermanentAccessKey", "GET", KEY, "iam:credentials:getCredential", showKey],
  ["updatePermanentAccessKey", "PUT", KEY, "iam:credentials:updateCredential", updateKey],
  ["deletePermanentAccessKey", "DELETE", KEY, "iam:credentials:deleteCredential", deleteKey],
];

/** IAM: tokens, users, access keys, policies and projects. */
export function iam(of: Iam): Service {
  return {
    name: "iam",
    otherProject: { status: 401, code: "IAM.0001", message: "The request you have made requires authentication." },
    isEncoding: true,
    forbidden: (action) => ({
      status: 403,
      code: "IAM.0003",
      message: `Policy doesn't allow ${action} to be performed.`,
    }),
    routes: [
      ...rows.map(([operation, method, path, action, answer]) => ({
        operation,
        method,
        path,
        action,
        answer: (asked: Asked) => answer(of, asked),
      })),
      {
        operation: "keystoneListAuthDomains",
        method: "GET",
        path: "/v3/auth/domains",
        answer: () => listDomains(of.made),
      },
      {
        operation: "keystoneListAuthProjects",
        method: "GET",
        path: "/v3/auth/projects",
        answer: (asked) => listProjects(of.made, asked),
      },
      {
        operation: "keystoneUpdateUserPassword",
        method: "POST",
        path: "/v3/users/{user_id}/password",
        answer: (asked) => updateOwnPassword(of, asked),
      },
      {
        operation: "keystoneCreateUserTokenByPassword",
        method: "POST",
        path: "/v3/auth/tokens",
        isUnsigned: true,
        answer: (asked) => createToken(of, asked),
      },
    ],
  };
}
