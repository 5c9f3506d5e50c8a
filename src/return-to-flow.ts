/** After an excursion ("and where are you?") the open question of a booking is put again. Pure. */
import type { Situation } from './agents/agent.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Proposal, Utterance } from './domain/decision.ts';

/** The question an agent's open flow is waiting for, to come back to. */
export type OpenQuestion = (agent: string, conversation: Conversation) => string | undefined;

/** The proposal, with the question that the open flow of another agent waits for behind its words. */
export function withReturnToFlow(
  proposal: Proposal,
  conversation: Conversation,
  { now }: Pick<Situation, 'now'>,
  answeredBy: string,
  openQuestion: OpenQuestion,
): Proposal {
  const { flow } = conversation;
  const { decision } = proposal;
  if (!flow || flow.expiresAt <= now || flow.agent === answeredBy) return proposal;
  if (decision.kind !== 'reply' || decision.say.choices.length > 0 || proposal.flow !== undefined) return proposal;
  const question = openQuestion(flow.agent, conversation);
  if (!question) return proposal;
  return { ...proposal, decision: { ...decision, say: joined(decision.say, question) } };
}

function joined(say: Utterance, question: string): Utterance {
  const source = { kind: 'business', id: 'open-question', title: 'Open question', text: question } as const;
  return { ...say, text: `${say.text}\n\n${question}`, sources: [...say.sources, source] };
}
