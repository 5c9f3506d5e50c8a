/** How a turn is taken: in the customer's language, by the agents that speak it, within what it may cost. */
import { createTheRest } from './agents/the-rest.ts';
import type { CoreDeps } from './core-deps.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Capabilities } from './domain/message.ts';
import { createRouter } from './router.ts';
import { createStaffRouter } from './staff-router.ts';
import { createSpeakers, type Speaker } from './tongues/speakers.ts';
import { createTurns } from './tongues/turns.ts';
import { createTurnTaker, type Taken, type TurnDeps } from './turn.ts';

export function createSpeaking(
  deps: CoreDeps,
  { capabilitiesOf }: { capabilitiesOf: (conversation: Conversation) => Capabilities },
): (conversation: Conversation) => Promise<Taken> {
  const { business, clock, aroundTurn = (_conversation, take) => take() } = deps;
  const own: Speaker = { business, agents: deps.agents, language: deps.language, knowledge: deps.knowledge };
  const takeAs = (speaker = own, around = (route: TurnDeps['route']) => route) =>
    createTurnTaker({
      business: speaker.business,
      clock,
      language: speaker.language,
      capabilitiesOf,
      route: around(createRouter(speaker)),
      routeForStaff: createStaffRouter(speaker),
      isInternal: (passageId) => deps.knowledge.isInternal(passageId),
      openQuestion: (name, conversation) =>
        speaker.agents.find((agent) => agent.name === name)?.openQuestion?.(conversation),
      answerRest: createTheRest({ ...speaker, isInternal: (passageId) => deps.knowledge.isInternal(passageId) }),
      riskOf: (tool) => deps.tools.get(tool)?.risk,
      promptVersions: deps.promptVersions,
    });
  const isStaff = (conversation: Conversation) => capabilitiesOf(conversation).audience === 'internal';
  const takeTurn = createTurns({ business, speakers: createSpeakers({ business }, deps), takeAs, isStaff });
  return (conversation) => aroundTurn(conversation, () => takeTurn(conversation));
}
