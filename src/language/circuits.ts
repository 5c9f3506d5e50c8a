/**
 * When a model is asked again, and when it is left alone. A model that keeps failing rests for a while, and so does a
 * provider all of whose models do; one broken model never shuts its healthy neighbour out.
 */
import { ConsecutiveBreaker, circuitBreaker, DelegateBackoff, handleWhen, type IPolicy, retry, wrap } from 'cockatiel';
import { isFailure } from '../domain/failure.ts';

const FAILURES_UNTIL_OPEN = 3;
/** Of a provider's models together, none of them answering in between. */
const PROVIDER_FAILURES_UNTIL_OPEN = 5;
const HALF_OPEN_AFTER_MS = 30_000;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 2_000;

/** A policy for each name such as `openai/gpt-5.4`: provider, slash, model. */
export function createCircuits(names: readonly string[], retries: number): ReadonlyMap<string, IPolicy> {
  const providers = new Map<string, IPolicy>();
  const policies = new Map<string, IPolicy>();
  for (const name of names) {
    const provider = name.split('/', 1)[0] ?? name;
    const whole = providers.get(provider) ?? circuitOf(PROVIDER_FAILURES_UNTIL_OPEN);
    providers.set(provider, whole);
    if (!policies.has(name)) policies.set(name, wrap(whole, circuitOf(FAILURES_UNTIL_OPEN), againOf(retries)));
  }
  return policies;
}

/** Busy or broken; a wrong key or request of ours, and an answer that does not hold, say nothing about its health. */
function broken(error: unknown): boolean {
  return isFailure(error, 'language-unavailable') || isFailure(error, 'rate-limited');
}

function circuitOf(failures: number): IPolicy {
  return circuitBreaker(handleWhen(broken), {
    halfOpenAfter: HALF_OPEN_AFTER_MS,
    breaker: new ConsecutiveBreaker(failures),
  });
}

/** Whoever asks for a longer wait than a customer can have, or has just let one wait, is not asked again. */
function againOf(retries: number): IPolicy {
  const soon = (error: unknown) => !(isFailure(error) && (error.retryAfterMs ?? 0) > LONGEST_WAIT_MS);
  return retry(
    handleWhen((error) => broken(error) && soon(error)),
    {
      maxAttempts: retries,
      backoff: new DelegateBackoff(({ attempt, result }) => {
        const asked = 'error' in result && isFailure(result.error) ? result.error.retryAfterMs : undefined;
        return asked ?? Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
      }),
    },
  );
}
