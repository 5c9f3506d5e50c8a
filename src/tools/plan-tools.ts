/**
 * Starts and drops plans of several steps. What they do is done by the agenda, a task a step, so running one here is a
 * mistake in the wiring.
 */
import { z } from 'zod';
import { PlannedStep } from '../plans/plan.ts';
import { DROP_PLAN, RUN_PLAN } from '../plans/plan-words.ts';
import type { Tool } from './tool.ts';

const output = z.object({});

function planTool<Input extends z.ZodType>(name: string, description: string, input: Input): Tool {
  return {
    name,
    description,
    kind: 'writes',
    risk: 'low',
    input: input as unknown as Tool['input'],
    output,
    async run() {
      throw new Error(`${name}: expected to be carried out by src/plans, a task a step`);
    },
  };
}

export const PLAN_TOOLS: readonly Tool[] = [
  planTool(
    RUN_PLAN,
    'Carries out several steps, one after the other, and takes them back when one fails.',
    z.object({ planId: z.string(), steps: z.array(PlannedStep).min(1).max(6) }),
  ),
  planTool(DROP_PLAN, 'Forgets a plan that was proposed.', z.object({ planId: z.string() })),
];
