/** What a new configuration says. */
export interface Fresh {
  readonly region: string;
  readonly project?: string | undefined;
  /** Commented declarations of what was found. */
  readonly found?: string | undefined;
}

const EXAMPLE = `  # cache-app:
  #   kind: dcs.acl-password
  #   connection: prod
  #   account: { instance: cache-prod, user: app }   # the instance by id or by name
  #   rotate: { every: 30d }
  #   deliver: [app-env]
`;

/** The text of a new rekey.yaml. */
export function template({ region, project, found = EXAMPLE }: Fresh): string {
  const projectLine =
    project === undefined ? "# project: the region's own, unless one is written here" : `project: ${project}`;
  return `# What Rekey rotates, how often, and where each new secret goes. Secrets never stand here: they are referred to by env:NAME or file:PATH.

# The operator's part: where secrets are kept, who is talked to, where they are delivered.
store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }

connections:
  prod:
    region: ${region}
    ${projectLine}
    # Without credentials: the official SDKs' chain of environment, profile file and ECS agency.
    credentials: { accessKey: env:HUAWEICLOUD_SDK_AK, secretKey: env:HUAWEICLOUD_SDK_SK }
    # Where a login may be tried, beside the cloud's own endpoints.
    reach: ["10.0.0.0/8:6379", "172.16.0.0/12:6379", "192.168.0.0/16:6379"]

sinks:
  app-env: { file: { path: "/run/secrets/{name}.env", format: dotenv, mode: "0400" } }

# What is rotated. Each takes effect with rotator apply.
declarations:
${found}`;
}
