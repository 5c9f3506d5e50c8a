/** A world with models behind its language, asked over HTTP at a mock server. */
import { createModelChain, loadModelParts, type ModelParts } from '../../src/language/models.ts';
import { createOpenAiModel } from '../../src/language/openai/openai-model.ts';
import type { ModelServer } from '../fakes/model-server.ts';
import { createWorld, shop, type World } from './world.ts';

const shipped = loadModelParts('config');
if ('faults' in shipped) throw new Error(JSON.stringify(shipped.faults));
const { models, prompts } = shipped.parts;

/** Real seconds: a busy machine is slow to pass an answer on. A test of a model that hangs names its own. */
export const PATIENT = { attemptSeconds: 60, turnSeconds: 150, retries: 0 };

export function createModelWorld(
  server: ModelServer,
  limits: Partial<ModelParts['models']['limits']> = PATIENT,
): Promise<World> {
  return createWorld({
    models: (local, { store, clock, desk, knowledge, tools }) =>
      createModelChain(
        { models: { ...models, limits: { ...models.limits, ...limits } }, prompts, owner: 'test' },
        {
          local,
          business: shop,
          store,
          clock,
          createModel: createOpenAiModel,
          keyNamed: () => 'sk-test-key-that-is-no-key',
          baseUrl: server.url,
          encode: undefined,
          reads: { knowledge, tools },
          alert: (text) => desk.desk.tell({ text, urgency: 'normal' }),
          failed: (error) => {
            throw error;
          },
        },
      ),
  });
}
