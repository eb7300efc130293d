// Written by `pnpm generate` from the kinds' schemas, by nobody else.
import type { KindSchema, Schema } from "../schema/schema.ts";

const common: Readonly<Record<string, Schema>> = {
  connection: {
    type: "string",
    description: "The operator's connection through which it is rotated.",
  },
  rotate: {
    type: "object",
    description: "When it is rotated: `every: 30d`, or `cron` with a `zone`.",
    errorMessage: "write `every` or `cron`, one of the two",
    properties: {
      every: {
        type: "string",
        description: "The time between two rotations, such as `30d`.",
        errorMessage: "a duration is written like 30d, 12h, 9m or 90s",
        pattern: "(?=.*\\d)^(?:(\\d{1,5})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,8})s)?$",
      },
      cron: {
        type: "string",
        description: "A cron expression of five fields, such as `0 3 * * 6`.",
      },
      zone: {
        type: "string",
        description: "An IANA time zone, such as `Europe/Berlin`; UTC where absent.",
      },
      windows: {
        type: "array",
        description: "Unasked rotations begin in one of these alone.",
        items: {
          type: "object",
          description: "When rotations may begin that nobody asked for.",
          properties: {
            cron: {
              type: "string",
              description: "A cron expression of five fields, such as `0 3 * * 6`.",
            },
            for: {
              type: "string",
              description: "How long it stays open, such as `4h`.",
              errorMessage: "a duration is written like 30d, 12h, 9m or 90s",
              pattern: "(?=.*\\d)^(?:(\\d{1,5})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,8})s)?$",
            },
            zone: {
              type: "string",
              description: "An IANA time zone, such as `Europe/Berlin`; UTC where absent.",
            },
          },
          required: ["cron", "for"],
          additionalProperties: false,
        },
        maxItems: 30,
      },
      blackouts: {
        type: "array",
        description: "No rotation begins in one of these.",
        items: {
          type: "object",
          description: "When no rotation begins.",
          properties: {
            from: {
              type: "string",
              description: "A date (`2026-12-20`) or an instant with its offset (`2026-12-20T18:00:00+01:00`).",
            },
            to: {
              type: "string",
              description:
                "A date (`2026-12-20`) or an instant with its offset (`2026-12-20T18:00:00+01:00`). A date is the whole day, an instant is excluded.",
            },
            zone: {
              type: "string",
              description: "An IANA time zone, such as `Europe/Berlin`; UTC where absent.",
            },
          },
          required: ["from", "to"],
          additionalProperties: false,
        },
        maxItems: 100,
      },
      jitter: {
        type: "string",
        description: "Each rotation is owed up to this much later, never earlier.",
        errorMessage: "a duration is written like 30d, 12h, 9m or 90s",
        pattern: "(?=.*\\d)^(?:(\\d{1,5})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,8})s)?$",
      },
    },
    additionalProperties: false,
    oneOf: [
      {
        required: ["every"],
      },
      {
        required: ["cron"],
      },
    ],
  },
  deliver: {
    type: "array",
    description: "The operator's sinks that get each new secret; none where absent.",
    items: {
      type: "string",
    },
  },
  grace: {
    type: "string",
    description:
      "How long the previous secret stays valid where the service has two, such as `1h`; not at all where absent.",
    errorMessage: "a duration is written like 30d, 12h, 9m or 90s",
    pattern: "(?=.*\\d)^(?:(\\d{1,5})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,8})s)?$",
  },
  approval: {
    type: "string",
    description:
      "Who is asked before a rotation that disturbs a person or a device: nobody (`auto`) or a person, who approves each (`person`, also where absent).",
    enum: ["auto", "person"],
  },
  heartbeat: {
    type: "string",
    description:
      "How often a login looks whether the secret in force is still accepted, such as `12h`, or `off`; once a day where absent, for kinds with a login.",
  },
  drift: {
    type: "string",
    description:
      "What follows where the service refuses the secret in force: people are told (`report`, also where absent), or it is rotated (`rotate`).",
    enum: ["report", "rotate"],
  },
  stagger: {
    type: "object",
    description:
      "A group of which no two begin a rotation within an offset, such as `{ group: frontends, offset: 10m }`.",
    properties: {
      group: {
        type: "string",
        description: "What it is called: a name like those of credentials.",
      },
      offset: {
        type: "string",
        description: "How far apart any two of it begin, such as `10m`.",
        errorMessage: "a duration is written like 30d, 12h, 9m or 90s",
        pattern: "(?=.*\\d)^(?:(\\d{1,5})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,8})s)?$",
      },
    },
    required: ["group", "offset"],
    additionalProperties: false,
  },
  name: {
    type: "string",
    description: "The declaration's name; the resource's where absent. Unique over all declarations of a daemon.",
    errorMessage: "a name has a-z, 0-9 and -, up to 63 characters, up to four such words joined by dots",
    pattern: "^[a-z0-9][a-z0-9-]{0,62}(\\.[a-z0-9][a-z0-9-]{0,62}){0,3}$",
  },
  adopt: {
    type: "boolean",
    description: "Takes over a declaration of this name that another owner has, or nobody; refused where absent.",
  },
  deletionPolicy: {
    type: "string",
    description:
      "What becomes of the declaration when the resource is deleted: it keeps being rotated, without an owner (`retain`, also where absent), or is forgotten (`forget`): nothing changes at the service or in sinks, and it is rotated no more.",
    enum: ["retain", "forget"],
  },
  force: {
    type: "boolean",
    description: "Forgets it even where nobody knows which of two secrets is in force.",
  },
  waitForReady: {
    type: "string",
    description: "How long to wait for the first secret to be in force, such as `2m`; not at all where absent.",
    errorMessage: "a duration is written like 30d, 12h, 9m or 90s",
    pattern: "(?=.*\\d)^(?:(\\d{1,5})d)?\\s*(?:(\\d{1,6})h)?\\s*(?:(\\d{1,7})m)?\\s*(?:(\\d{1,8})s)?$",
  },
};

