/**
 * What the chain adds to a model: the same questions put to the same mock server, bare (one request by the client) and
 * through the chain (local first, data and schema, circuits, budget,
 * proof of quotes, trace, and what it cost booked in the embedded store). Both in one run and in
 * turns, so that their ratio says more than either number; then whole answers a second with many at once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBusiness } from '../../src/business-config.ts';
import { type Conversation, newConversation } from '../../src/domain/conversation.ts';
import type { RankedPassage } from '../../src/domain/knowledge.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { createModelChain, loadModelParts } from '../../src/language/models.ts';
import { createOpenAiModel } from '../../src/language/openai/openai-model.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Taken } from '../../src/turn.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createModelServer, type Data } from '../fakes/model-server.ts';
import { type Measured, measured, median, quantile } from './measured.ts';

const WARM = 40;
const QUESTIONS = 300;
const AT_ONCE = 16;
const ROUNDS = 3;
const KEY = 'sk-test-key-that-is-no-key';

/** Words that the local language cannot place, another question every time. */
const questionOf = (n: number) =>
  `my granny bike number ${n} makes a racket with the coaster thing, what is to be done`;

export async function benchChain(): Promise<void> {
  const [loaded, shipped] = [loadBusiness('config'), loadModelParts('config')];
  if ('faults' in loaded || 'faults' in shipped) throw new Error('expected the shipped config to be whole');
  const { business } = loaded;
  const { models, prompts } = shipped.parts;
  const clock = createManualClock(Date.parse('2026-11-23T10:00:00Z'));
  const server = await createModelServer();
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-chain-bench-'));
  const store = createSqliteStore({ path: join(folder, 'shop.sqlite'), clock });
  const knowledge = await createKnowledge({ dir: 'knowledge', business }, { clock });
  server.answers('answer', ({ passages }: Data) => ({
    answerable: true,
    answer: passages[0].text,
    citations: [{ passage: passages[0].id, quote: passages[0].text }],
    confidence: 0.95,
  }));
  const unlimited = { ...models.limits, businessPerDay: 1e9, customerPerDay: 1e9 };
  const chain = createModelChain(
    { models: { ...models, limits: unlimited }, prompts, owner: 'bench' },
    {
      local: createLocalLanguage({ intents: business.intents, business }),
      business,
      store,
      clock,
      createModel: createOpenAiModel,
      keyNamed: () => KEY,
      baseUrl: server.url,
      encode: undefined,
      alert: async () => {},
      failed: (error) => {
        throw error;
      },
    },
  );
  const bare = createOpenAiModel({
    provider: 'openai',
    model: 'gpt-5.4',
    apiKey: KEY,
    baseUrl: server.url,
    json: 'json_schema',
    attemptMs: 5_000,
  });
  const passages: readonly RankedPassage[] = (await knowledge.search('brake service price', 5)).map((one) => ({
    ...one,
    score: 0.3,
  }));
  const data = { passages: passages.map(({ passage: { id, text } }) => ({ id, text })), before: [], summary: '' };
  const schema = { type: 'object' };
  const askBare = (n: number) =>
    bare.ask(
      {
        instructions: prompts.text('answer'),
        data: { ...data, question: questionOf(n) },
        schema,
        name: 'answer',
        maxTokens: 1_200,
      },
      AbortSignal.timeout(5_000),
    );
  let asked = 0;
  /** A turn of a customer of its own: the answer, its trace and its account in the store. */
  const askChain = async () => {
    const n = asked++;
    const address = { channel: 'web', account: 'shop', key: `${n}` };
    const conversation = newConversation({ id: `web:${n}`, address, customerId: `c${n}` }, clock.now());
    const { turn } = await chain.aroundTurn(conversation, async () => {
      const answer = await chain.language.answer(questionOf(n), passages);
      if (!answer?.sources.length) throw new Error('expected an answer of the model, got none');
      return { turn: { steps: [] }, apply: (fresh: Conversation) => fresh } as unknown as Taken;
    });
    if (turn.steps.length !== 1) throw new Error(`expected one call in the trace, got ${turn.steps.length}`);
  };

  await measured(1, WARM, askBare);
  await measured(1, WARM, askChain);
  const runs = {
    bare: [] as Measured[],
    chain: [] as Measured[],
    bareMany: [] as Measured[],
    chainMany: [] as Measured[],
  };
  for (let round = 0; round < ROUNDS; round++) {
    server.mock.clearRequests();
    runs.bare.push(await measured(1, QUESTIONS / ROUNDS, askBare));
    runs.chain.push(await measured(1, QUESTIONS / ROUNDS, askChain));
    runs.bareMany.push(await measured(AT_ONCE, QUESTIONS, askBare));
    runs.chainMany.push(await measured(AT_ONCE, QUESTIONS, askChain));
  }
  const all = (some: readonly Measured[]) => some.flatMap(({ latencies }) => latencies);
  const line = (name: string, one: readonly Measured[], many: readonly Measured[]) => {
    const numbers = [median(all(one)), quantile(all(one), 0.95), 1_000 / median(many.map(({ ms }) => ms))];
    process.stdout.write(`${name} | ${numbers.map((number) => number.toFixed(1).padStart(7)).join(' | ')}\n`);
    return numbers;
  };
  process.stdout.write(`turns     | p50 ms  | p95 ms  | a second, ${AT_ONCE} at once\n`);
  const [bareMs = 0, , bareRate = 0] = line('bare call', runs.bare, runs.bareMany);
  const [chainMs = 0, , chainRate = 0] = line('chain    ', runs.chain, runs.chainMany);
  process.stdout.write(
    `the chain adds ${(chainMs - bareMs).toFixed(1)} ms: ${(chainMs / bareMs).toFixed(2)} times a bare call; ${(chainRate / bareRate).toFixed(2)} of its turns a second\n`,
  );
  chain.stop();
  await server.close();
  await store.close();
  rmSync(folder, { recursive: true });
}
