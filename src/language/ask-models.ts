/**
 * Asks the models of a tier one after the other until one gives an answer that holds: JSON of the schema, checked by
 * whoever asked. Each model has a circuit of its own, a bad answer gets one chance to be mended, and no turn waits
 * longer than its deadline. Nothing is thrown: "nobody could" is an answer.
 */
import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';
import { z } from 'zod';
import { isFailure } from '../domain/failure.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { Clock } from '../ports.ts';
import type { Model, ModelAnswer, ModelCall, Tier } from './model.ts';
import type { ModelsConfig } from './models-file.ts';
import type { TurnAccount } from './turn-account.ts';

export interface Question<T> {
  /** Such as `answer`; in traces and metrics. */
  readonly task: string;
  readonly tier: Tier;
  readonly instructions: string;
  readonly data: JsonObject;
  readonly schema: z.ZodType<T>;
  readonly maxTokens: number;
  /** What is wrong with an answer of the right shape; undefined when it holds. */
  readonly fault?: (value: T) => string | undefined;
}

export interface AskDeps {
  readonly tiers: Readonly<Record<Tier, readonly Model[]>>;
  readonly prices: ModelsConfig['prices'];
  readonly clock: Pick<Clock, 'now'>;
  readonly called?: (call: ModelCall) => void;
}

const FAILURES_UNTIL_OPEN = 3;
const HALF_OPEN_AFTER_MS = 30_000;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 2_000;

export type AskModels = ReturnType<typeof createAskModels>;

export function createAskModels({ retries }: { readonly retries: number }, deps: AskDeps) {
  const guards = new Map<Model, IPolicy>();
  for (const model of Object.values(deps.tiers).flat()) if (!guards.has(model)) guards.set(model, guardOf(retries));

  /** The first answer that holds, by whom; undefined when nobody gave one in time. */
  async function ask<T>(question: Question<T>, account: TurnAccount): Promise<{ value: T; model: string } | undefined> {
    const schema = z.toJSONSchema(question.schema) as Json;
    for (const model of deps.tiers[question.tier]) {
      const signal = account.signal();
      const once = async (repair?: { answer: string; fault: string }): Promise<ModelAnswer> => {
        const startedAt = deps.clock.now();
        const book = (outcome: string, answer?: ModelAnswer) => {
          const { inputTokens = 0, outputTokens = 0 } = answer ?? {};
          const cost = costOf(model, deps.prices, inputTokens, outputTokens);
          const ms = deps.clock.now() - startedAt;
          const call = { task: question.task, model: model.name, outcome, ms, inputTokens, outputTokens, cost };
          account.calls.push(call);
          deps.called?.(call);
        };
        try {
          const { instructions, data, task: name, maxTokens } = question;
          const asked = { instructions, data, schema, name, maxTokens, ...(repair ? { repair } : {}) };
          const answer = await model.ask(asked, signal);
          const fault = faultOf(answer.text, question);
          book(fault === undefined ? 'ok' : repair ? 'not-mended' : 'bad-answer', answer); // a bad answer costs money too
          return answer;
        } catch (error) {
          book(signal.aborted ? 'deadline' : isFailure(error) ? error.code : 'unexpected');
          throw error;
        }
      };
      const guarded = (repair?: { answer: string; fault: string }) =>
        (guards.get(model) as IPolicy).execute(() => once(repair), signal);
      try {
        let answer = await guarded();
        const fault = faultOf(answer.text, question);
        if (fault !== undefined) answer = await guarded({ answer: answer.text.slice(0, 4_000), fault });
        const value = accepted(answer.text, question);
        if (value !== undefined) return { value, model: model.name };
      } catch (error) {
        if (error instanceof BrokenCircuitError) {
          const skipped = { task: question.task, model: model.name, outcome: 'circuit-open' };
          account.calls.push({ ...skipped, ms: 0, inputTokens: 0, outputTokens: 0, cost: 0 });
          deps.called?.(account.calls.at(-1) as ModelCall);
        } else if (!isFailure(error) && !signal.aborted) throw error; // a bug of ours
      }
      if (signal.aborted) return undefined;
    }
    return undefined;
  }

  return ask;
}

/** Busy or broken: again after a short wait, and after some failures in a row not at all for a while. */
function guardOf(retries: number): IPolicy {
  const broken = (error: unknown) => isFailure(error, 'language-unavailable') || isFailure(error, 'rate-limited');
  const again = retry(
    handleWhen((error) => broken(error) && !(isFailure(error) && (error.retryAfterMs ?? 0) > LONGEST_WAIT_MS)),
    {
      maxAttempts: retries,
      backoff: new DelegateBackoff(({ attempt, result }) => {
        const asked = 'error' in result && isFailure(result.error) ? result.error.retryAfterMs : undefined;
        return asked ?? Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
      }),
    },
  );
  const circuit = circuitBreaker(handleWhen(broken), {
    halfOpenAfter: HALF_OPEN_AFTER_MS,
    breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
  });
  return wrap(circuit, again);
}

function costOf(model: Model, prices: AskDeps['prices'], inputTokens: number, outputTokens: number): number {
  const price = prices[model.name.slice(model.name.indexOf('/') + 1)];
  return price ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000 : 0;
}

function faultOf<T>(text: string, { schema, fault }: Pick<Question<T>, 'schema' | 'fault'>): string | undefined {
  const parsed = parse(text, schema);
  return 'fault' in parsed ? parsed.fault : fault?.(parsed.value);
}

function accepted<T>(text: string, question: Pick<Question<T>, 'schema' | 'fault'>): T | undefined {
  const parsed = parse(text, question.schema);
  return 'value' in parsed && question.fault?.(parsed.value) === undefined ? parsed.value : undefined;
}

function parse<T>(text: string, schema: z.ZodType<T>): { readonly value: T } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(unfenced(text));
  } catch {
    return { fault: 'it is no JSON' };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  return { fault: `${issue?.path.join('.') || 'the object'}: ${issue?.message}` };
}

/** Models that are told the schema in words like to wrap their answer in a code block. */
function unfenced(text: string): string {
  return /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/u.exec(text)?.[1] ?? text;
}
