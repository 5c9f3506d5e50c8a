/** Every way in which a model server fails a customer, each over HTTP as a real one does it. */
import type { ModelServer } from './model-server.ts';

export interface ModelFailure {
  readonly how: string;
  /** From now on every request is answered so. */
  readonly fail: (server: ModelServer) => void;
}

const everything = { predicate: () => true };

export const MODEL_FAILURES: readonly ModelFailure[] = [
  {
    how: 'is too busy (429)',
    fail: ({ mock }) => void mock.on(everything, { error: { message: 'slow down' }, status: 429 }),
  },
  { how: 'breaks (500)', fail: ({ mock }) => void mock.on(everything, { error: { message: 'oops' }, status: 500 }) },
  { how: 'hangs', fail: ({ mock }) => void mock.on(everything, { content: '{}' }, { chaos: { latencyMs: 20_000 } }) },
  { how: 'cuts its answer off in the middle', fail: (server) => server.raw('{"choices":[{"index":0,"mess', 'cut') },
  { how: 'answers with broken JSON', fail: (server) => server.raw('{"choices":[{"index":0,"message":{"conte') },
  { how: 'answers with a page of its proxy', fail: (server) => server.raw('<html>502</html>') },
  { how: 'writes no JSON', fail: ({ mock }) => void mock.on(everything, { content: 'Sure! It costs €5.' }) },
  {
    how: 'answers in another shape',
    fail: ({ mock }) => void mock.on(everything, { content: JSON.stringify({ answer: 'It costs €5.' }) }),
  },
  {
    how: 'refuses',
    fail: (server) =>
      server.raw(
        JSON.stringify({
          choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: 'No.' }, finish_reason: 'stop' }],
        }),
      ),
  },
];
