import type { Answer } from "../gateway/answer.ts";
import type { Asked, Route, Service } from "../gateway/service.ts";
import { resetScreen, resetTerminal, searchScreens } from "./activation.ts";
import { resetPassword, updatePassword } from "./change.ts";
import { codes, no } from "./codes.ts";
import { accountLogin, appLogin } from "./login.ts";
import { searchMembers, showMember } from "./members.ts";
import { refresh, signOut, validate } from "./session.ts";
import type { Enterprise, Person } from "./state.ts";
import { bearer } from "./token.ts";

/** Meeting: logins, tokens, members and their passwords, activation codes. It knows no signatures of access keys. */
export function meeting(enterprise: Enterprise): Service {
  const free = open.map(({ answer, ...route }): Route => ({
    ...route,
    isUnsigned: true,
    answer: (asked) => answer(enterprise, asked),
  }));
  const owned = guarded.map(({ answer, isForMembers = false, ...route }): Route => ({
    ...route,
    isUnsigned: true,
    answer: (asked) => {
      const by = bearer(enterprise, asked);
      if ("code" in by) return no(by, asked);
      return by.adminType === 2 && !isForMembers ? no(codes.right, asked) : answer(enterprise, asked, by);
    },
  }));
  return { name: "meeting", otherProject: codes.token, forbidden: () => codes.right, routes: [...free, ...owned] };
}

type Named = Pick<Route, "operation" | "method" | "path">;

/** An operation that anybody may ask for: a login, or one whose token is its subject. */
interface Open extends Named {
  readonly answer: (enterprise: Enterprise, asked: Asked) => Answer;
}

/** An operation for administrators, unless it is for all members. */
interface Guarded extends Named {
  readonly isForMembers?: boolean;
  readonly answer: (enterprise: Enterprise, asked: Asked, by: Person) => Answer;
}

const TOKEN = "/v1/usg/acs/token";
const PASSWORD = "/v1/usg/acs/password";
const MEMBERS = "/v1/usg/dcs/corp/member";
const VISION = "/v1/usg/dcs/corp/vision/activecode";
const TERMINAL = "/v1/usg/dcs/corp/device/{sn}/activecode";

const open: readonly Open[] = [
  { operation: "createAppIdToken", method: "POST", path: "/v2/usg/acs/auth/appauth", answer: appLogin },
  { operation: "createToken", method: "POST", path: "/v1/usg/acs/auth/account", answer: accountLogin },
  { operation: "updateToken", method: "PUT", path: TOKEN, answer: refresh },
  { operation: "deleteToken", method: "DELETE", path: TOKEN, answer: signOut },
  { operation: "checkToken", method: "POST", path: `${TOKEN}/validate`, answer: validate },
];

const guarded: readonly Guarded[] = [
  { operation: "updatePwd", method: "PUT", path: PASSWORD, isForMembers: true, answer: updatePassword },
  { operation: "resetPwdByAdmin", method: "PUT", path: `${PASSWORD}/admin/reset`, answer: resetPassword },
  { operation: "searchUsers", method: "GET", path: MEMBERS, answer: searchMembers },
  { operation: "showUserDetail", method: "GET", path: `${MEMBERS}/{account}`, answer: showMember },
  { operation: "searchVisionActiveCode", method: "GET", path: VISION, answer: searchScreens },
  { operation: "resetVisionActiveCode", method: "PUT", path: `${VISION}/{account}/reset`, answer: resetScreen },
  { operation: "resetActivecode", method: "POST", path: TERMINAL, answer: resetTerminal },
];
