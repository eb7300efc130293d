import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";

/** A MeetingRefusal is a code with its text in both languages. Which status a code has is known of two alone: the others' are our choice. */
export interface MeetingRefusal {
  readonly status: number;
  readonly code: string;
  readonly en: string;
  readonly zh: string;
}

const of = (status: number, digits: string, en: string, zh: string): MeetingRefusal => ({
  status,
  code: `USG.${digits}`,
  en,
  zh,
});

/** What Meeting refuses with. */
export const codes = {
  parameter: of(400, "200000003", "Invalid parameter.", "参数错误"),
  token: of(401, "206020000", "The token is invalid.", "token无效"),
  pushedOut: of(401, "206020002", "The token was kicked out.", "token已被踢出"),
  notValid: of(401, "000000004", "Authentication failed.", "鉴权失败"),
  login: of(401, "206010000", "Incorrect account or password.", "用户名或密码错误"),
  suspended: of(412, "206010007", "The account is suspended.", "账号已停用"),
  locked: of(423, "118000002", "The account is locked.", "账号已锁定"),
  app: of(401, "206010025", "App ID authentication failed.", "App ID鉴权失败"),
  lapsed: of(401, "206010057", "The signature has expired.", "签名已过期"),
  unregistered: of(401, "206010030", "The App ID may not register users.", "App ID不允许自动开户"),
  right: of(403, "206030016", "No permission.", "没有权限"),
  noUser: of(400, "206030000", "The user does not exist.", "用户不存在"),
  briefLock: of(400, "206030015", "The user is locked. Try again in 60 seconds.", "用户已锁定，请60秒后重试"),
  oldWrong: of(400, "206030006", "The old password is incorrect.", "旧密码错误"),
  recent: of(400, "206030011", "The password was changed less than 5 minutes ago.", "5分钟内已修改过密码"),
  length: of(400, "206030007", "The password length is incorrect.", "密码长度错误"),
  complexity: of(400, "206030008", "The password is too simple.", "密码复杂度不足"),
  used: of(400, "206030009", "The password was used recently.", "不能使用最近用过的密码"),
  repeated: of(400, "206030010", "The password has repeated characters.", "密码包含重复字符"),
  named: of(400, "206030012", "The password contains the account or its reverse.", "密码不能包含账号或其倒序"),
  alike: of(400, "206030013", "At least two characters must differ.", "新旧密码至少有2个字符不同"),
  format: of(400, "206030014", "The password format is incorrect.", "密码格式错误"),
  noCode: of(400, "201050012", "The activation code does not exist.", "激活码不存在"),
  /** Of the sixth reset of a terminal within 24 hours; no source says which code that is. */
  tooOften: of(400, "201050021", "The operation failed.", "操作失败"),
} as const satisfies Record<string, MeetingRefusal>;

/** A refusal in Meeting's envelope, in the language that was asked for: Chinese unless it is English. */
export function no({ status, code, en, zh }: MeetingRefusal, { header, requestId }: Asked): Answer {
  const isEnglish = header("accept-language")?.toLowerCase().startsWith("en") === true;
  return { status, body: { error_code: code, error_msg: isEnglish ? en : zh, request_id: requestId } };
}
