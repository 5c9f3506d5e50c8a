/** Every agent there is. A new one: its file, a line here, and an intent in config that names it. */
import type { Business } from '../domain/business.ts';
import type { FollowUpRules } from '../follow-ups/rules.ts';
import { actingAs } from '../language/turn-account.ts';
import type { Knowledge, Language } from '../ports.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Agent, Situation } from './agent.ts';
import { createBookingAgent } from './booking.ts';
import { createFaq } from './faq.ts';
import { createHandoff } from './handoff.ts';
import { leavingPlans } from './plans/wished.ts';
import { createPlans } from './plans.ts';
import { withoutDeliveryPromises } from './sales/by-when.ts';
import { createSales } from './sales.ts';

export interface AgentDeps {
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly tools: ToolBox;
  /** Where a customer finds their booking as a calendar file; absent: nowhere. */
  readonly calendarLink?: (reference: string) => Promise<string>;
}

export function createAgents(
  config: { business: Business; followUps?: FollowUpRules },
  deps: AgentDeps,
): readonly Agent[] {
  const guarded = (agent: Agent) => withoutDeliveryPromises(agent, { ...config, ...deps });
  const plans = createPlans(config, deps);
  return [
    guarded(createFaq(config, deps)),
    leavingPlans(createBookingAgent(config, deps), plans),
    plans,
    guarded(createSales(config, deps)),
    createHandoff(config, deps),
  ].map(atWork);
}

/** Whatever a model is asked while an agent works is asked for that agent, with its tools and none else. */
function atWork(agent: Agent): Agent {
  const { name, reads = [], continues } = agent;
  const as = <T>({ audience }: Situation, run: () => Promise<T>) => actingAs({ name, reads, audience }, run);
  return {
    ...agent,
    ...(continues ? { continues: (situation) => as(situation, () => continues(situation)) } : {}),
    decide: (situation) => as(situation, () => agent.decide(situation)),
  };
}
