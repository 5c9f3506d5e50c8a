/** What screening alone decides: no agent and no model is asked. Pure. */
import type { Business } from './domain/business.ts';
import type { Decision, Utterance } from './domain/decision.ts';
import { configured } from './review.ts';
import type { Heard } from './router.ts';
import type { Screened } from './screen.ts';
import { toTheTeam } from './to-the-team.ts';

const CONFIRMED = {
  stop: 'stopConfirmed',
  start: 'startConfirmed',
  stopOffers: 'stopOffersConfirmed',
  startOffers: 'startOffersConfirmed',
} as const;

export function settle(heard: Exclude<Screened, Heard>, business: Business, now: number): Decision {
  switch (heard.kind) {
    case 'nothing':
      return { kind: 'stay-silent', why: heard.why };
    case 'staff-in-charge':
      return { kind: 'stay-silent', why: 'staff are in charge' };
    case 'consent':
      return {
        kind: 'set-consent',
        proactive: heard.proactive,
        ...(heard.word === 'stop' || heard.word === 'start' ? {} : { only: 'offers' }),
        words: heard.words,
        ...(heard.word ? { sayAfter: configured(business, CONFIRMED[heard.word]) } : {}),
      };
    case 'quick-reply': {
      const source = { kind: 'business', id: 'quick-reply', title: 'Quick reply', text: heard.text } as const;
      return {
        kind: 'reply',
        intent: 'quick-reply',
        confidence: 1,
        say: { text: heard.text, choices: [], sources: [source] },
      };
    }
    case 'person':
      return handOff('customer-asked', 'The customer asks for a person.', 'high', toTheTeam(business, 'handOff', now));
    case 'stale':
      return handOff('no-answer', `These words reached us late: ${heard.words}`, 'normal', undefined);
    case 'loop':
      return handOff(
        'loop',
        'The same words keep coming, or too many in a short time: is this another machine?',
        'normal',
        undefined,
      );
    case 'media':
      return handOff(
        'media',
        `The customer sent ${heard.description}, which the bot cannot read.`,
        'normal',
        configured(business, heard.textKey),
      );
  }
}

function handOff(
  reason: Extract<Decision, { kind: 'hand-off' }>['reason'],
  summary: string,
  urgency: 'normal' | 'high',
  sayAfter: Utterance | undefined,
): Extract<Decision, { kind: 'hand-off' }> {
  return { kind: 'hand-off', reason, summary, urgency, ...(sayAfter ? { sayAfter } : {}) };
}
