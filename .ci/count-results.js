import { existsSync, readFileSync } from 'node:fs';

/**
 * Adds up vitest's own JSON reports: `node .ci/count-results.js REPORT…` prints `N passed, N failed, N skipped`. A
 * report that is missing, or of a run that ended badly without a failed test, counts as one failure.
 */
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { success: false };
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0, success } = report;
  sum.passed += numPassedTests;
  sum.failed += numFailedTests === 0 && success !== true ? 1 : numFailedTests;
  sum.skipped += numPendingTests + numTodoTests;
}
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed === 0 ? 0 : 1;
