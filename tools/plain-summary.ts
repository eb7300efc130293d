import type { Reporter, TestModule } from "vitest/node";

type Ended = "passed" | "failed" | "skipped" | "pending";

/** PlainSummary prints one closing line that any log reader understands: `N passed, N failed`. What was skipped counts as failed: nothing is skipped here. */
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
    process.stdout.write(`\n${count.passed} passed, ${count.failed + left} failed\n`);
  }
}
