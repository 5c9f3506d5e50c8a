/** What is said of plans and their steps, with the proof of every number in it. */
import type { Business } from '../../domain/business.ts';
import type { Source } from '../../domain/knowledge.ts';
import { createPhrases } from '../booking/phrases.ts';

export type PlanPhrases = ReturnType<typeof createPlanPhrases>;

export function createPlanPhrases(business: Business) {
  const phrases = createPhrases(business);

  function proofs(slots: readonly { startAt: number; serviceId: string }[]): Source[] {
    const ids = new Set(slots.map(({ serviceId }) => serviceId));
    const priced = business.services.filter(({ id }) => ids.has(id)).map((service) => phrases.service(service));
    const list = business.services.map(({ name }) => name).join(', ');
    const names: Source = { kind: 'business', id: 'services', title: 'Services', text: list };
    return [
      phrases.times(
        'find-slots',
        slots.map(({ startAt }) => startAt),
      ),
      ...priced,
      names,
    ];
  }

  function priceOf(serviceId: string): string {
    const service = business.services.find(({ id }) => id === serviceId);
    return service ? phrases.price(service) : '';
  }

  function named(services: readonly string[]): string {
    const list = new Intl.ListFormat(business.locale, { type: 'conjunction' });
    return list.format(services.map((id) => phrases.serviceName(id)));
  }

  return { proofs, priceOf, named };
}

export function numbered(lines: readonly string[]): string {
  return lines.map((line, at) => `${at + 1}. ${line}`).join('\n');
}
