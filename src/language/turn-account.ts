/**
 * What the models of one turn cost and how long they may take together. It travels with the call chain, so that agents
 * need not know of it; a turn's calls never end up in another's account.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Conversation } from '../domain/conversation.ts';
import type { ModelCall, Usage } from './model.ts';

export interface TurnAccount {
  /** Absent outside a turn. */
  readonly conversation?: Conversation;
  readonly calls: ModelCall[];
  /** Ends when the time for all models of the turn is over; it starts with the first of them. */
  signal(): AbortSignal;
}

const current = new AsyncLocalStorage<TurnAccount>();

export function newAccount(turnMs: number, conversation?: Conversation): TurnAccount {
  let signal: AbortSignal | undefined;
  return {
    calls: [],
    signal() {
      signal ??= AbortSignal.timeout(turnMs);
      return signal;
    },
    ...(conversation ? { conversation } : {}),
  };
}

/** Everything asked inside goes on this account. */
export function withAccount<T>(account: TurnAccount, run: () => Promise<T>): Promise<T> {
  return current.run(account, run);
}

export function accountOfTurn(): TurnAccount | undefined {
  return current.getStore();
}

export function usageOf(calls: readonly ModelCall[], currency: string): Usage {
  const sum = (pick: (call: ModelCall) => number) => calls.reduce((total, call) => total + pick(call), 0);
  return {
    calls: calls.filter(({ inputTokens }) => inputTokens > 0).length,
    inputTokens: sum((call) => call.inputTokens),
    outputTokens: sum((call) => call.outputTokens),
    cost: sum((call) => call.cost),
    currency,
  };
}
