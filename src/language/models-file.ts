/** Reads config/models.yaml: which models, in which order, what they cost and what they may cost. */
import { z } from 'zod';
import { loadYamlFile } from '../business-config/checked-yaml.ts';
import type { Fault } from '../fault.ts';

const word = z.string('some text').trim().min(1, 'some text');
const share = z.number('a number from 0 to 1').min(0, 'a number from 0 to 1').max(1, 'a number from 0 to 1');
const money = z.number('an amount').min(0, 'an amount of 0 or more');
const seconds = z.number('seconds').positive('more than 0 seconds').max(60, 'at most 60 seconds');
const reasoning = z.enum(['none', 'minimal', 'low', 'medium', 'high']);
const link = z.strictObject({ provider: word, model: word, reasoning: reasoning.exactOptional() });

const modelsFile = z.strictObject({
  providers: z.record(
    word,
    z.strictObject({
      key: z
        .string('the name of an environment variable')
        .regex(/^[A-Z][A-Z0-9_]*$/u, 'the NAME of an environment variable, not the key itself'),
      baseUrl: z.url('an address that starts with https:// or http://').exactOptional(),
      json: z.enum(['json_schema', 'prompt']),
    }),
  ),
  tiers: z.strictObject({
    small: z.array(link, 'a list of models').min(1, 'at least one model'),
    large: z.array(link, 'a list of models').min(1, 'at least one model'),
  }),
  tone: word.max(300, 'at most 300 characters'),
  currency: word,
  prices: z.record(word, z.strictObject({ input: money, output: money })),
  localEnough: z.strictObject({ classify: share, answer: share, intents: z.record(word, share) }),
  secondOpinion: z.boolean('true or false'),
  limits: z.strictObject({
    attemptSeconds: seconds,
    turnSeconds: seconds,
    retries: z.int('a whole number').min(0, 'a number from 0 to 3').max(3, 'a number from 0 to 3'),
    historyTokens: z.int('a whole number').min(0, 'a number of 0 or more').max(100_000, 'at most 100000'),
    customerPerDay: money,
    businessPerDay: money,
  }),
});

export type ModelsConfig = z.infer<typeof modelsFile>;

/** The models of `models.yaml` in `dir`, or every fault in it. Reads the disk at once; call it at start only. */
export function loadModels(dir: string): { readonly models: ModelsConfig } | { readonly faults: readonly Fault[] } {
  const loaded = loadYamlFile(dir, 'models.yaml', modelsFile);
  if ('faults' in loaded) return loaded;
  const models = loaded.data;
  const links = Object.entries(models.tiers).flatMap(([tier, list]) => list.map((one, at) => ({ ...one, tier, at })));
  const faults = links.flatMap(({ tier, at, provider, model }) => [
    ...(models.providers[provider]
      ? []
      : [fault(`tiers.${tier}[${at}].provider`, `one of ${Object.keys(models.providers).join(', ')}`, provider)]),
    ...(models.prices[model]
      ? []
      : [fault(`prices.${model}`, 'what a million tokens cost, so that limits hold', 'nothing')]),
  ]);
  if (models.limits.attemptSeconds >= models.limits.turnSeconds)
    faults.push(
      fault(
        'limits.attemptSeconds',
        'less than turnSeconds, or nobody else is ever asked',
        `${models.limits.attemptSeconds}`,
      ),
    );
  return faults.length > 0 ? { faults } : { models };
}

function fault(path: string, expected: string, got: string): Fault {
  return { path: `models.yaml ${path}`, expected, got };
}
