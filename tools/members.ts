import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The scope of every package: the one place where tools and tests take it from. */
export const SCOPE = "@rekey";

/** The condition under which packages of this workspace resolve each other's sources. */
export const SOURCE = `${SCOPE}/source`;

/** A Manifest is what this house reads of a package.json. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  description?: string;
  keywords?: string[];
  license?: string;
  type?: string;
  sideEffects?: unknown;
  files?: string[];
  bin?: Record<string, string>;
  engines?: Record<string, string>;
  exports?: Record<string, string | Record<string, string>>;
  repository?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  publishConfig?: { access?: string; exports?: Record<string, string | Record<string, string>> };
}

/** A Member is one package of the workspace, with its folder relative to the root. */
export interface Member {
  folder: string;
  manifest: Manifest;
}

/** membersOf lists the workspace's packages in the order of their folders. */
export const membersOf = (root: string): Member[] =>
  globSync("{packages,apps}/*/package.json", { cwd: root })
    .toSorted()
    .map((file) => ({
      folder: dirname(file),
      manifest: JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest,
    }));

/** tarballOf names a package's tarball in dist-packages/: without a version, so that documentation can name it. */
export const tarballOf = (name: string): string => `${name.replace("@", "").replace("/", "-")}.tgz`;
