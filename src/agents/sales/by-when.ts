/**
 * "Can you deliver by Friday?" is a question only people may answer: whatever the documents say of delivery in general,
 * no agent says yes to a day. Put round agents that answer questions.
 */
import type { Business } from '../../domain/business.ts';
import type { Language, Moment } from '../../ports.ts';
import { configured } from '../../review.ts';
import { codeOf } from '../../tongues/list.ts';
import type { Agent } from '../agent.ts';

/** Words for something that is to be there or ready; the day and whether it is a deadline are the moment reader's. */
interface Wanted {
  /** Asked with any day: "deliver on Friday". */
  readonly brought: RegExp;
  /** Asked with a deadline only: "ready on Friday" may as well be a wish for a visit. */
  readonly ready?: RegExp;
}

const WANTED: Readonly<Record<string, Wanted>> = {
  en: {
    brought: word('deliver(?:ed|y)?|ship(?:ped)?|arrive'),
    ready: word(
      'send|sent|post(?:ed)?|here|get (?:it|them|one|this|that)|have (?:it|them)|bring|ready|finish(?:ed)?|done|fixed|built|repaired|back',
    ),
  },
  es: { brought: word('entreg\\p{L}*|env[ií]\\p{L}*|lleg\\p{L}*|list[oa]s?|tra[ei]\\p{L}*') },
  de: { brought: word('liefer\\p{L}*|geliefert|schick\\p{L}*|ankommen|ankommt|fertig|da sein') },
  fr: { brought: word('livr\\p{L}*|envoy\\p{L}*|arriv\\p{L}*'), ready: word('prête?s?|faite?s?|réparée?s?') },
  it: { brought: word('consegn\\p{L}*|spedi\\p{L}*|arriv\\p{L}*'), ready: word('pront[oaie]|riparat[oaie]') },
  pt: { brought: word('entreg\\p{L}*|envi\\p{L}*|cheg\\p{L}*'), ready: word('pront[oa]s?|consertad[oa]s?') },
};

function word(source: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'iu');
}

export interface ByWhenDeps {
  readonly business: Business;
  readonly language: Pick<Language, 'extract'>;
}

/** The agent, without its answers to "by Friday?". */
export function withoutDeliveryPromises(agent: Agent, { business, language }: ByWhenDeps): Agent {
  const { brought, ready } = (WANTED[codeOf(business.locale)] ?? WANTED.en) as Wanted;
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
