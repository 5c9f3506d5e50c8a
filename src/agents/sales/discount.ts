/**
 * A discount the customer names becomes a draft for staff; what the house rules say is quoted; else a person answers. An
 * approved one is written on the customer's lead.
 */
import { z } from 'zod';
import { type Business, say } from '../../domain/business.ts';
import type { FollowUp, Proposal, Utterance } from '../../domain/decision.ts';
import type { Source } from '../../domain/knowledge.ts';
import { leadEvent } from '../../leads/leads.ts';
import type { Knowledge, Language } from '../../ports.ts';
import { toTheTeam } from '../../to-the-team.ts';
import type { ToolBox } from '../../tools/tool.ts';
import type { Situation } from '../agent.ts';
import type { State } from './state.ts';

export interface DiscountDeps {
  readonly business: Business;
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly tools: ToolBox | undefined;
}

const Found = z.object({ leads: z.array(z.object({ id: z.string() })) });

export function createDiscount({ business, language, knowledge, tools }: DiscountDeps) {
  return async function discount(situation: Situation, state: State | undefined): Promise<Proposal> {
    const { said, conversation } = situation;
    const asked = /\d{1,2}(?:[.,]\d)?\s?(?:%|percent|per cent)/iu.exec(said)?.[0];
    const passages = await knowledge.search(said, 3);
    const answer = await language.answer(said, passages);
    if (!asked && answer && answer.confidence >= business.confidence.answer) {
      // A discount that stands in the approved knowledge is no promise of ours but a fact.
      const fact: Utterance = { text: answer.text, choices: [], sources: answer.sources };
      return { decision: { kind: 'reply', say: fact, intent: 'published-discount', confidence: answer.confidence } };
    }
    if (asked) {
      const source: Source = { kind: 'customer', id: 'asked', title: 'The customer asked for', text: said };
      const text = say(business, 'sales.discount', { discount: asked });
      const followUps = await noted(asked, state, situation);
      const draft: Utterance = { text, choices: [], sources: [source] };
      return { decision: { kind: 'reply', say: draft, intent: 'discount', confidence: 1 }, followUps };
    }
    if (answer && answer.confidence >= business.confidence.ask) {
      const draft: Utterance = { text: answer.text, choices: [], sources: answer.sources };
      return { decision: { kind: 'reply', say: draft, intent: 'discount', confidence: 1 } };
    }
    const summary = await language.summarise(conversation.entries);
    const sayAfter = toTheTeam(business, 'askedTeam', situation.now);
    return { decision: { kind: 'hand-off', reason: 'needs-approval', summary, urgency: 'normal', sayAfter } };
  };

  /** For the lead it is about: the open sale, else the customer's latest. It counts once staff have approved. */
  async function noted(discount: string, state: State | undefined, situation: Situation): Promise<readonly FollowUp[]> {
    const leadId = state?.lead ?? (await latest(situation));
    if (leadId === undefined || !tools?.get('save-lead')) return [];
    const event = { kind: 'discount-approved', discount } as const;
    return [leadEvent({ leadId, event, eventId: `${leadId}:discount:${situation.conversation.lastN}` }, situation.now)];
  }

  async function latest({ conversation: { customerId, id }, now }: Situation): Promise<string | undefined> {
    if (!tools?.get('find-leads')) return undefined;
    const context = { customerId, conversationId: id, taskId: `${id}.read`, now };
    return Found.parse(await tools.read({ tool: 'find-leads', input: {} }, context)).leads[0]?.id;
  }
}
