/**
 * One language out of several: the local one first, where its word is enough; then models, one after the other; then
 * the local one's best word; and what nobody can prove goes to staff, as ever. A customer never waits for a model that
 * is down, and never hears what only a model believes.
 */
import type { Business } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RankedPassage } from '../domain/knowledge.ts';
import type { Clock, ExtractiveAnswer, Language } from '../ports.ts';
import { localDate } from '../time.ts';
import type { Taken } from '../turn.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { AskModels, Question } from './ask-models.ts';
import type { Budget } from './budget.ts';
import { citedSources } from './citations.ts';
import { earlier, windowOf } from './model-data.ts';
import type { Answered, ModelTasks } from './model-tasks.ts';
import type { ModelsConfig } from './models-file.ts';
import { accountOfTurn, newAccount, type TurnAccount, usageOf, withAccount } from './turn-account.ts';

export interface ChainDeps {
  readonly local: Language;
  readonly ask: AskModels;
  readonly tasks: ModelTasks;
  readonly budget: Budget;
  readonly cache: AnswerCache;
  readonly business: Business;
  readonly clock: Pick<Clock, 'now'>;
  /** An account could not be booked; the answer goes out all the same. */
  readonly failed: (error: unknown) => void;
}

export interface Chain {
  readonly language: Language;
  /** Takes a turn with an account of its own, and adds what it came to to the trace. */
  aroundTurn(conversation: Conversation, takeTurn: () => Promise<Taken>): Promise<Taken>;
}

/** A model's own word for its confidence is not calibrated: it never counts as more than this. */
const MOST_CONFIDENCE = 0.92;
/** Where the local language and a model disagree, neither is sure. */
const DISAGREED = 0.5;
/** How much of an answer's confidence rests on how well the search found its passage. */
const SHARE_OF_SEARCH = 0.2;

export function createChain(config: ModelsConfig, deps: ChainDeps): Chain {
  const { local, tasks, business, clock, cache } = deps;
  const { localEnough, limits, currency, secondOpinion } = config;
  const turnMs = limits.turnSeconds * 1_000;

  async function book(account: TurnAccount): Promise<void> {
    try {
      await deps.budget.spend(usageOf(account.calls, currency), account.conversation);
    } catch (error) {
      deps.failed(error);
    }
  }

  /** Asks on the account of the turn, or on one of its own outside of turns. */
  async function ask<T>(question: Question<T>): Promise<T | undefined> {
    const open = accountOfTurn();
    const account = open ?? newAccount(turnMs);
    if (!(await deps.budget.allows(account.conversation?.customerId))) {
      const none = { ms: 0, inputTokens: 0, outputTokens: 0, cost: 0 };
      account.calls.push({ task: question.task, model: 'none', outcome: 'over-budget', ...none });
      return undefined;
    }
    try {
      return (await deps.ask(question, account))?.value;
    } finally {
      if (!open) await book(account);
    }
  }

  async function classify(text: string): ReturnType<Language['classify']> {
    const own = await local.classify(text);
    const [best] = own.ranked;
    const enough = localEnough.intents[best?.intent ?? ''] ?? localEnough.classify;
    if (best && best.confidence >= enough) return own;
    const told = await ask(tasks.classify(text, business.intents, clock.now()));
    if (!told) return own;
    const least = (confidence: number) => Math.min(confidence, DISAGREED / 2);
    const others = own.ranked.map(({ intent, confidence }) => ({ intent, confidence: least(confidence) }));
    if (told.intent === 'none') return { ranked: others };
    const confidence = Math.min(told.confidence, MOST_CONFIDENCE);
    return { ranked: [{ intent: told.intent, confidence }, ...others.filter(({ intent }) => intent !== told.intent)] };
  }

  async function answer(question: string, passages: readonly RankedPassage[]): Promise<ExtractiveAnswer | undefined> {
    const own = await local.answer(question, passages);
    if ((own && own.confidence >= localEnough.answer) || passages.length === 0) return own;
    const day = localDate(clock.now(), business.timeZone);
    const conversation = accountOfTurn()?.conversation;
    const before = conversation ? windowOf(earlier(conversation), limits.historyTokens).lines : [];
    const known = before.length === 0 ? await cache.find(question, passages, day) : undefined;
    if (known) return known;
    const told = await ask(tasks.answer(question, passages, before, clock.now()));
    if (!told) return own;
    if (!told.answerable) return own && { ...own, confidence: Math.min(own.confidence, DISAGREED) };
    const agreed = !secondOpinion || (await agrees(told, question, passages, before));
    const made = answerOf(told, passages, agreed);
    if (before.length === 0 && agreed) await cache.keep(question, passages, day, made);
    return made;
  }

  /** A second, cheap model finds the answer in the same place. */
  async function agrees(
    told: Answered,
    question: string,
    passages: readonly RankedPassage[],
    before: readonly JsonObject[],
  ): Promise<boolean> {
    const again = await ask({ ...tasks.answer(question, passages, before, clock.now()), tier: 'small' });
    const cited = new Set(told.citations.map(({ passage }) => passage));
    return again?.answerable === true && again.citations.some(({ passage }) => cited.has(passage));
  }

  const language: Language = {
    name: `local, then ${config.tiers.large.map(({ model }) => model).join(', ')}`,
    classify,
    answer,
    async extract(kind, text, context) {
      const own = await local.extract(kind, text, context);
      if (own !== undefined || !context.asked || !/\p{L}\s+\S/u.test(text) || text.length > 300) return own;
      const told = await ask(tasks.extract(kind, text, context.now));
      return told ? tasks.read(kind, told as unknown as JsonObject, context.now) : undefined;
    },
    async summarise(entries) {
      const { lines, left } = windowOf(entries, limits.historyTokens);
      const outline = await local.summarise(left.length > 0 ? left : entries);
      const told = await ask(tasks.summarise(lines, left.length > 0 ? outline : '', clock.now()));
      if (!told) return left.length > 0 ? await local.summarise(entries) : outline;
      return told.lines.join('\n');
    },
  };

  return {
    language,
    async aroundTurn(conversation, takeTurn) {
      const account = newAccount(turnMs, conversation);
      try {
        const taken = await withAccount(account, takeTurn);
        if (account.calls.length === 0) return taken;
        const steps = account.calls.map((call) => ({ name: 'model', detail: { ...call } }) as const);
        const usage = { ...usageOf(account.calls, currency) };
        return { ...taken, turn: { ...taken.turn, steps: [...taken.turn.steps, ...steps], usage } };
      } finally {
        await book(account);
      }
    },
  };
}

/** A proven answer is as sure as the model says, a little less where the search hardly found its passage. */
function answerOf(told: Answered, passages: readonly RankedPassage[], agreed: boolean): ExtractiveAnswer {
  const sources = citedSources(told.citations, passages);
  const found = Math.max(0, ...sources.map(({ score = 0 }) => score));
  const own = Math.min(told.confidence, MOST_CONFIDENCE) * (1 - SHARE_OF_SEARCH + SHARE_OF_SEARCH * found);
  return { text: told.answer.trim(), sources, confidence: agreed ? own : Math.min(own, DISAGREED) };
}
