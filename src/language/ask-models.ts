/**
 * Asks the models of a tier one after the other until one gives an answer that holds: JSON of the schema, checked by
 * whoever asked. Each model has a circuit of its own, a bad answer gets one chance to be mended, and no turn waits
 * longer than its deadline. Nothing is thrown: "nobody could" is an answer.
 */
import { BrokenCircuitError, type IPolicy } from 'cockatiel';
import { z } from 'zod';
import { isFailure } from '../domain/failure.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { Clock } from '../ports.ts';
import { createCircuits } from './circuits.ts';
import type { LookUp, Model, ModelAnswer, ModelCall, ModelRequest, Tier, ToolOffer, ToolWish } from './model.ts';
import type { ModelsConfig } from './models-file.ts';
import { acceptedAnswer } from './read-answer.ts';
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
  /** What the model may look up first. */
  readonly tools?: Desk;
}

/** Tools for reading, as one agent may use them for one customer. */
export interface Desk {
  readonly offers: readonly ToolOffer[];
  /** Never throws: what cannot be read is told to the model in the result, a JSON text. */
  read(wish: ToolWish): Promise<string>;
}

export interface AskDeps {
  readonly tiers: Readonly<Record<Tier, readonly Model[]>>;
  readonly prices: ModelsConfig['prices'];
  readonly clock: Pick<Clock, 'now'>;
  readonly called?: (call: ModelCall) => void;
}

/** After so many rounds of looking things up a model has to answer. */
export const MOST_ROUNDS = 2;
/** Of one round; more are not read. */
const MOST_WISHES = 3;

const NOTHING = { ms: 0, inputTokens: 0, outputTokens: 0, cost: 0 };

export type AskModels = ReturnType<typeof createAskModels>;

export function createAskModels({ retries }: { readonly retries: number }, deps: AskDeps) {
  const all = Object.values(deps.tiers).flat();
  const circuits = createCircuits(
    all.map(({ name }) => name),
    retries,
  );

  function booked(call: ModelCall, account: TurnAccount): void {
    account.calls.push(call);
    deps.called?.(call);
  }

  /** The first answer that holds, by whom; undefined when nobody gave one in time. */
  async function ask<T>(question: Question<T>, account: TurnAccount): Promise<{ value: T; model: string } | undefined> {
    for (const model of deps.tiers[question.tier]) {
      const { aborted } = account.signal();
      if (aborted) return undefined;
      try {
        const value = await askOne(model, question, account);
        if (value !== undefined) return { value, model: model.name };
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          booked({ task: question.task, model: model.name, outcome: 'circuit-open', ...NOTHING }, account);
        else if (!isFailure(error) && !account.signal().aborted) throw error; // a bug of ours
      }
    }
    return undefined;
  }

  /** Lets a model look things up, answer, and mend its answer once; undefined when the answer does not hold. */
  async function askOne<T>(model: Model, question: Question<T>, account: TurnAccount): Promise<T | undefined> {
    const { instructions, data, task: name, maxTokens, tools } = question;
    const schema = z.toJSONSchema(question.schema) as Json;
    const lookedUp: LookUp[] = [];
    const circuit = circuits.get(model.name) as IPolicy;
    const put = (more: Partial<ModelRequest>) => {
      const request = { instructions, data, schema, name, maxTokens, ...(lookedUp.length > 0 ? { lookedUp } : {}) };
      return circuit.execute(() => once(model, { ...request, ...more }, question, account), account.signal());
    };
    let answer = await put(tools ? { tools: tools.offers } : {});
    while (tools && answer.wishes) {
      const wishes = answer.wishes.slice(0, MOST_WISHES);
      lookedUp.push({ wishes, results: await Promise.all(wishes.map((wish) => tools.read(wish))) });
      answer = await put(lookedUp.length < MOST_ROUNDS ? { tools: tools.offers } : {});
    }
    const first = acceptedAnswer(answer.text, question);
    if ('value' in first) return first.value;
    const mended = await put({ repair: { answer: answer.text.slice(0, 4_000), fault: first.fault } });
    const second = acceptedAnswer(mended.text, question);
    return 'value' in second ? second.value : undefined;
  }

  /** One call, with its account whatever becomes of it. */
  async function once<T>(
    model: Model,
    request: ModelRequest,
    question: Question<T>,
    account: TurnAccount,
  ): Promise<ModelAnswer> {
    const startedAt = deps.clock.now();
    const book = (outcome: string, answer?: ModelAnswer) => {
      const { inputTokens = 0, outputTokens = 0 } = answer ?? {};
      const cost = costOf(model, deps.prices, inputTokens, outputTokens);
      const ms = deps.clock.now() - startedAt;
      booked({ task: question.task, model: model.name, outcome, ms, inputTokens, outputTokens, cost }, account);
    };
    try {
      const answer = await model.ask(request, account.signal());
      const holds = !answer.wishes && 'value' in acceptedAnswer(answer.text, question);
      const failed = request.repair ? 'not-mended' : 'bad-answer';
      book(answer.wishes ? 'looks-up' : holds ? 'ok' : failed, answer); // a bad answer costs money too
      return answer;
    } catch (error) {
      book(account.signal().aborted ? 'deadline' : isFailure(error) ? error.code : 'unexpected');
      throw error;
    }
  }

  return ask;
}

function costOf(model: Model, prices: AskDeps['prices'], inputTokens: number, outputTokens: number): number {
  const price = prices[model.name.slice(model.name.indexOf('/') + 1)];
  return price ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000 : 0;
}
