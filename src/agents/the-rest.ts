/**
 * What the agent at work leaves to others in one burst: what approved knowledge answers is said first, in a message of
 * its own; what nothing answers goes to the team beside it.
 */
import type { Business } from '../domain/business.ts';
import type { Decision, Proposal, Step, Utterance } from '../domain/decision.ts';
import { reviewWords } from '../review.ts';
import type { Agent, Situation } from './agent.ts';
import type { Part } from './division.ts';

/** The proposal of the agent at work, with the rest of what was asked. */
export type AnswerRest = (proposal: Proposal, rest: readonly Part[], situation: Situation) => Promise<Proposal>;

export interface TheRestDeps {
  readonly business: Business;
  readonly agents: readonly Agent[];
  readonly isInternal: (passageId: string) => boolean;
}

export function createTheRest({ business, agents, isInternal }: TheRestDeps): AnswerRest {
  const faq = agents.find(({ name }) => name === 'faq');

  return async (proposal, rest, situation) => {
    const known: Utterance[] = [];
    const unanswered: string[] = [];
    const steps: Step[] = [];
    for (const { said, intent, confidence, agent } of rest) {
      const answer = agent === 'faq' ? await faq?.decide({ ...situation, said, intent, confidence }) : undefined;
      steps.push(...(answer?.steps ?? []));
      const say = answer && allowed(answer.decision, situation);
      if (say) known.push(say);
      else unanswered.push(said);
    }
    return {
      ...proposal,
      steps: [...(proposal.steps ?? []), ...steps],
      ...(unanswered.length > 0 ? { unanswered } : {}),
      ...(known.length > 0 ? { aside: joined(known) } : {}),
    };
  };

  /** What may be said without anybody looking at it. */
  function allowed(decision: Decision, { conversation, audience }: Situation): Utterance | undefined {
    if (decision.kind !== 'reply' || decision.confidence < business.confidence.answer) return undefined;
    const verdict = reviewWords(decision.say, { conversation, business, audience, isInternal });
    return verdict.kind === 'allow' ? decision.say : undefined;
  }
}

function joined(known: readonly Utterance[]): Utterance {
  return {
    text: [...new Set(known.map(({ text }) => text))].join('\n\n'),
    choices: [],
    sources: known.flatMap(({ sources }) => sources),
  };
}
