// Pages are tested in a real Chromium and the program in real processes, beside other suites on two cores. What such a
// test meets once may be the machine; what it meets twice is a fault. Its first failure is printed, and the closing
// reporter names it. The kill tests, the stores and the scenarios get no second try: one lost message is one too many.
import { expect, jest } from '@jest/globals';

const WITH_BROWSER_OR_PROCESS = /-page\.test|\/whatsapp-web\/|\/test\/start\//u;

if (WITH_BROWSER_OR_PROCESS.test(expect.getState().testPath ?? '')) {
  jest.retryTimes(1, { logErrorsBeforeRetry: true });
}
