/**
 * Typed tools. A reading tool may run while an agent decides; a writing tool runs from the agenda only, once per task
 * id. Who it acts for comes from the conversation, never from its input.
 */
import type { z } from 'zod';
import type { ToolCall } from '../domain/decision.ts';
import type { Json, JsonObject } from '../domain/json.ts';

export interface ToolContext {
  readonly customerId: string;
  readonly conversationId: string;
  readonly displayName?: string;
  /** Idempotency key: the same task run twice has one effect and one answer. */
  readonly taskId: string;
  readonly now: number;
}

export interface Tool<Input extends JsonObject = JsonObject, Output extends JsonObject = JsonObject> {
  readonly name: string;
  readonly description: string;
  readonly kind: 'reads' | 'writes';
  /** `high`: staff must approve every call. */
  readonly risk: 'low' | 'high';
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  /** For plans of several steps; a tool without it cannot be one of them. */
  readonly inPlans?: {
    /** Whether it did what was asked, rather than answering "taken". */
    worked(output: Output): boolean;
    /** What takes it back; undefined when only people can. */
    undo(output: Output, input: Input): ToolCall | undefined;
  };
  /** Expected outcomes ("taken") are values of the output; throws `Failure` only when it could not work at all. */
  run(input: Input, context: ToolContext): Promise<Output>;
}

export interface ToolBox {
  get(name: string): Tool | undefined;
  /** Runs a reading tool; throws a plain error for a writing or unknown one: that is a bug in the agent. */
  read(call: ToolCall, context: ToolContext): Promise<JsonObject>;
  /** Runs any tool; input and output are checked against its schemas. */
  run(call: ToolCall, context: ToolContext): Promise<JsonObject>;
}

export type { Json };
