import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  realpathSync,
  statfsSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { CredentialError } from "@rekey/core";

/** File systems whose locks and writes other machines share, by the type that Linux's statfs(2) reports. */
const networks: ReadonlyMap<number, string> = new Map([
  [0x69_69, "NFS"],
  [0x51_7b, "SMB"],
  [0xff_53_4d_42, "CIFS"],
  [0xfe_53_4d_42, "SMB2"],
  [0x73_75_72_45, "Coda"],
  [0x53_46_41_4f, "AFS"],
  [0x01_02_19_97, "9P"],
  [0x00_c3_64_00, "Ceph"],
  [0x0b_d0_0b_d0, "Lustre"],
  [0x47_50_46_53, "GPFS"],
  [0x74_61_63_6f, "OCFS2"],
  [0x01_16_19_70, "GFS2"],
]);

/** The network file system a statfs type stands for; undefined for all others. */
export function networkOf(type: number): string | undefined {
  return networks.get(type >>> 0);
}

/** The one path of a store, whichever link it was named by, in a folder that exists: one that does not is made, for its owner alone. */
export function locate(path: string): string {
  return usable(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const real = statSync(path, { throwIfNoEntry: false })
      ? realpathSync(path)
      : join(realpathSync(dirname(path)), basename(path));
    refuseNetwork(real);
    return real;
  });
}

/** Makes a file for its owner alone, or makes sure that an existing one is. Never opens one that exists: to close it would drop SQLite's locks on it. */
export function claimFile(path: string): void {
  usable(path, () => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return closeSync(openSync(path, "wx", 0o600));
    if (!found.isFile())
      throw new CredentialError(
        "ERR_DECLARATION",
        `${path} is a ${found.isDirectory() ? "folder" : "device"}, and a store is a file`,
        { remedy: "name a file" },
      );
    accessSync(path, constants.R_OK | constants.W_OK);
    accessSync(dirname(path), constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) closeToOthers(file);
  });
}

function closeToOthers(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && (found.mode & 0o077) !== 0) chmodSync(file, 0o600);
}

function refuseNetwork(path: string): void {
  const network = process.platform === "linux" ? networkOf(statfsSync(dirname(path)).type) : undefined;
  if (!network) return;
  throw new CredentialError(
    "ERR_DECLARATION",
    `${path} lies on a network file system (${network}), where SQLite's locks and log cannot be relied on`,
    {
      remedy: "put the store on a local disk",
    },
  );
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a part of the path is no folder",
  ENOSPC: "no space is left",
  ELOOP: "its links lead in a circle",
};

/** Says in words why a file cannot be used. Throws ERR_DECLARATION. */
export function usable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? reasons[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new CredentialError("ERR_DECLARATION", `the store ${path} cannot be used: ${reason}`, {
      cause: error,
      remedy: "let the user Rekey runs as own the folder and the files in it, or name another place",
    });
  }
}
