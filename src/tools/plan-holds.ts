/**
 * Keeps the times of a plan while the customer, or staff, decide on it: all of them or none. Made of the tools that keep
 * and give back one time, so that a plan has no rules of its own about whose a time is.
 */
import { z } from 'zod';
import type { createHoldSlot } from './hold-slot.ts';
import type { createReleaseHold } from './release-hold.ts';
import { instant, slotInput } from './slot-schema.ts';
import type { Tool, ToolContext } from './tool.ts';

export const HOLD_PLAN = 'hold-plan';
export const RELEASE_PLAN = 'release-plan';

const time = {
  ...slotInput,
  /** Reference of this customer's booking that is to be moved here. */
  moving: z.string().exactOptional(),
};
const holdInput = z.object({
  /** `holdId`: how this customer holds it already. */
  slots: z
    .array(z.object({ ...time, holdId: z.string().exactOptional() }))
    .min(1)
    .max(6),
  /** Until staff have decided, not only until the customer has. */
  forStaff: z.literal(true).exactOptional(),
});
const startAts = z.array(instant);
/** `startAts`: what was asked for, so that an answer is never taken for that of another plan. `holdIds`: in the same order. */
const holdOutput = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('held'), holdIds: z.array(z.string()), startAts, until: instant }),
  z.object({ outcome: z.literal('taken'), startAts }),
]);
const releaseInput = z.object({
  slots: z
    .array(z.object({ ...time, holdId: z.string() }))
    .min(1)
    .max(6),
});
const releaseOutput = z.object({ outcome: z.literal('released') });

export interface PlanHoldsDeps {
  readonly holdSlot: ReturnType<typeof createHoldSlot>;
  readonly releaseHold: ReturnType<typeof createReleaseHold>;
}

type Held = z.infer<typeof releaseInput>['slots'];

export function createHoldPlan({
  holdSlot,
  releaseHold,
}: PlanHoldsDeps): Tool<z.infer<typeof holdInput>, z.infer<typeof holdOutput>> {
  return {
    name: HOLD_PLAN,
    description: 'Keeps every time of a plan for this customer, or none of them.',
    kind: 'writes',
    risk: 'low',
    input: holdInput,
    output: holdOutput,
    async run({ slots, forStaff }, context) {
      const held: Held = [];
      const startAts = slots.map(({ startAt }) => startAt);
      let until = Number.POSITIVE_INFINITY;
      for (const [at, { holdId, ...slot }] of slots.entries()) {
        const { serviceId, staffId, startAt } = slot;
        const instead = holdId === undefined ? {} : { instead: { holdId, serviceId, staffId, startAt } };
        const own = { ...context, taskId: `${context.taskId}.${at}` };
        const answer = await holdSlot.run({ ...slot, ...instead, ...(forStaff ? { forStaff } : {}) }, own);
        if (answer.outcome !== 'held') {
          const earlier = slots
            .slice(at)
            .flatMap(({ holdId: id, ...rest }) => (id === undefined ? [] : [{ ...rest, holdId: id }]));
          await giveBack(releaseHold, [...held, ...earlier], context);
          return { outcome: 'taken', startAts };
        }
        held.push({ ...slot, holdId: answer.holdId });
        until = Math.min(until, answer.until);
      }
      return { outcome: 'held', holdIds: held.map(({ holdId }) => holdId), startAts, until };
    },
  };
}

export function createReleasePlan({
  releaseHold,
}: Pick<PlanHoldsDeps, 'releaseHold'>): Tool<z.infer<typeof releaseInput>, z.infer<typeof releaseOutput>> {
  return {
    name: RELEASE_PLAN,
    description: 'Gives back the times that were kept for a plan.',
    kind: 'writes',
    risk: 'low',
    input: releaseInput,
    output: releaseOutput,
    async run({ slots }, context) {
      await giveBack(releaseHold, slots, context);
      return { outcome: 'released' };
    },
  };
}

async function giveBack(releaseHold: PlanHoldsDeps['releaseHold'], slots: Held, context: ToolContext): Promise<void> {
  for (const slot of slots) await releaseHold.run(slot, context);
}
