/** Every call of the desk to Slack: what fails becomes a `Failure`, and both outcomes tell `health` how Slack is. */
import type { Failure } from '../../src/domain/failure.ts';
import type { Identity } from './identity.ts';
import { failureOf, type Repeatable } from './slack-failures.ts';

export type Call = <T>(method: string, repeatable: Repeatable, run: () => Promise<T>) => Promise<T>;

export function createCall(identity: Identity): Call {
  return async (method, repeatable, run) => {
    try {
      const answer = await run();
      identity.worked();
      return answer;
    } catch (error) {
      const failure: Failure = failureOf(error, method, repeatable);
      identity.failed(failure);
      throw failure;
    }
  };
}
