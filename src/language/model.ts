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
  /** What it may look up before it answers; absent: nothing any more. */
  readonly tools?: readonly ToolOffer[];
  /** What it has looked up so far, oldest first. */
  readonly lookedUp?: readonly LookUp[];
}

export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  /** JSON schema of its input. */
  readonly schema: Json;
}

export interface ToolWish {
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it: not checked yet. */
  readonly input: string;
}

/** One round: what was wished for, and a JSON text for each wish. */
export interface LookUp {
  readonly wishes: readonly ToolWish[];
  readonly results: readonly string[];
}

export interface ModelAnswer {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** It wants to look something up first; then the text says nothing. */
  readonly wishes?: readonly ToolWish[];
}

export interface Model {
  /** Such as `openai/gpt-5.4-mini`: provider, slash, model; in traces and metrics. */
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
  /**
   * `ok`, `looks-up`, or why it gave nothing: a failure's code, `bad-answer` (it may mend it), `not-mended`,
   * `circuit-open`, `deadline`, `over-budget`.
   */
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
