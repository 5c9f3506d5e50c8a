/** What becomes of a decision that a person has to see first, and of what it leaves to people. Pure. */
import type { Business } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Decision, Proposal, Turn, Utterance } from './domain/decision.ts';
import type { Capabilities } from './domain/message.ts';
import { escalate } from './escalate.ts';
import { configured } from './review.ts';
import { toTheTeam } from './to-the-team.ts';

export interface PlanContext {
  readonly business: Business;
  readonly capabilities: Capabilities;
  readonly now: number;
}

/** What the decision does not deal with goes to staff beside it. */
export function forThePeople(
  conversation: Conversation,
  turn: Turn,
  words: readonly string[],
  context: PlanContext,
): Conversation {
  const sayAfter = configured(context.business, 'askedTeamRest');
  return escalate(
    conversation,
    turn,
    { reason: 'no-answer', summary: '', urgency: 'normal', words, sayAfter },
    context,
  );
}

/** Staff see the draft first; the customer hears that we asked, once staff were really notified. */
export function askFirst(
  conversation: Conversation,
  turn: Turn,
  proposal: Proposal,
  context: PlanContext,
): Conversation {
  const { decision } = proposal;
  const why = turn.review.kind === 'ask-staff' ? turn.review.why : [];
  const draft = draftOf(decision);
  const staffFirst = decision.kind === 'use-tool' ? decision.staffFirst : undefined;
  const shadow =
    'intent' in decision && context.business.intents.find(({ id }) => id === decision.intent)?.autonomy === 'shadow';
  return escalate(
    conversation,
    turn,
    {
      reason: decision.kind === 'hand-off' ? decision.reason : 'needs-approval',
      summary: decision.kind === 'hand-off' ? decision.summary : '',
      urgency: decision.kind === 'hand-off' ? decision.urgency : 'normal',
      why,
      ...(draft ? { draft } : {}),
      ...('intent' in decision ? { intent: decision.intent } : {}),
      ...(proposal.unanswered ? { unanswered: proposal.unanswered } : {}),
      ...(decision.kind === 'use-tool' && staffFirst ? { act: { ...staffFirst, call: decision.call } } : {}),
      ...(shadow || decision.kind === 'hand-off'
        ? {}
        : { sayAfter: staffFirst?.meanwhile ?? askedFor(proposal, context) }),
      followUps: proposal.followUps ?? [],
    },
    context,
  );
}

/** Who has had a part of their answer hears that it is the rest that the team has. */
function askedFor({ aside }: Proposal, { business, now }: PlanContext): Utterance {
  return aside ? configured(business, 'askedTeamRest') : toTheTeam(business, 'askedTeam', now);
}

function draftOf(decision: Decision): Utterance | undefined {
  if (decision.kind === 'reply' || decision.kind === 'ask') return decision.say;
  if (decision.kind === 'use-tool') return decision.staffFirst?.say;
  return decision.kind === 'set-consent' || decision.kind === 'hand-off' ? decision.sayAfter : undefined;
}
