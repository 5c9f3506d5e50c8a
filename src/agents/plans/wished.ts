/** Whether the words ask for something that takes several writes. When in doubt they do not: then one thing is done at a time. */

import type { Slot } from '../../domain/booking.ts';
import type { Proposal } from '../../domain/decision.ts';
import type { Moment } from '../../ports.ts';
import { localDate } from '../../time.ts';
import { codeOf } from '../../tongues/list.ts';
import type { BookingOutput } from '../../tools/booking-records.ts';
import { referenceIn } from '../../tools/reference.ts';
import type { Agent, Situation } from '../agent.ts';
import type { Desk } from '../booking/desk.ts';
import { servicesIn } from '../booking/services.ts';
import { daysMeant } from '../days-meant.ts';
import { saidApart, slotsApart } from './apart.ts';

export interface Wanting {
  /** The plan that the words ask for; undefined when they ask for none. */
  wanted(situation: Situation): Promise<Proposal | undefined>;
}

export type WishedPlan = WishedSeveral | WishedRefund;

export interface WishedSeveral {
  readonly kind: 'book-several';
  readonly services: readonly string[];
  /** Each at the time said with it; absent: one right after the other. */
  readonly apart?: readonly Slot[];
}

export interface WishedRefund {
  readonly kind: 'refund';
  readonly booking: BookingOutput;
  /** Where it is to be moved, as far as that was said; absent: it is to be cancelled. */
  readonly to?: Moment;
}

const MOST_SERVICES = 3;
const CHANGES = ['cancel-booking', 'change-booking'];

/** One or the other is no list; by language. */
const OR: Readonly<Record<string, RegExp>> = {
  en: /\b(?:or|rather than|instead of|vs)\b/iu,
  es: /(?<!\p{L})(?:o|u|en vez de|en lugar de)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:oder|statt)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:ou|au lieu de)(?!\p{L})/iu,
  it: /(?<!\p{L})(?:o|oppure|invece di)(?!\p{L})/iu,
  pt: /(?<!\p{L})(?:ou|em vez de)(?!\p{L})/iu,
};
const DEPOSIT =
  /(?<!\p{L})(?:deposit|down ?payment|anzahlung|kaution|acompte|caution|arrhes|fianza|dep[oó]sito|se[nñ]al|caparra|cauzione|acconto|cau[cç][aã]o|sinal)(?!\p{L})/iu;

export async function wishedPlan(
  { said, intent, choice, toolAnswer, conversation, now }: Situation,
  desk: Desk,
): Promise<WishedPlan | undefined> {
  if (choice || toolAnswer) return undefined;
  const { flow } = conversation;
  const { business } = desk;
  if (flow?.agent === 'booking' && flow.expiresAt > now && !CHANGES.includes(intent)) return undefined;
  if (CHANGES.includes(intent) && DEPOSIT.test(said)) {
    const open = await desk.bookings();
    const reference = referenceIn(business.booking.referencePrefix, said);
    const meant = reference === undefined ? open : open.filter((booking) => booking.reference === reference);
    const [only] = meant.length === 1 ? meant : [];
    if (!only) return undefined;
    if (intent === 'cancel-booking') return { kind: 'refund', booking: only };
    const to = await desk.language.extract('moment', said, { now, asked: false });
    const days = to && daysMeant(to, localDate(now, business.timeZone));
    return { kind: 'refund', booking: only, to: days ?? { words: '' } };
  }
  if (intent !== 'book-appointment') return undefined;
  const or = OR[codeOf(business.locale)] ?? OR.en;
  const services = servicesIn(said, business);
  if (services.length < 2 || services.length > MOST_SERVICES || or?.test(said)) return undefined;
  const byHand = business.services.some(({ id, needsApproval }) => needsApproval && services.includes(id));
  const open = (await desk.bookings()).length;
  if (byHand || open + services.length > business.booking.maxOpenPerCustomer) return undefined;
  const wishes = await saidApart(said, services, desk);
  if (!wishes) return { kind: 'book-several', services: inOrderOfWords(said, services, desk) };
  const apart = await slotsApart(wishes, desk);
  return apart && { kind: 'book-several', services: apart.map(({ serviceId }) => serviceId), apart };
}

/** As the customer said them, not as the price list has them. */
function inOrderOfWords(said: string, services: readonly string[], { business }: Desk): readonly string[] {
  const text = said.toLowerCase();
  const at = (id: string) => {
    const service = business.services.find((one) => one.id === id);
    const places = [service?.name ?? '', ...(service?.aliases ?? [])].map((name) => text.indexOf(name.toLowerCase()));
    return Math.min(...places.map((place) => (place < 0 ? Number.POSITIVE_INFINITY : place)));
  };
  return services.toSorted((a, b) => at(a) - at(b));
}

/** The booking agent, which leaves to the plans what takes several writes. */
export function leavingPlans(booking: Agent, plans: Wanting): Agent {
  return { ...booking, decide: async (situation) => (await plans.wanted(situation)) ?? booking.decide(situation) };
}
