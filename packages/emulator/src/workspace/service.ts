import { type Answer } from "../gateway/answer.ts";
import type { Asked, Route, Service } from "../gateway/service.ts";
import { flat, stray } from "../iam/answers.ts";
import { type DesktopUser, randomPassword } from "./state.ts";

const USERS = "/v2/{project_id}/users";
const USER = `${USERS}/{user_id}`;

type Row = readonly [
  Route["operation"],
  Route["path"],
  string,
  (users: readonly DesktopUser[], asked: Asked) => Answer,
];

const rows: readonly Row[] = [
  ["listUsers", USERS, "workspace:users:list", list],
  ["listUserDetail", USER, "workspace:users:get", detail],
  ["resetRandomPassword", `${USER}/random-password`, "workspace:users:randomPassword", resetRandomPassword],
];

/** Workspace: users of cloud desktops, and the GET that gives one a new password. */
export function workspace(users: readonly DesktopUser[]): Service {
  return {
    name: "workspace",
    otherProject: { status: 401, code: "WKS.0401", message: "Authentication failed." },
    isEncoding: true,
    forbidden: (action) => ({
      status: 403,
      code: "WKS.0403",
      message: `Policy doesn't allow ${action} to be performed.`,
    }),
    routes: rows.map(([operation, path, action, answer]) => ({
      operation,
      method: "GET" as const,
      path,
      action,
      answer: (asked: Asked) => answer(users, asked),
    })),
  };
}

const DOCUMENTED = ["user_name", "user_names", "limit", "offset", "description", "active_type", "group_name"];

function list(users: readonly DesktopUser[], asked: Asked): Answer {
  const [name, type] = [asked.query.get("user_name"), asked.query.get("active_type")];
  const [offset, limit] = [asked.query.get("offset") ?? "0", asked.query.get("limit") ?? `${users.length}`];
  if (stray(asked, ...DOCUMENTED) !== undefined || !/^\d{1,9}$/.test(offset) || !/^\d{1,9}$/.test(limit))
    return flat(400, "WKS.0003", "The request parameter is invalid.");
  const found = users.filter(
    ({ world }) => (name === null || world.name.includes(name)) && (type === null || world.activeType === type),
  );
  const page = found.slice(Number(offset), Number(offset) + Number(limit));
  const shown = page.map((user) => ({ ...common(user), account_expired: user.world.expired, total_desktops: 1 }));
  return { status: 200, body: { total_count: found.length, users: shown } };
}

function detail(users: readonly DesktopUser[], { params }: Asked): Answer {
  const user = users.find(({ world }) => world.id === params["user_id"]);
  if (!user) return absent;
  return { status: 200, body: { user_detail: { ...common(user), user_expired: user.world.expired } } };
}

const absent = flat(404, "WKS.00170312", "The user does not exist.");

/** Strict about the media type, which the page calls mandatory though there is no body, and about who has to be told. */
function resetRandomPassword(users: readonly DesktopUser[], asked: Asked): Answer {
  if (asked.mediaType !== "application/json") return flat(400, "WKS.0001", "The request message is empty.");
  const notices = asked.query.get("notification_type")?.split(",") ?? [];
  if (stray(asked, "notification_type") !== undefined || notices.some((each) => !["email", "phone"].includes(each)))
    return flat(400, "WKS.0003", "The request parameter is invalid.");
  const user = users.find(({ world }) => world.id === asked.params["user_id"]);
  if (!user) return absent;
  // That such a user has to be told is documented; with what code Workspace insists is not.
  if (user.world.activeType === "USER_ACTIVATE" && notices.length === 0)
    return flat(400, "WKS.0003", "The request parameter is invalid.");
  const password = randomPassword();
  const apply = () => {
    user.previous.push(user.password);
    user.password = password;
    user.notices.push(...notices);
  };
  return { status: 200, body: { password: password.reveal() }, apply };
}

function common({ world, locked, disabled }: DesktopUser) {
  return {
    id: world.id,
    user_name: world.name,
    user_email: world.email,
    active_type: world.activeType,
    locked,
    disabled,
    description: "",
    enabled_change_password: true,
    password_never_expired: true,
    next_login_change_password: false,
  };
}
