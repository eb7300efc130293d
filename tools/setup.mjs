// Brings what the tests need and npm cannot bring: redis-server. Plain JavaScript, so that any Node from 18 on can say what is missing.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const NEEDED = "redis-server";
const REFUSE_SERVICES = "/usr/sbin/policy-rc.d";

/**
 * onPath says whether a program can be run by its name.
 * @param {string} program
 */
function onPath(program) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}

/** families lists the distribution and those it descends from, as os-release spells them. */
function families() {
  if (!existsSync("/etc/os-release")) return [];
  const release = readFileSync("/etc/os-release", "utf8");
  return [...release.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? "").split(" "));
}

/** remedy is the one command that brings redis-server to this machine. */
function remedy() {
  const known = families();
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  if (process.platform === "darwin") return "brew install redis";
  if (known.includes("debian")) return `${sudo}apt-get update && ${sudo}apt-get install -y redis-server`;
  if (known.some((family) => ["fedora", "rhel"].includes(family))) return `${sudo}dnf install -y redis`;
  if (known.includes("alpine")) return `${sudo}apk add redis`;
  if (known.includes("arch")) return `${sudo}pacman -S --noconfirm redis`;
  return "install Redis 6 or newer with your package manager, so that redis-server is on PATH";
}

/**
 * apt runs apt-get quietly, and shows what it said only where it fails.
 * @param {string[]} args
 */
function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = spawnSync("apt-get", args, { env, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  if (run.status === 0) return true;
  process.stderr.write(`${run.stdout ?? ""}${run.stderr ?? ""}${run.error?.message ?? ""}\n`);
  return false;
}

/** install takes the package without starting the service that it brings: the tests start their own on free ports. */
function install() {
  const isOurs = !existsSync(REFUSE_SERVICES);
  if (isOurs) writeFileSync(REFUSE_SERVICES, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    const options = ["-qq", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"];
    return apt("update", "-qq") && apt("install", ...options, NEEDED);
  } finally {
    if (isOurs) rmSync(REFUSE_SERVICES);
  }
}

if (!onPath(NEEDED)) {
  const mayInstall = process.getuid?.() === 0 && families().includes("debian") && process.env["REKEY_INSTALL"] !== "0";
  if (mayInstall)
    console.log("Installing redis-server from Debian's packages for the tests (REKEY_INSTALL=0 forbids it).");
  if (!mayInstall || !install() || !onPath(NEEDED)) {
    console.error(`The tests need redis-server: ${remedy()}`);
    process.exit(1);
  }
}
