/**
 * One language out of several: the local one first, where its word is enough; then models, one after the other; then
 * the local one's best word; and what nobody can prove goes to staff, as ever. A customer never waits for a model that
 * is down, and never hears what only a model believes.
 */
import type { Business } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RankedPassage, Source } from '../domain/knowledge.ts';
import type { Clock, ExtractiveAnswer, Language } from '../ports.ts';
import { localDate } from '../time.ts';
import { codeOf } from '../tongues/list.ts';
import { agree } from './agreement.ts';
import { type AnswerCache, type Shelf, wordsIn } from './answer-cache.ts';
import type { Desk } from './ask-models.ts';
import type { Asking } from './asking.ts';
import { citedSources, sourcesOf } from './citations.ts';
import { saidLately, windowOf } from './model-data.ts';
import { type Answered, isReadByModels, type ModelTasks, type Reading } from './model-tasks.ts';
import type { ModelsConfig } from './models-file.ts';
import type { ReadingTools } from './reading-tools.ts';
import type { Summaries } from './summaries.ts';
import { accountOfTurn, agentAtWork, onceATurn } from './turn-account.ts';

export interface ChainDeps {
  readonly local: Language;
  /** In the language of these customers. */
  readonly business: Business;
  readonly asking: Asking;
  readonly tasks: ModelTasks;
  readonly cache: AnswerCache;
  readonly summaries: Pick<Summaries, 'of'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Absent: models go by what they are given. */
  readonly reading?: ReadingTools | undefined;
}

/** A model's own word for its confidence is not calibrated: it never counts as more than this. */
const MOST_CONFIDENCE = 0.92;
/** Where the local language and a model disagree, neither is sure. */
const DISAGREED = 0.5;
/** How much of an answer's confidence rests on how well the search found its passage. */
const SHARE_OF_SEARCH = 0.2;
/** Longer texts hold more than one day, name or count. */
const LONGEST_READ = 300;

export function createChain(config: ModelsConfig, deps: ChainDeps): Language {
  const { local, tasks, business, clock, cache, summaries } = deps;
  const { ask } = deps.asking;
  const { localEnough, limits, secondOpinion } = config;
  const tongue = codeOf(business.locale);
  const words = wordsIn(
    [
      business.name,
      business.address,
      ...business.intents.flatMap(({ examples }) => examples),
      ...business.services.flatMap(({ name, aliases }) => [name, ...aliases]),
    ].join(' '),
  );

  /** What the model may look up, for the agent at work and the customer of the turn. */
  function deskOf(found: (sources: readonly Source[]) => void): Desk | undefined {
    const [account, agent] = [accountOfTurn(), agentAtWork()];
    const conversation = account?.conversation;
    if (!deps.reading || !agent || !conversation) return undefined;
    const { customerId, id: conversationId } = conversation;
    const served = { customerId, conversationId, audience: agent.audience, now: clock.now() };
    return deps.reading({ agent, served, found, noted: (read) => account.reads.push(read) });
  }

  /** What was said before that the question may be about. */
  async function contextOf(conversation: Conversation | undefined): Promise<Context> {
    const lately = conversation ? saidLately(conversation, clock.now()) : [];
    if (!conversation || lately.length === 0) return { before: [], summary: '', fresh: true };
    const { lines } = windowOf(lately, limits.historyTokens);
    return { before: lines, summary: (await summaries.of(conversation.id))?.text ?? '', fresh: false };
  }

  async function classify(text: string): ReturnType<Language['classify']> {
    const own = await local.classify(text);
    const [best] = own.ranked;
    const enough = localEnough.intents[best?.intent ?? ''] ?? localEnough.classify;
    if (best && best.confidence >= enough) return own;
    const task = () => ask(tasks.classify(text, business.intents, clock.now()));
    const told = await onceATurn(`classify ${text}`, task);
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
    const shelf: Shelf = { tongue, day: localDate(clock.now(), business.timeZone), words };
    const account = accountOfTurn();
    const { fresh, ...said } = await contextOf(account?.conversation);
    const known = fresh ? await cache.find(question, passages, shelf) : undefined;
    if (known) {
      const { looked, ...kept } = known;
      const free = { ms: 0, inputTokens: 0, outputTokens: 0, cost: 0 };
      account?.calls.push({ task: 'answer', model: 'cache', outcome: looked, ...free });
      return kept;
    }
    const sources = [...sourcesOf(passages)];
    const tools = deskOf((more) => sources.push(...more));
    const told = await ask(tasks.answer(question, { passages, sources, ...said, tools }, clock.now()));
    if (!told) return own;
    if (!told.answerable) return own && { ...own, confidence: Math.min(own.confidence, DISAGREED) };
    const agreed = !secondOpinion || (await samplesAgree(told, question, { passages, sources, ...said }));
    const made = answerOf(told, sources, agreed);
    // What a tool said is true for now only.
    const lasting = made.sources.every(({ id }) => passages.some(({ passage }) => passage.id === id));
    if (fresh && agreed && lasting) await cache.keep(question, passages, shelf, made);
    return made;
  }

  /** Two cheap samples find the same in the same place. */
  async function samplesAgree(told: Answered, question: string, reading: Reading): Promise<boolean> {
    const sample = () => ask({ ...tasks.answer(question, reading, clock.now()), tier: 'small' });
    const samples = await Promise.all([sample(), sample()]);
    return samples.every((one) => one !== undefined && agree(told, one, business));
  }

  return {
    name: `${local.name}, then ${config.tiers.large.map(({ model }) => model).join(', ')}`,
    classify,
    answer,
    async extract(kind, text, context) {
      const own = await local.extract(kind, text, context);
      const hard = context.asked && /\p{L}\s+\S/u.test(text) && text.length <= LONGEST_READ;
      if (own !== undefined || !hard || !isReadByModels(kind)) return own;
      const tools = kind === 'moment' ? deskOf(() => {}) : undefined;
      const told = await onceATurn(`${kind} ${text}`, () => ask(tasks.extract(kind, text, context.now, tools)));
      return told ? tasks.read(kind, told as unknown as JsonObject, context.now) : undefined;
    },
    /** Nobody waits for a model here: what was written between the turns, and the local outline of what came since. */
    async summarise(entries) {
      const id = accountOfTurn()?.conversation?.id;
      const kept = id === undefined ? undefined : await summaries.of(id);
      const since = kept ? entries.filter(({ n }) => n > kept.upTo) : entries;
      const outline = await local.summarise(since.length > 0 ? since : entries);
      return [kept?.text, outline].filter(Boolean).join('\n');
    },
    async word(text) {
      const told = tongue === 'en' ? undefined : await ask(tasks.word(text, clock.now()));
      return told?.text.trim() ?? (await local.word(text));
    },
  };
}

interface Context extends Pick<Reading, 'before' | 'summary'> {
  /** Nothing of the conversation is in it. */
  readonly fresh: boolean;
}

/** A proven answer is as sure as the model says, a little less where the search hardly found its passage. */
function answerOf(told: Answered, known: readonly Source[], agreed: boolean): ExtractiveAnswer {
  const sources = citedSources(told.citations, known);
  const found = Math.max(0, ...sources.map(({ score = 1 }) => score));
  const own = Math.min(told.confidence, MOST_CONFIDENCE) * (1 - SHARE_OF_SEARCH + SHARE_OF_SEARCH * found);
  return { text: told.answer.trim(), sources, confidence: agreed ? own : Math.min(own, DISAGREED) };
}
