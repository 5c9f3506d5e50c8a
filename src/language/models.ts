/** The chain of language models as one part of the program: read from config, joined, and told about in a line. */
import type { Business } from '../domain/business.ts';
import type { Fault } from '../fault.ts';
import type { Clock, Language, Store } from '../ports.ts';
import { createAnswerCache } from './answer-cache.ts';
import { createAskModels } from './ask-models.ts';
import { createBudget, type Spent } from './budget.ts';
import { type Chain, createChain } from './chain.ts';
import type { Model, ModelCall, Tier } from './model.ts';
import { createModelTasks } from './model-tasks.ts';
import { loadModels, type ModelsConfig } from './models-file.ts';
import { loadPrompts, type Prompts } from './prompts.ts';

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

export interface ModelChain extends Chain {
  readonly promptVersions: Readonly<Record<string, string>>;
  /** In one line, for the start. */
  readonly line: string;
  /** For /readyz: a model that is down is no reason to send customers away. */
  state(): string;
  today(): Promise<Spent>;
}

export interface ModelConfig {
  readonly provider: string;
  readonly model: string;
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly json: 'json_schema' | 'prompt';
  readonly attemptMs: number;
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
  readonly alert: (text: string) => Promise<void>;
  readonly called?: (call: ModelCall) => void;
  readonly cacheLooked?: (result: 'same' | 'alike' | 'none') => void;
  readonly failed: (error: unknown) => void;
}

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
  const ask = createAskModels(
    { retries: models.limits.retries },
    {
      tiers,
      prices: models.prices,
      clock,
      called(call) {
        last = `last asked ${call.model}: ${call.outcome}`;
        deps.called?.(call);
      },
    },
  );
  const { currency, limits } = models;
  const budget = createBudget(
    { ...limits, currency, timeZone: business.timeZone, owner },
    { store, clock, alert: deps.alert },
  );
  const { encode, cacheLooked: looked } = deps;
  const cache = createAnswerCache({ ...(encode ? { encode } : {}), ...(looked ? { looked } : {}) });
  const tasks = createModelTasks({ business, prompts });
  const chain = createChain(models, { local, ask, tasks, budget, cache, business, clock, failed });
  const names = [
    ...new Set(
      Object.values(tiers)
        .flat()
        .map(({ name }) => name),
    ),
  ].join(', ');
  return {
    ...chain,
    promptVersions: prompts.versions,
    line: `models: ${names || 'none has its key'}; at most ${limits.businessPerDay} ${currency} a day`,
    state: () => `${names || 'none has its key'} (${last})`,
    today: () => budget.today(),
  };
}
