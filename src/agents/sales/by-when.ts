/**
 * "Can you deliver by Friday?" is a question only people may answer: whatever the documents say of delivery in general,
 * no agent says yes to a day. Put round agents that answer questions.
 */
import type { Business } from '../../domain/business.ts';
import type { Language } from '../../ports.ts';
import { configured } from '../../review.ts';
import { codeOf } from '../../tongues/list.ts';
import type { Agent } from '../agent.ts';

/** Something that is to be there or ready, and by when. */
const ASKS: Readonly<Record<string, readonly RegExp[]>> = {
  en: [
    /\b(?:deliver(?:ed|y)?|ship(?:ped)?|send|sent|post(?:ed)?|arrive|here|get (?:it|them|one|this|that)|have (?:it|them)|bring|ready|finish(?:ed)?|done|fixed|built|repaired|back)\b[^.!?]*\b(?:by|before|until|till|in time for|no later than|at the latest)\b/iu,
    /\b(?:deliver(?:ed|y)?|ship(?:ped)?|arrive)\b[^.!?]*\b(?:on|this|next)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|weekend)\b/iu,
  ],
  es: [
    /(?<!\p{L})(?:entreg\p{L}*|env[ií]\p{L}*|lleg\p{L}*|list[oa]s?|tra[ei]\p{L}*)(?!\p{L})[^.!?]*(?<!\p{L})(?:para|antes|hasta|el|este)(?!\p{L})/iu,
  ],
  de: [
    /(?<!\p{L})(?:liefer\p{L}*|geliefert|schick\p{L}*|ankommen|ankommt|fertig|da sein)(?!\p{L})|(?<!\p{L})(?:bis|vor|am|noch)(?!\p{L})[^.!?]*(?<!\p{L})(?:liefern|geliefert|schicken|ankommen|fertig|da sein)(?!\p{L})/iu,
  ],
  fr: [
    /(?<!\p{L})(?:livr\p{L}*|envoy\p{L}*|arriv\p{L}*|prête?s?)(?!\p{L})[^.!?]*(?<!\p{L})(?:pour|avant|d'ici|d’ici|plus tard|ce|cette)(?!\p{L})/iu,
  ],
  it: [
    /(?<!\p{L})(?:consegn\p{L}*|spedi\p{L}*|arriv\p{L}*|pront[oaie])(?!\p{L})[^.!?]*(?<!\p{L})(?:entro|per|prima)(?!\p{L})/iu,
  ],
  pt: [
    /(?<!\p{L})(?:entreg\p{L}*|envi\p{L}*|cheg\p{L}*|pront[oa]s?)(?!\p{L})[^.!?]*(?<!\p{L})(?:até|para|antes|na|no)(?!\p{L})/iu,
  ],
};

export interface ByWhenDeps {
  readonly business: Business;
  readonly language: Pick<Language, 'extract'>;
}

/** The agent, without its answers to "by Friday?". */
export function withoutDeliveryPromises(agent: Agent, { business, language }: ByWhenDeps): Agent {
  const asks = ASKS[codeOf(business.locale)] ?? ASKS.en ?? [];
  return {
    ...agent,
    async decide(situation) {
      const { said, choice, toolAnswer, audience, now } = situation;
      const asked = !choice && !toolAnswer && audience === 'customer' && asks.some((pattern) => pattern.test(said));
      const moment = asked ? await language.extract('moment', said, { now, asked: false }) : undefined;
      if (moment?.date === undefined && moment?.time === undefined) return agent.decide(situation);
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
