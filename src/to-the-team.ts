/** What a customer hears once the team has their question: while the shop is closed also when it opens again. Pure. */
import type { Business } from './domain/business.ts';
import { say } from './domain/business.ts';
import type { Utterance } from './domain/decision.ts';
import { isOpen, nextOpening } from './opening-hours.ts';
import { configured } from './review.ts';
import { sayDay, sayTime } from './time.ts';

/** `askedTeam`: a question was put to them; `handOff`: one of them takes over. `now`: ms since the epoch. */
export function toTheTeam(business: Business, key: 'askedTeam' | 'handOff', now: number): Utterance {
  if (isOpen(now, business)) return configured(business, key);
  const closed = configured(business, `${key}Closed`);
  const opensAt = nextOpening(now, business);
  if (opensAt === undefined) return closed;
  const next = opensNext(opensAt, business);
  const source = { kind: 'business', id: 'openingHours', title: 'Opening hours', text: next } as const;
  return { ...closed, text: `${closed.text} ${next}`, sources: [...closed.sources, source] };
}

/** "We open again on Monday ... at 09:30." `at`: ms since the epoch. */
export function opensNext(at: number, business: Business): string {
  return say(business, 'opensNext', { day: sayDay(at, business), time: sayTime(at, business) });
}
