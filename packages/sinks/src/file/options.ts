import { basename, isAbsolute, normalize } from "node:path";
import { z } from "zod";
import { isTemplate } from "../format/template.ts";

/** What the name of a credential stands for in a path. */
export const NAME = "{name}";

const path = z
  .string({ error: "write the file's path, like /run/secrets/{name}.env" })
  .refine(
    (value) => isAbsolute(value) && normalize(value) === value && !value.endsWith("/"),
    "write an absolute path, without `..` or `//`",
  )
  .refine(
    (value) => !value.slice(0, -basename(value).length).includes("{"),
    "{name} may stand in the last part only: the folder is yours to make",
  )
  .refine((value) => !/[{}]/.test(basename(value).replaceAll(NAME, "")), "only {name} is replaced in a path")
  .refine((value) => !/\.rekey(-\w+)?$/.test(value), "names that end in .rekey are taken by Rekey itself")
  .refine((value) => !value.includes("\0"), "a path holds no NUL");

const template = z.strictObject({
  template: z.string().refine(isTemplate, "write `{{field}}` where a value goes; a template can do nothing else"),
  as: z.enum(["json", "yaml", "dotenv", "shell", "url", "text"]),
});

const options = z.strictObject({
  path: path.meta({ description: "Where the file lies; {name} is the credential's name. Its folder must be there." }),
  format: z
    .union([z.enum(["raw", "json", "dotenv"]), template], {
      error:
        "format is raw, json, dotenv, or { template, as }: `{{field}}` where a value goes, as json, yaml, dotenv, shell, url or text",
    })
    .meta({ description: "How it is written: the secret alone, or with the account beside it." }),
  prefix: z
    .string()
    .regex(/^([A-Z_][A-Z0-9_]*)?$/, "a prefix is in capitals, digits and `_`")
    .optional()
    .meta({
      description:
        "What the names of a dotenv file start with: REKEY_ where absent, so that USER and HOST stay the shell's.",
    }),
  mode: z
    .string({ error: 'write the mode in quotes, like "0400": YAML reads a bare one as another number' })
    .regex(/^0?[0-7][0-7]0$/, "the mode has three octal digits, and the last is 0: no file for everybody's eyes")
    .default("0400")
    .meta({ description: "The file's permissions, octal." }),
  owner: z
    .string({ error: 'write the owner in quotes, like "app:app" or "1000:1000"' })
    .regex(/^[\w.-]+(:[\w.-]+)?$/, "the owner is user, user:group, or their numbers")
    .optional()
    .meta({ description: "Whom the file belongs to; the daemon's own user where absent." }),
});

/** FileOptions are what the operator writes under `file:`. */
export type FileOptions = z.infer<typeof options>;

export const fileOptions = options.refine(({ format, prefix }) => prefix === undefined || format === "dotenv", {
  error: "a prefix belongs to the format dotenv",
  path: ["prefix"],
});
