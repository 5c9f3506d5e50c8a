/** A call with the sales team, for those whom the rules let have one: free times offered, picked by tap or in words. */
import { z } from 'zod';
import type { Slot } from '../../domain/booking.ts';
import { type Business, say } from '../../domain/business.ts';
import type { Utterance } from '../../domain/decision.ts';
import { isFailure } from '../../domain/failure.ts';
import type { Choice } from '../../domain/message.ts';
import { CALL, callOf } from '../../leads/qualify.ts';
import type { Language } from '../../ports.ts';
import { configured } from '../../review.ts';
import { HOUR_MS, localDate, localTime, sayShort, sayWhen } from '../../time.ts';
import { slotOutput } from '../../tools/slot-schema.ts';
import type { ToolBox } from '../../tools/tool.ts';
import type { Situation } from '../agent.ts';
import { saysSomething } from '../booking/hear.ts';
import { smallWords } from '../booking/words.ts';
import { daysMeant } from '../days-meant.ts';

const Slots = z.object({ slots: z.array(slotOutput) });
/** How far ahead calls are offered. */
const DAYS = 14;
const MANY = 500;
export const NO_CALL = 'sales:no-call';

export interface CallDeps {
  readonly business: Business;
  readonly language: Pick<Language, 'extract'>;
  readonly tools: ToolBox | undefined;
}

export type Picked = { readonly slot: Slot } | { readonly offered: readonly Slot[] } | 'no' | undefined;

export function createCall({ business, language, tools }: CallDeps) {
  const { slotsOffered } = business.booking;
  const zone = business.timeZone;

  /** Free times, undefined when the calendar cannot be asked or nobody takes calls. */
  async function free({ conversation, now }: Situation): Promise<readonly Slot[] | undefined> {
    if (!callOf(business) || !tools?.get('book-call')) return undefined;
    const input = { serviceId: CALL, from: now, to: now + DAYS * 24 * HOUR_MS, limit: MANY };
    const { customerId, id: conversationId } = conversation;
    try {
      const context = { customerId, conversationId, taskId: `${conversationId}.read`, now };
      return Slots.parse(await tools.read({ tool: 'find-slots', input }, context)).slots;
    } catch (error) {
      if (!isFailure(error)) throw error;
      return undefined;
    }
  }

  /** The first free time of each of the next days. */
  async function offered(situation: Situation): Promise<readonly Slot[]> {
    const days = new Set<string>();
    const first = ((await free(situation)) ?? []).filter(({ startAt }) => {
      const date = localDate(startAt, zone);
      return !days.has(date) && Boolean(days.add(date));
    });
    return first.slice(0, slotsOffered);
  }

  /** What the customer made of the offer; undefined when the words are about something else. */
  async function pick(situation: Situation, offer: readonly Slot[]): Promise<Picked> {
    const { said, choice, now } = situation;
    if (choice?.id === NO_CALL) return 'no';
    const tapped = choice && offer.find((slot) => idOf(slot) === choice.id);
    if (tapped) return { slot: tapped };
    const small = smallWords(said, business.locale);
    const nth = small.ordinal === undefined ? undefined : offer.at(small.ordinal);
    if (nth) return { slot: nth };
    const [only] = offer.length === 1 ? offer : [];
    if (small.yes) return only ? { slot: only } : { offered: offer };
    if (small.no || small.quit) return 'no';
    const read = await language.extract('moment', said, { now, asked: true });
    const moment = read && daysMeant(read, localDate(now, zone));
    if (!moment || !saysSomething(moment)) return undefined;
    const { date, untilDate = date, time, otherTime, from, until } = moment;
    const onDays = ({ startAt }: Slot) => {
      const day = localDate(startAt, zone);
      return date === undefined || (date <= day && day <= (untilDate ?? date));
    };
    const all = (await free(situation)) ?? [];
    const fitting = all.filter((slot) => {
      const at = localTime(slot.startAt, zone);
      if (!onDays(slot)) return false;
      if (time !== undefined) return at === time || at === otherTime;
      return (from === undefined || at >= from) && (until === undefined || at < until);
    });
    const [exact] = date !== undefined && untilDate === date && time !== undefined ? fitting : [];
    if (exact) return { slot: exact };
    const day = fitting.length > 0 ? fitting : all.filter(onDays);
    return { offered: (day.length > 0 ? day : all).slice(0, slotsOffered) };
  }

  function offer(slots: readonly Slot[]): Utterance {
    const minutes = String(callOf(business)?.minutes ?? 0);
    const times = slots.map(({ startAt }) => `${sayWhen(startAt, business)}; ${sayShort(startAt, business)}`);
    const text = say(business, 'sales.offerCall', { minutes });
    const choices: Choice[] = slots.map((slot) => ({
      id: idOf(slot),
      label: sayShort(slot.startAt, business),
      description: sayWhen(slot.startAt, business),
    }));
    choices.push({ id: NO_CALL, label: say(business, 'sales.noCall') });
    const sources = [
      { kind: 'tool', id: 'find-slots', title: 'Calendar', text: times.join('\n') },
      { kind: 'business', id: 'sales.call', title: 'Sales calls', text: `${minutes} minutes` },
      ...configured(business, 'sales.offerCall').sources,
    ] as const;
    return { text, choices, sources };
  }

  function booked({ startAt, reference, name }: { startAt: number; reference: string; name: string }): Utterance {
    const when = sayWhen(startAt, business);
    const text = say(business, 'sales.callBooked', { when, reference, name });
    const proof = `${reference}: ${when}, ${name}`;
    const sources = [{ kind: 'tool', id: `booking ${reference}`, title: 'Booking', text: proof }] as const;
    return { text, choices: [], sources: [...sources, ...configured(business, 'sales.callBooked').sources] };
  }

  return { offered, pick, offer, booked };
}

function idOf({ staffId, startAt }: Slot): string {
  return `sales:call:${staffId}:${startAt}`;
}
