/**
 * Where the words of staff go: to FAQ, which finds what is for staff only too, or to a person when they ask for one.
 * Booking and sales are for customers; no intent of theirs is acted on here.
 */
import type { Agent, Situation } from './agents/agent.ts';
import { asksWhereFrom, WHERE_FROM } from './agents/where-from.ts';
import type { Conversation } from './domain/conversation.ts';
import { wantsPerson } from './phrases.ts';
import { type Heard, type Route, type RouterDeps, UNKNOWN } from './router.ts';

export function createStaffRouter({ business, agents, language, knowledge }: RouterDeps) {
  function agentNamed(name: string): Agent {
    const agent = agents.find((one) => one.name === name);
    if (!agent) throw new Error(`staff router: expected an agent named "${name}", found none`);
    return agent;
  }

  return async function route(conversation: Conversation, heard: Heard, now: number): Promise<Route> {
    const said = heard.kind === 'understand' ? heard.said : '';
    const base: Situation = { conversation, audience: 'internal', said, intent: UNKNOWN, confidence: 0, now };
    const to = (name: string, by: string, more: Partial<Situation> = {}): Route => {
      const situation = { ...base, ...more };
      const { intent, confidence } = situation;
      return {
        kind: 'agent',
        agent: agentNamed(name),
        situation,
        trace: { audience: 'internal', by, agent: name, intent, confidence },
      };
    };

    if (heard.kind === 'understand' && heard.choice?.id.startsWith('handoff:')) return to('handoff', 'choice');
    if (asksWhereFrom(said)) return to('faq', 'source', { intent: WHERE_FROM, confidence: 1 });
    const best = (await language.classify(said)).ranked[0];
    // What FAQ has a fixed answer for, such as a greeting; a word of thanks in a question must not hide it.
    const fixed = best !== undefined && business.texts[`intent.${best.intent}`] !== undefined;
    const [found] = await knowledge.search(said, 1, 'internal');
    if ((found?.score ?? 0) < business.confidence.answer) {
      if (wantsPerson(said, business)) return to('handoff', 'asks for a person');
      if (fixed && best.confidence >= business.confidence.act) return to('faq', 'classifier', best);
    }
    return to('faq', 'question', fixed ? {} : best);
  };
}
