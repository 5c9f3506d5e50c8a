/**
 * Asks models within what a turn, a customer and a day may cost, and writes every call on the account of its turn. What
 * is done for no customer who waits stops earlier, so that the rest of the day's money is left for those who do.
 */
import type { Conversation } from '../domain/conversation.ts';
import type { Taken } from '../turn.ts';
import type { AskModels, Question } from './ask-models.ts';
import type { Budget } from './budget.ts';
import type { ModelCall } from './model.ts';
import type { ModelsConfig } from './models-file.ts';
import { accountOfTurn, newAccount, stepsOf, type TurnAccount, usageOf, withAccount } from './turn-account.ts';

export interface AskingDeps {
  readonly askModels: AskModels;
  readonly budget: Budget;
  /** Told of switches that are no call of a model, such as an empty budget. */
  readonly called?: (call: ModelCall) => void;
  /** An account could not be booked; the answer goes out all the same. */
  readonly failed: (error: unknown) => void;
}

/** Nobody waits for it. */
const BACKGROUND_MS = 60_000;
const BACKGROUND_SHARE = 0.8;

export type Asking = ReturnType<typeof createAsking>;

export function createAsking({ limits, currency }: Pick<ModelsConfig, 'limits' | 'currency'>, deps: AskingDeps) {
  const turnMs = limits.turnSeconds * 1_000;
  const open = new Set<TurnAccount>();

  async function book(account: TurnAccount): Promise<void> {
    open.delete(account);
    try {
      await deps.budget.spend(usageOf(account.calls, currency), account.conversation);
    } catch (error) {
      deps.failed(error);
    }
  }

  /** What is being spent at this moment and stands in no record yet. */
  function unbooked(customerId: string | undefined) {
    const costOf = ({ calls }: TurnAccount) => calls.reduce((sum, { cost }) => sum + cost, 0);
    const all = [...open];
    const theirs = all.filter(({ conversation }) => conversation?.customerId === customerId);
    return {
      all: all.reduce((sum, account) => sum + costOf(account), 0),
      customer: theirs.reduce((sum, account) => sum + costOf(account), 0),
    };
  }

  async function within<T>(account: TurnAccount, question: Question<T>, share = 1): Promise<T | undefined> {
    open.add(account);
    const customerId = account.conversation?.customerId;
    if (await deps.budget.allows(customerId, unbooked(customerId), share))
      return (await deps.askModels(question, account))?.value;
    const call: ModelCall = {
      task: question.task,
      model: 'none',
      outcome: 'over-budget',
      ...{ ms: 0, inputTokens: 0, outputTokens: 0, cost: 0 },
    };
    account.calls.push(call);
    deps.called?.(call);
    return undefined;
  }

  return {
    /** Asks on the account of the turn, or on one of its own outside of turns; undefined when nobody could or may. */
    async ask<T>(question: Question<T>): Promise<T | undefined> {
      const account = accountOfTurn();
      if (account) return within(account, question);
      const own = newAccount(turnMs);
      try {
        return await within(own, question);
      } finally {
        await book(own);
      }
    },

    /** The same for work that no customer waits for. */
    async inBackground<T>(question: Question<T>, conversation: Conversation): Promise<T | undefined> {
      const account = newAccount(BACKGROUND_MS, conversation);
      try {
        return await within(account, question, BACKGROUND_SHARE);
      } finally {
        await book(account);
      }
    },

    /** Takes a turn with an account of its own, and adds what it came to to the trace. */
    async aroundTurn(conversation: Conversation, takeTurn: () => Promise<Taken>): Promise<Taken> {
      const account = newAccount(turnMs, conversation);
      open.add(account);
      try {
        const taken = await withAccount(account, takeTurn);
        const steps = stepsOf(account);
        if (steps.length === 0) return taken;
        const usage = { ...usageOf(account.calls, currency) };
        return { ...taken, turn: { ...taken.turn, steps: [...taken.turn.steps, ...steps], usage } };
      } finally {
        await book(account);
      }
    },

    /** Whether a customer's turn is being taken. */
    busy: () => open.size > 0,
  };
}
