/**
 * One model behind the chat completions of OpenAI, or of any server that speaks them. It tries once: trying again,
 * giving up and asking somebody else is the chain's business. Neither key nor words stand in its failures.
 */
import OpenAI from 'openai';
import { Failure } from '../../domain/failure.ts';
import type { Json, JsonObject } from '../../domain/json.ts';

export interface OpenAiModelConfig {
  /** The provider's name in config. */
  readonly provider: string;
  readonly model: string;
  readonly apiKey: string;
  /** Absent: OpenAI's own. */
  readonly baseUrl?: string;
  /** Whether the server enforces a schema, or has to be told it in words. */
  readonly json: 'json_schema' | 'prompt';
  /** Longest wait for one answer, ms. */
  readonly attemptMs: number;
  /** How long a model that reasons may do so; absent: as the server has it. */
  readonly reasoning?: 'none' | 'minimal' | 'low' | 'medium' | 'high';
}

/** Who has let one customer wait for a whole attempt is not asked again for the same one. */
const REST_AFTER_TIMEOUT_MS = 30_000;

interface Request {
  readonly instructions: string;
  readonly data: JsonObject;
  readonly schema: Json;
  readonly name: string;
  readonly maxTokens: number;
  readonly repair?: { readonly answer: string; readonly fault: string };
  readonly tools?: readonly { readonly name: string; readonly description: string; readonly schema: Json }[];
  readonly lookedUp?: readonly { readonly wishes: readonly Wish[]; readonly results: readonly string[] }[];
}

interface Wish {
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it. */
  readonly input: string;
}

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;

export function createOpenAiModel(config: OpenAiModelConfig) {
  const client = new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl ?? 'https://api.openai.com/v1', // else the package would read the environment itself
    timeout: config.attemptMs,
    maxRetries: 0,
    logLevel: 'off',
  });
  const name = `${config.provider}/${config.model}`;
  return {
    name,
    async ask(request: Request, signal: AbortSignal) {
      const completion = await client.chat.completions
        .create(bodyOf(request, config), { signal: AbortSignal.any([signal, AbortSignal.timeout(config.attemptMs)]) })
        .catch((error: unknown) => Promise.reject(failureOf(error, name)));
      const choice = completion.choices?.[0];
      const usage = {
        inputTokens: completion.usage?.prompt_tokens ?? 0,
        outputTokens: completion.usage?.completion_tokens ?? 0,
      };
      const wishes = request.tools ? wishesOf(choice?.message?.tool_calls ?? []) : [];
      if (wishes.length > 0) return { text: '', wishes, ...usage };
      const text = choice?.message?.content;
      const bad = choice?.message?.refusal
        ? 'a refusal'
        : choice?.finish_reason === 'content_filter' || choice?.finish_reason === 'length'
          ? `an answer that ended by ${choice.finish_reason}`
          : undefined;
      if (bad || !text) throw new Failure('language-unavailable', `${name}: expected an answer, got ${bad ?? 'none'}`);
      return { text, ...usage };
    },
  };
}

function wishesOf(calls: readonly OpenAI.Chat.Completions.ChatCompletionMessageToolCall[]): readonly Wish[] {
  return calls.flatMap((call) =>
    call.type === 'function' ? [{ id: call.id, name: call.function.name, input: call.function.arguments }] : [],
  );
}

function bodyOf(request: Request, { model, json, reasoning }: OpenAiModelConfig) {
  const inWords = `${request.instructions}\n\nAnswer with one JSON object of this schema and nothing else:\n${JSON.stringify(request.schema)}`;
  const messages: Message[] = [
    { role: 'system', content: json === 'prompt' ? inWords : request.instructions },
    { role: 'user', content: JSON.stringify(request.data) },
  ];
  for (const { wishes, results } of request.lookedUp ?? []) {
    const calls = wishes.map(({ id, name, input }) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: input },
    }));
    messages.push({ role: 'assistant', tool_calls: calls });
    for (const [at, { id }] of wishes.entries())
      messages.push({ role: 'tool', tool_call_id: id, content: results[at] ?? '{}' });
  }
  if (request.repair) {
    messages.push({ role: 'assistant', content: request.repair.answer });
    messages.push({
      role: 'user',
      content: `That was no answer of the schema: ${request.repair.fault}. Answer again.`,
    });
  }
  const schema = { name: request.name, strict: true, schema: request.schema as Record<string, unknown> };
  // Servers that are told a schema in words seldom know tools either: there a model goes by what it was given.
  const tools = json === 'prompt' ? [] : (request.tools ?? []);
  return {
    model,
    messages,
    max_completion_tokens: request.maxTokens,
    ...(reasoning ? { reasoning_effort: reasoning } : {}),
    ...(tools.length > 0
      ? {
          tools: tools.map(({ name, description, schema: parameters }) => ({
            type: 'function' as const,
            function: { name, description, strict: true, parameters: parameters as Record<string, unknown> },
          })),
        }
      : {}),
    ...(json === 'json_schema' ? { response_format: { type: 'json_schema' as const, json_schema: schema } } : {}),
  };
}

/** Whether it was the provider's fault is in the code: `bad-request` and `channel-auth` are ours. */
function failureOf(error: unknown, name: string): Failure {
  const failed = (code: 'language-unavailable' | 'rate-limited' | 'bad-request' | 'channel-auth', got: string) =>
    new Failure(code, `${name}: expected an answer, got ${got}`, { cause: withoutWords(error) });
  if (!(error instanceof OpenAI.APIError)) return failed('language-unavailable', 'an answer that broke off');
  const status = error.status as number | undefined;
  if (status === undefined) {
    const rest = error instanceof OpenAI.APIConnectionTimeoutError || error instanceof OpenAI.APIUserAbortError;
    return new Failure('language-unavailable', `${name}: expected an answer, got ${error.constructor.name}`, {
      cause: withoutWords(error),
      ...(rest ? { retryAfterMs: REST_AFTER_TIMEOUT_MS } : {}),
    });
  }
  if (status === 429) {
    const seconds = Number(error.headers?.get('retry-after') ?? Number.NaN);
    const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {};
    return new Failure('rate-limited', `${name}: expected an answer, got status 429`, {
      cause: withoutWords(error),
      ...wait,
    });
  }
  if (status === 401 || status === 403) return failed('channel-auth', `status ${status}; check its key`);
  if (status >= 400 && status < 500 && status !== 408 && status !== 409)
    return failed('bad-request', `status ${status}`);
  return failed('language-unavailable', `status ${status}`);
}

/** What a provider answers may repeat the customer's words: only the kind of error goes on. */
function withoutWords(error: unknown): Error {
  const { name = 'Error', status } = error as { name?: string; status?: number };
  return new Error([name, status].filter(Boolean).join(' '));
}
