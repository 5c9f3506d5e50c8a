/** The chain of language models as one part of the program: read from config, joined, and told about in a line. */
import type { Business } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Fault } from '../fault.ts';
import type { Clock, Knowledge, Language, Store } from '../ports.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Taken } from '../turn.ts';
import { createAnswerCache, type Looked } from './answer-cache.ts';
import { createAskModels } from './ask-models.ts';
import { createAsking } from './asking.ts';
import { createBudget, type Spent } from './budget.ts';
import { createChain } from './chain.ts';
import type { Model, ModelCall, Tier } from './model.ts';
import { windowOf } from './model-data.ts';
import { createModelTasks } from './model-tasks.ts';
import { loadModels, type ModelsConfig } from './models-file.ts';
import { loadPrompts, type Prompts } from './prompts.ts';
import { createReadingTools } from './reading-tools.ts';
import { createClaimCheck } from './same-claims.ts';
import { createSummaries } from './summaries.ts';

export interface ModelParts {
  readonly models: ModelsConfig;
  readonly prompts: Prompts;
}

/** Models and prompts as config has them, or every fault in either. */
export function loadModelParts(dir: string): { readonly parts: ModelParts } | { readonly faults: readonly Fault[] } {
  const [models, prompts] = [loadModels(dir), loadPrompts(dir)];
  if ('models' in models && 'prompts' in prompts) return { parts: { models: models.models, prompts: prompts.prompts } };
  return { faults: [...('faults' in models ? models.faults : []), ...('faults' in prompts ? prompts.faults : [])] };
}

export interface ModelChain {
  /** For customers who write the shop's own language. */
  readonly language: Language;
  /** The same behind the local language of customers who write another: one budget, the same circuits, other words. */
  join(spoken: Business, local: Language, knowledge?: Knowledge): Language;
  /** Takes a turn with an account of its own, and adds what it came to to the trace. */
  aroundTurn(conversation: Conversation, takeTurn: () => Promise<Taken>): Promise<Taken>;
  readonly promptVersions: Readonly<Record<string, string>>;
  /** In one line, for the start. */
  readonly line: string;
  /** For /readyz: a model that is down is no reason to send customers away. */
  state(): string;
  /** What the day has cost so far, and how often an answer was at hand. */
  today(): Promise<Spent & { readonly cache: Readonly<Record<Looked | 'rate', number>> }>;
  /** Nothing is written in the background any more. */
  stop(): void;
}

export interface ModelConfig {
  readonly provider: string;
  readonly model: string;
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly json: 'json_schema' | 'prompt';
  readonly attemptMs: number;
  readonly reasoning?: 'none' | 'minimal' | 'low' | 'medium' | 'high';
}

export interface ModelChainDeps {
  readonly local: Language;
  readonly business: Business;
  readonly store: Store;
  readonly clock: Clock;
  readonly createModel: (config: ModelConfig) => Model;
  /** A key by the name of its environment variable. */
  readonly keyNamed: (variable: string) => string | undefined;
  /** For providers without an address of their own. */
  readonly baseUrl: string | undefined;
  /** Sentence vectors, where the encoder is there. */
  readonly encode: ((texts: readonly string[]) => Promise<readonly Float32Array[]>) | undefined;
  /** Changes with whatever changes in the knowledge. */
  readonly knowledgeVersion?: () => string;
  /** What models may look up for the shop's own agents; absent: nothing. */
  readonly reads?: { readonly knowledge: Knowledge; readonly tools: Pick<ToolBox, 'read'> };
  readonly alert: (text: string) => Promise<void>;
  readonly called?: (call: ModelCall) => void;
  readonly cacheLooked?: (result: Looked) => void;
  readonly failed: (error: unknown) => void;
}

/** A summary is written from more than an answer is: as many windows of history. */
const LINES_AT_ONCE = 4;

type Link = ModelsConfig['tiers'][Tier][number];

/** `owner`: name of this process among all that share the store. */
export function createModelChain(config: ModelParts & { readonly owner: string }, deps: ModelChainDeps): ModelChain {
  const { models, prompts, owner } = config;
  const { local, business, store, clock, failed } = deps;
  const built = new Map<string, Model | undefined>();
  const modelOf = (link: Link) => {
    const name = `${link.provider}/${link.model}`;
    if (!built.has(name)) built.set(name, build(link)); // one circuit for a model, whatever tiers it is in
    return built.get(name);
  };
  const build = (link: Link): Model | undefined => {
    const { key, json, baseUrl = deps.baseUrl } = models.providers[link.provider] ?? {};
    const apiKey = key && deps.keyNamed(key);
    if (!apiKey || !json) return undefined;
    const attemptMs = models.limits.attemptSeconds * 1_000;
    return deps.createModel({ ...link, apiKey, json, attemptMs, ...(baseUrl ? { baseUrl } : {}) });
  };
  const tierOf = (tier: Tier) => models.tiers[tier].flatMap((link) => modelOf(link) ?? []);
  const tiers = { small: tierOf('small'), large: tierOf('large') };
  let last = 'not asked yet';
  const called = (call: ModelCall) => {
    last = `last asked ${call.model}: ${call.outcome}`;
    deps.called?.(call);
  };
  const askModels = createAskModels(
    { retries: models.limits.retries },
    { tiers, prices: models.prices, clock, called },
  );
  const { currency, limits, tone } = models;
  const budget = createBudget(
    { ...limits, currency, timeZone: business.timeZone, owner },
    { store, clock, alert: deps.alert },
  );
  const { encode, cacheLooked: looked, knowledgeVersion: version } = deps;
  const cache = createAnswerCache({
    ...(encode ? { encode } : {}),
    ...(looked ? { looked } : {}),
    ...(version ? { version } : {}),
  });
  const asking = createAsking(models, { askModels, budget, called, failed });
  const tasksOf = (spoken: Business) =>
    createModelTasks({
      business: spoken,
      prompts,
      tone,
      teamLocale: business.locale,
      claims: createClaimCheck(spoken, clock.now),
    });
  const tasks = tasksOf(business);
  const summaries = createSummaries({
    store,
    clock,
    busy: asking.busy,
    failed,
    async write(before, since, conversation) {
      const { lines } = windowOf(since, limits.historyTokens * LINES_AT_ONCE);
      const told = await asking.inBackground(tasks.summarise(lines, before, clock.now()), conversation);
      return told?.lines.join('\n');
    },
  });
  const join: ModelChain['join'] = (spoken, behind, knowledge = deps.reads?.knowledge) =>
    createChain(models, {
      local: behind,
      business: spoken,
      asking,
      tasks: spoken === business ? tasks : tasksOf(spoken),
      cache,
      summaries,
      clock,
      reading: deps.reads && knowledge && createReadingTools({ business: spoken }, { ...deps.reads, knowledge }),
    });
  const names = [
    ...new Set(
      Object.values(tiers)
        .flat()
        .map(({ name }) => name),
    ),
  ].join(', ');
  return {
    language: join(business, local),
    join,
    async aroundTurn(conversation, takeTurn) {
      const taken = await asking.aroundTurn(conversation, takeTurn);
      summaries.heard(conversation);
      return taken;
    },
    promptVersions: prompts.versions,
    line: `models: ${names || 'none has its key'}; at most ${limits.businessPerDay} ${currency} a day`,
    state: () => `${names || 'none has its key'} (${last})`,
    today: async () => ({ ...(await budget.today()), cache: cache.looks() }),
    stop: summaries.stop,
  };
}
