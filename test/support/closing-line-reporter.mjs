// Prints `N passed, N failed, N skipped` as the very last line: what CI reads. Before it, what needed a second try.
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const secondTries = results.testResults
      .flatMap(({ testResults }) => testResults)
      .filter(({ status, invocations }) => status === 'passed' && invocations > 1)
      .map(({ fullName }) => `passed at the second try only: ${fullName}\n`);
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites; // a suite that did not load counts as one
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    process.once('exit', () => process.stdout.write(secondTries.join('') + line)); // jest prints its summary before
  }
}
