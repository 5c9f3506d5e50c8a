/**
 * What the models of one turn cost, what they looked up and how long they may take together. It travels with the call
 * chain, so that agents need not know of it; a turn's calls never end up in another's account.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Conversation } from '../domain/conversation.ts';
import type { Step } from '../domain/decision.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Audience } from '../domain/knowledge.ts';
import type { ModelCall, Usage } from './model.ts';

/** One thing a model looked up, for the trace. */
export interface TurnRead {
  readonly agent: string;
  readonly tool: string;
  /** As the model wrote it. */
  readonly input: string;
  /** Ids of what came back, or why nothing did. */
  readonly found: readonly string[] | string;
}

export interface TurnAccount {
  /** Absent outside a turn. */
  readonly conversation?: Conversation;
  readonly calls: ModelCall[];
  readonly reads: TurnRead[];
  /** What was asked already: agents may ask the same thing more than once in a turn. */
  readonly asked: Map<string, Promise<unknown>>;
  /** Ends when the time for all models of the turn is over; it starts with the first of them. */
  signal(): AbortSignal;
}

/** On whose behalf a model is asked. */
export interface Acting {
  readonly name: string;
  /** Names of the tools for reading that this agent lets a model use. */
  readonly reads: readonly string[];
  readonly audience: Audience;
}

const current = new AsyncLocalStorage<TurnAccount>();
const acting = new AsyncLocalStorage<Acting>();

export function newAccount(turnMs: number, conversation?: Conversation): TurnAccount {
  let signal: AbortSignal | undefined;
  return {
    calls: [],
    reads: [],
    asked: new Map(),
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

/** Whatever is asked inside is asked for this agent, with its tools and none else. */
export function actingAs<T>(agent: Acting, run: () => Promise<T>): Promise<T> {
  return acting.run(agent, run);
}

export function agentAtWork(): Acting | undefined {
  return acting.getStore();
}

/** What `run` gives, asked once a turn whoever asks it again; outside of turns every time. */
export function onceATurn<T>(question: string, run: () => Promise<T>): Promise<T> {
  const asked = current.getStore()?.asked;
  const known = asked?.get(question) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const answer = run();
  asked?.set(question, answer);
  return answer;
}

/** What models did, for the trace. */
export function stepsOf({ calls, reads }: TurnAccount): readonly Step[] {
  return [
    ...reads.map((read): Step => ({ name: 'tool', detail: { ...read } as unknown as JsonObject })),
    ...calls.map((call): Step => ({ name: 'model', detail: { ...call } })),
  ];
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
