/**
 * What the chain asks of a model, whoever runs it. A model gets instructions of ours and data of others, never mixed,
 * and answers with JSON text; whether that can be believed is checked by who asked.
 */
import type { Json, JsonObject } from '../domain/json.ts';

export interface ModelRequest {
  /** What is to be done, all of it ours. */
  readonly instructions: string;
  /** What people wrote and what was approved: only ever data. */
  readonly data: JsonObject;
  /** JSON schema (draft 2020-12) of the answer, and its name. */
  readonly schema: Json;
  readonly name: string;
  /** Most tokens of the answer. */
  readonly maxTokens: number;
  /** Its answer to this was no JSON of the schema, for this reason: once more, please. */
  readonly repair?: { readonly answer: string; readonly fault: string };
}

export interface ModelAnswer {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface Model {
  /** Such as `openai/gpt-5.4-mini`; in traces and metrics. */
  readonly name: string;
  /** Throws Failure `rate-limited` or `language-unavailable`; a refusal is `language-unavailable` too. */
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>;
}

export const TIERS = ['small', 'large'] as const;
export type Tier = (typeof TIERS)[number];

/** What one call came to, for the trace and the metrics. */
export interface ModelCall {
  readonly task: string;
  readonly model: string;
  /** `ok`, or why it gave nothing: a failure's code, `schema`, `circuit-open`, `deadline`, `no-proof`. */
  readonly outcome: string;
  readonly ms: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In the currency of the price list. */
  readonly cost: number;
}

/** What models were asked for, and what that cost. */
export interface Usage {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly currency: string;
}
