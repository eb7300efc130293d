import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import { lineOf } from "./count.ts";

type Ended = "passed" | "failed" | "skipped" | "pending";

/**
 * PlainSummary prints one closing line that any log reader understands: `N passed, N failed`. A test that did not run
 * counts as failed: nothing is skipped here. Under tools/test.ts the line goes to a file instead, and is summed there.
 */
export default class PlainSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count: Record<Ended, number> = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.state() === "failed" && [...module.children.allTests("failed")].length === 0) count.failed += 1;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    const left = count.skipped + count.pending;
    if (left > 0) {
      process.stdout.write(`\n${left} tests did not run; nothing is skipped here, so they count as failed.\n`);
      process.exitCode = 1;
    }
    const line = `${lineOf({ passed: count.passed, failed: count.failed + left })}\n`;
    const file = process.env["REKEY_COUNT"];
    if (file === undefined) process.stdout.write(`\n${line}`);
    else writeFileSync(file, line);
  }
}
