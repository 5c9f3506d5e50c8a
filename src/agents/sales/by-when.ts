/**
 * "Can you deliver by Friday?" is a question only people may answer: whatever the documents say of delivery in general,
 * no agent says yes to a day. Put round agents that answer questions.
 */
import type { Business } from '../../domain/business.ts';
import type { Language, Moment } from '../../ports.ts';
import { configured } from '../../review.ts';
import { talkOf, wordPattern } from '../../tongues/talk/list.ts';
import type { Agent } from '../agent.ts';

export interface ByWhenDeps {
  readonly business: Business;
  readonly language: Pick<Language, 'extract'>;
}

/** The agent, without its answers to "by Friday?". */
export function withoutDeliveryPromises(agent: Agent, { business, language }: ByWhenDeps): Agent {
  const talk = talkOf(business.locale);
  const brought = wordPattern(talk.brought);
  const ready = talk.ready === undefined ? undefined : wordPattern(talk.ready);
  return {
    ...agent,
    async decide(situation) {
      const { said, choice, toolAnswer, audience, now } = situation;
      const words = !choice && !toolAnswer && audience === 'customer' && (brought.test(said) || ready?.test(said));
      const moment = words ? await language.extract('moment', said, { now, asked: false }) : undefined;
      if (!moment || !(isDeadline(moment) || (brought.test(said) && hasPoint(moment)))) return agent.decide(situation);
      return {
        decision: {
          kind: 'hand-off',
          reason: 'needs-approval',
          summary: `The customer asks for something by a certain time (${moment.words}). Only you can promise that.`,
          urgency: 'normal',
          sayAfter: configured(business, 'sales.deliveryAsked'),
        },
      };
    },
  };
}

/** "By Friday", "before 5". */
function isDeadline({ bound, from, until }: Moment): boolean {
  return bound === 'until' || bound === 'before' || (until !== undefined && from === undefined);
}

function hasPoint({ date, time }: Moment): boolean {
  return date !== undefined || time !== undefined;
}