/** What a program can know of each kind, by name. */
export const kinds: Readonly<Record<string, KindSchema>> = {
  "dcs.acl-password": {
    type: "dcs:AclPassword",
    whose: ["instance", "user"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["connection", "rotate"],
      oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
      errorMessage: "write `account`, or two `accounts` that take turns",
      properties: {
        account: {
          type: "object",
          properties: {
            instance: {
              type: "string",
              description: "The instance, by id or by name.",
              errorMessage: "an instance is named by its id or its name: 4 to 64 letters, digits, `_` and `-`",
              pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$",
            },
            user: {
              type: "string",
              description: "The name of the ACL account.",
              errorMessage: "an ACL account's name starts with a letter and has 1 to 64 letters, digits, `_` and `-`",
              pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$",
            },
            login: {
              type: "string",
              description:
                "How a login is proved: `AUTH user:password`, which is documented, where absent; `AUTH user password` where the instance takes it (unconfirmed for Redis 6 and 7 on DCS).",
              enum: ["one-argument", "two-argument"],
            },
          },
          required: ["instance", "user"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            properties: {
              instance: {
                type: "string",
                description: "The instance, by id or by name.",
                errorMessage: "an instance is named by its id or its name: 4 to 64 letters, digits, `_` and `-`",
                pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$",
              },
              user: {
                type: "string",
                description: "The name of the ACL account.",
                errorMessage: "an ACL account's name starts with a letter and has 1 to 64 letters, digits, `_` and `-`",
                pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$",
              },
              login: {
                type: "string",
                description:
                  "How a login is proved: `AUTH user:password`, which is documented, where absent; `AUTH user password` where the instance takes it (unconfirmed for Redis 6 and 7 on DCS).",
                enum: ["one-argument", "two-argument"],
              },
            },
            required: ["instance", "user"],
            additionalProperties: false,
            description: "Whose secret it is.",
          },
          minItems: 2,
          maxItems: 2,
          description:
            "In place of one account, two that take turns: the one in force is never the one that is changed.",
        },
        ...common,
      },
    },
  },
  "dcs.instance-password": {
    type: "dcs:InstancePassword",
    whose: ["instance"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["connection", "rotate"],
      oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
      errorMessage: "write `account`, or two `accounts` that take turns",
      properties: {
        account: {
          type: "object",
          properties: {
            instance: {
              type: "string",
              description: "The instance, by id or by name.",
              errorMessage: "an instance is named by its id or its name: 4 to 64 letters, digits, `_` and `-`",
              pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$",
            },
          },
          required: ["instance"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            properties: {
              instance: {
                type: "string",
                description: "The instance, by id or by name.",
                errorMessage: "an instance is named by its id or its name: 4 to 64 letters, digits, `_` and `-`",
                pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$",
              },
            },
            required: ["instance"],
            additionalProperties: false,
            description: "Whose secret it is.",
          },
          minItems: 2,
          maxItems: 2,
          description:
            "In place of one account, two that take turns: the one in force is never the one that is changed.",
        },
        ...common,
      },
    },
  },
  "iam.access-key": {
    type: "iam:AccessKey",
    whose: ["user"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["account", "connection", "rotate"],
      properties: {
        account: {
          type: "object",
          properties: {
            user: {
              type: "string",
              description: "The IAM user, by name or by id.",
              errorMessage: "an IAM user is named by its name or its id: letters, digits, blanks, `-`, `_` and `.`",
              pattern: "^[A-Za-z_-][A-Za-z0-9 ._-]{0,63}$|^[0-9a-f]{32}$",
            },
          },
          required: ["user"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        ...common,
      },
    },
  },
  "iam.random-password": {
    type: "iam:RandomPassword",
    whose: ["user"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["connection", "rotate"],
      oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
      errorMessage: "write `account`, or two `accounts` that take turns",
      properties: {
        account: {
          type: "object",
          properties: {
            user: {
              type: "string",
              description: "The user of cloud desktops, by name or by id.",
              errorMessage: "a desktop user is named by its name or its id",
              pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$",
            },
            notify: {
              type: "array",
              description:
                "Sends each new password to the user too, by mail or to the phone; nobody is told where absent. Users who activate their desktops themselves need it.",
              items: { type: "string", enum: ["email", "phone"] },
              minItems: 1,
            },
          },
          required: ["user"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            properties: {
              user: {
                type: "string",
                description: "The user of cloud desktops, by name or by id.",
                errorMessage: "a desktop user is named by its name or its id",
                pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$",
              },
              notify: {
                type: "array",
                description:
                  "Sends each new password to the user too, by mail or to the phone; nobody is told where absent. Users who activate their desktops themselves need it.",
                items: { type: "string", enum: ["email", "phone"] },
                minItems: 1,
              },
            },
            required: ["user"],
            additionalProperties: false,
            description: "Whose secret it is.",
          },
          minItems: 2,
          maxItems: 2,
          description:
            "In place of one account, two that take turns: the one in force is never the one that is changed.",
        },
        ...common,
      },
    },
  },
  "iam.user-password": {
    type: "iam:UserPassword",
    whose: ["user"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["connection", "rotate"],
      oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
      errorMessage: "write `account`, or two `accounts` that take turns",
      properties: {
        account: {
          type: "object",
          properties: {
            user: {
              type: "string",
              description: "The IAM user, by name or by id.",
              errorMessage: "an IAM user is named by its name or its id: letters, digits, blanks, `-`, `_` and `.`",
              pattern: "^[A-Za-z_-][A-Za-z0-9 ._-]{0,63}$|^[0-9a-f]{32}$",
            },
          },
          required: ["user"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            properties: {
              user: {
                type: "string",
                description: "The IAM user, by name or by id.",
                errorMessage: "an IAM user is named by its name or its id: letters, digits, blanks, `-`, `_` and `.`",
                pattern: "^[A-Za-z_-][A-Za-z0-9 ._-]{0,63}$|^[0-9a-f]{32}$",
              },
            },
            required: ["user"],
            additionalProperties: false,
            description: "Whose secret it is.",
          },
          minItems: 2,
          maxItems: 2,
          description:
            "In place of one account, two that take turns: the one in force is never the one that is changed.",
        },
        ...common,
      },
    },
  },
  "meeting.admin-reset": {
    type: "meeting:AdminReset",
    whose: ["account"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["account", "connection", "rotate"],
      properties: {
        account: {
          type: "object",
          properties: {
            account: {
              type: "string",
              description: "The Meeting account, as the management console shows it.",
              errorMessage: "a Meeting account has 1 to 255 characters, no blank and no colon",
              pattern: "^[^\\s:]{1,255}$",
            },
          },
          required: ["account"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        ...common,
      },
    },
  },
  "meeting.own-password": {
    type: "meeting:OwnPassword",
    whose: ["account"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["connection", "rotate"],
      oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
      errorMessage: "write `account`, or two `accounts` that take turns",
      properties: {
        account: {
          type: "object",
          properties: {
            account: {
              type: "string",
              description: "The Meeting account, as the management console shows it.",
              errorMessage: "a Meeting account has 1 to 255 characters, no blank and no colon",
              pattern: "^[^\\s:]{1,255}$",
            },
            clientType: {
              description:
                "The client that a check signs in as: 72 where absent. A newer page lists 0 (web), 5 (PC) and 6 (mobile) alone (unconfirmed). A check asks for no token, so none pushes anybody out.",
              anyOf: [
                { type: "number", const: 0 },
                { type: "number", const: 5 },
                { type: "number", const: 6 },
                { type: "number", const: 72 },
              ],
            },
          },
          required: ["account"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            properties: {
              account: {
                type: "string",
                description: "The Meeting account, as the management console shows it.",
                errorMessage: "a Meeting account has 1 to 255 characters, no blank and no colon",
                pattern: "^[^\\s:]{1,255}$",
              },
              clientType: {
                description:
                  "The client that a check signs in as: 72 where absent. A newer page lists 0 (web), 5 (PC) and 6 (mobile) alone (unconfirmed). A check asks for no token, so none pushes anybody out.",
                anyOf: [
                  { type: "number", const: 0 },
                  { type: "number", const: 5 },
                  { type: "number", const: 6 },
                  { type: "number", const: 72 },
                ],
              },
            },
            required: ["account"],
            additionalProperties: false,
            description: "Whose secret it is.",
          },
          minItems: 2,
          maxItems: 2,
          description:
            "In place of one account, two that take turns: the one in force is never the one that is changed.",
        },
        reconcile: {
          type: "object",
          description:
            "An administrator's way to the same secret, taken where the service refuses the old one: `{ kind: meeting.admin-reset }`.",
          properties: {
            kind: { type: "string", description: "A kind that sets the same secret and needs no old one." },
            connection: {
              type: "string",
              description: "The operator's connection for that; the declaration's own where absent.",
            },
            account: { description: "The account as that kind names it; the declaration's own where absent." },
          },
          required: ["kind"],
          additionalProperties: false,
        },
        ...common,
      },
    },
  },
  "meeting.terminal-code": {
    type: "meeting:TerminalCode",
    whose: ["sn"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["account", "connection", "rotate"],
      properties: {
        account: {
          type: "object",
          properties: {
            sn: {
              type: "string",
              description: "The terminal's serial number.",
              errorMessage: "a serial number has 1 to 30 letters, digits and underscores",
              pattern: "^\\w{1,30}$",
            },
            notify: {
              type: "object",
              description: "Whom Meeting sends the new code to: a mail address or a number.",
              properties: {
                country: {
                  type: "string",
                  description: "The country of `smsNumber`, such as chinaPR.",
                  minLength: 1,
                  maxLength: 255,
                },
                emailAddr: {
                  type: "string",
                  description: "Where the code is mailed.",
                  errorMessage: "write a mail address",
                  pattern:
                    "^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
                  maxLength: 255,
                },
                smsNumber: {
                  type: "string",
                  description: "Where the code is sent as a short message; wants `country`.",
                  errorMessage: "write digits, with or without a +; 32 at most",
                  pattern: "^\\+?[0-9]{3,32}$",
                },
              },
              additionalProperties: false,
            },
          },
          required: ["sn", "notify"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        ...common,
      },
    },
  },
  "meeting.vision-code": {
    type: "meeting:VisionCode",
    whose: ["account"],
    args: {
      type: "object",
      additionalProperties: false,
      required: ["connection", "rotate"],
      oneOf: [{ required: ["account"] }, { required: ["accounts"] }],
      errorMessage: "write `account`, or two `accounts` that take turns",
      properties: {
        account: {
          type: "object",
          properties: {
            account: {
              type: "string",
              description: "The Meeting account, as the management console shows it.",
              errorMessage: "a Meeting account has 1 to 255 characters, no blank and no colon",
              pattern: "^[^\\s:]{1,255}$",
            },
            notify: {
              type: "object",
              description: "Whom Meeting sends the new code to as well; nobody where absent.",
              properties: {
                country: {
                  type: "string",
                  description: "The country of `smsNumber`, such as chinaPR.",
                  minLength: 1,
                  maxLength: 255,
                },
                emailAddr: {
                  type: "string",
                  description: "Where the code is mailed.",
                  errorMessage: "write a mail address",
                  pattern:
                    "^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
                  maxLength: 255,
                },
                smsNumber: {
                  type: "string",
                  description: "Where the code is sent as a short message; wants `country`.",
                  errorMessage: "write digits, with or without a +; 32 at most",
                  pattern: "^\\+?[0-9]{3,32}$",
                },
              },
              additionalProperties: false,
            },
          },
          required: ["account"],
          additionalProperties: false,
          description: "Whose secret it is.",
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            properties: {
              account: {
                type: "string",
                description: "The Meeting account, as the management console shows it.",
                errorMessage: "a Meeting account has 1 to 255 characters, no blank and no colon",
                pattern: "^[^\\s:]{1,255}$",
              },
              notify: {
                type: "object",
                description: "Whom Meeting sends the new code to as well; nobody where absent.",
                properties: {
                  country: {
                    type: "string",
                    description: "The country of `smsNumber`, such as chinaPR.",
                    minLength: 1,
                    maxLength: 255,
                  },
                  emailAddr: {
                    type: "string",
                    description: "Where the code is mailed.",
                    errorMessage: "write a mail address",
                    pattern:
                      "^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
                    maxLength: 255,
                  },
                  smsNumber: {
                    type: "string",
                    description: "Where the code is sent as a short message; wants `country`.",
                    errorMessage: "write digits, with or without a +; 32 at most",
                    pattern: "^\\+?[0-9]{3,32}$",
                  },
                },
                additionalProperties: false,
              },
            },
            required: ["account"],
            additionalProperties: false,
            description: "Whose secret it is.",
          },
          minItems: 2,
          maxItems: 2,
          description:
            "In place of one account, two that take turns: the one in force is never the one that is changed.",
        },
        ...common,
      },
    },
  },
};
