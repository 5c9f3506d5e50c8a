// Prints `N passed, N failed, N skipped` as the very last line: what CI reads.
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites; // a suite that did not load counts as one
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    process.once('exit', () => process.stdout.write(line)); // jest prints its own summary after onRunComplete
  }
}
