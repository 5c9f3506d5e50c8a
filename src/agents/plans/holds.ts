/** The times a plan needs, and how they are kept while it waits for a yes. Pure. */
import { z } from 'zod';
import type { ToolCall } from '../../domain/decision.ts';
import type { PlannedStep } from '../../plans/plan.ts';
import { HOLD_PLAN, RELEASE_PLAN } from '../../tools/plan-holds.ts';
import type { Shown } from './state.ts';

/** What the tools that keep and give back times answer. */
export const Kept = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('held'), holdIds: z.array(z.string()), startAts: z.array(z.int()), until: z.int() }),
  z.object({ outcome: z.literal('taken'), startAts: z.array(z.int()) }),
  z.object({ outcome: z.literal('released') }),
]);

const When = z.object({
  serviceId: z.string(),
  staffId: z.string(),
  startAt: z.int(),
  /** Of a step that moves a booking. */
  reference: z.string().exactOptional(),
});
export type When = z.infer<typeof When>;

/** In the order of the steps that need a time. */
export function timesOf(steps: readonly PlannedStep[]): readonly When[] {
  return steps.flatMap(({ call }) => (needsTime(call) ? [When.parse(call.input)] : []));
}

/** Keeps the times, or goes on keeping them. `forStaff`: as long as staff may take to decide. */
export function holdCall({ steps, holdIds }: Shown, forStaff: boolean): ToolCall {
  return { tool: HOLD_PLAN, input: { slots: slotsOf(steps, holdIds), ...(forStaff ? { forStaff: true } : {}) } };
}

/** Undefined when none is kept. */
export function releaseCall({ steps, holdIds }: Shown): ToolCall | undefined {
  return holdIds.length > 0 ? { tool: RELEASE_PLAN, input: { slots: slotsOf(steps, holdIds) } } : undefined;
}

/** The steps as they are carried out: each booking takes over the time that is kept for it. */
export function onHolds(steps: readonly PlannedStep[], holdIds: readonly string[]): PlannedStep[] {
  const ids = [...holdIds];
  return steps.map((step) => {
    const holdId = needsTime(step.call) ? ids.shift() : undefined;
    if (holdId === undefined || step.call.tool !== 'book-slot') return step;
    return { ...step, call: { ...step.call, input: { ...step.call.input, holdId } } };
  });
}

function slotsOf(steps: readonly PlannedStep[], holdIds: readonly string[]) {
  return timesOf(steps).map(({ serviceId, staffId, startAt, reference }, at) => {
    const holdId = holdIds[at];
    return {
      serviceId,
      staffId,
      startAt,
      ...(reference === undefined ? {} : { moving: reference }),
      ...(holdId === undefined ? {} : { holdId }),
    };
  });
}

function needsTime({ tool }: ToolCall): boolean {
  return tool === 'book-slot' || tool === 'move-booking';
}
