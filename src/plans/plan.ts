/**
 * A plan: several writes that belong together, done one after the other and taken back in reverse when one of them fails.
 * Pure. What has been done stands in the record before the next step is begun.
 */
import { z } from 'zod';
import type { Json, JsonObject } from '../domain/json.ts';

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
const object = z.record(z.string(), json) as unknown as z.ZodType<JsonObject>;

export const PlannedStep = z.object({
  call: z.object({ tool: z.string(), input: object }),
  /** What people read of it: on the card, in the trace, and as the customer confirmed it. */
  words: z.string().max(300),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

/** `stuck`: it could not be taken back; people have to. */
const stepState = z.enum(['waiting', 'done', 'failed', 'undone', 'stuck']);

export const PlanRecord = z.object({
  /** `<conversation id>.p<number>`. */
  id: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  state: z.enum(['running', 'undoing', 'done', 'undone', 'stuck', 'dropped']),
  steps: z.array(PlannedStep.extend({ state: stepState, output: object.exactOptional() })).min(1),
  turnId: z.string(),
});
export type PlanRecord = z.infer<typeof PlanRecord>;
export type Step = PlanRecord['steps'][number];

/** What is to be done next: a step, taking one back, or nothing any more. */
export type NextMove = { readonly kind: 'do' | 'undo'; readonly n: number } | { readonly kind: 'over' };

export function nextMove(plan: PlanRecord): NextMove {
  const { state, steps } = plan;
  if (state === 'running') return { kind: 'do', n: steps.findIndex((step) => step.state === 'waiting') };
  if (state === 'undoing') return { kind: 'undo', n: steps.findLastIndex((step) => step.state === 'done') };
  return { kind: 'over' };
}

/** The plan after step `n` was tried; the very same one when that was known. */
export function afterStep(plan: PlanRecord, n: number, output: JsonObject | undefined, worked: boolean): PlanRecord {
  if (plan.state !== 'running' || plan.steps[n]?.state !== 'waiting') return plan;
  const steps = withStep(plan, n, { state: worked ? 'done' : 'failed', ...(output ? { output } : {}) });
  if (!worked) return settled({ ...plan, state: 'undoing', steps });
  return steps.every(({ state }) => state === 'done') ? { ...plan, state: 'done', steps } : { ...plan, steps };
}

/** The plan after step `n` was taken back, or could not be. */
export function afterUndo(plan: PlanRecord, n: number, worked: boolean): PlanRecord {
  if (plan.state !== 'undoing' || plan.steps[n]?.state !== 'done') return plan;
  return settled({ ...plan, steps: withStep(plan, n, { state: worked ? 'undone' : 'stuck' }) });
}

function settled(plan: PlanRecord): PlanRecord {
  const { steps } = plan;
  if (steps.some(({ state }) => state === 'done')) return plan;
  return { ...plan, state: steps.some(({ state }) => state === 'stuck') ? 'stuck' : 'undone' };
}

function withStep({ steps }: PlanRecord, n: number, change: Partial<Step>): Step[] {
  return steps.map((step, at) => (at === n ? ({ ...step, ...change } as Step) : step));
}

/** Agenda ids: the idempotency key of each step, and of taking it back. */
export function stepId(planId: string, kind: 'do' | 'undo', n: number): string {
  return `${planId}.${kind}${n}`;
}

export function stepIn(
  itemId: string,
): { readonly planId: string; readonly kind: 'do' | 'undo'; readonly n: number } | undefined {
  const match = /^(.+\.p\d+)\.(do|undo)(\d+)$/u.exec(itemId);
  return match ? { planId: match[1] ?? '', kind: match[2] === 'do' ? 'do' : 'undo', n: Number(match[3]) } : undefined;
}
