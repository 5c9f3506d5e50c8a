/** What a writing tool has answered, told to the customer. An answer that the state no longer waits for changes nothing. */
import { z } from 'zod';
import type { ToolAnswered } from '../../domain/conversation.ts';
import type { Proposal } from '../../domain/decision.ts';
import { HOUR_MS, sayDay, startOfDay } from '../../time.ts';
import { bookingOutput } from '../../tools/booking-records.ts';
import { slotOutput } from '../../tools/slot-schema.ts';
import { bookingFollowUps, followUpIds } from './booking-follow-ups.ts';
import { brief } from './errands.ts';
import type { Phrase } from './phrases.ts';
import { type Brief, draftOf, type State } from './state.ts';
import { createTalk, type TalkParts } from './talk.ts';

/** Everything the three kinds of writing tools may say, read by its outcome. */
const Answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('held'), holdId: z.string(), slot: slotOutput, until: z.int() }),
  z.object({ outcome: z.literal('offered'), holdId: z.string(), slots: z.array(slotOutput), kept: z.boolean() }),
  z.object({ outcome: z.enum(['released', 'kept']) }),
  z.object({ outcome: z.literal('waiting'), serviceId: z.string(), date: z.string() }),
  z.object({ outcome: z.enum(['taken', 'expired']), serviceId: z.string(), startAt: z.int() }),
  z.object({ outcome: z.enum(['booked', 'moved', 'cancelled']), booking: bookingOutput }),
  z.object({ outcome: z.literal('too-many'), count: z.int() }),
  z.object({ outcome: z.literal('not-found') }),
  z.object({ outcome: z.literal('too-late'), reference: z.string() }),
]);
type Answer = z.infer<typeof Answer>;

const NOON_MS = 12 * HOUR_MS;

export function createAfterTool(parts: TalkParts) {
  const { desk, phrases, propose, advance, followUps, calendarLink } = parts;
  const { business, now } = desk;

  return async function afterTool(state: State | undefined, { ok, result, tool }: ToolAnswered): Promise<Proposal> {
    if (!ok) return propose.calendarDown(draftOf(state) ?? cancelDraft(state));
    const parsed = Answer.safeParse(result);
    if (!parsed.success)
      throw new Error(`booking: ${tool} answered in a form it never should`, { cause: parsed.error });
    const answer = parsed.data;
    switch (answer.outcome) {
      case 'held':
        return held(state, answer);
      case 'offered':
        if (state?.step !== 'offering')
          return propose.silent('times were kept that are not wanted any more; they lapse');
        // All gone between looking and keeping: look once more for what the customer wishes.
        if (answer.slots.length === 0) return advance.next(state.draft);
        return advance.offering(state, answer.holdId, answer.slots, answer.kept);
      case 'taken':
      case 'expired':
        if (!awaits(state, answer)) return propose.silent(`${tool} answered about a time that is not wanted any more`);
        return advance.instead(draftOf(state) ?? {}, answer, answer.outcome);
      case 'booked':
        return booked(brief(answer.booking));
      case 'moved':
        return moved(brief(answer.booking));
      case 'cancelled':
        return cancelled(brief(answer.booking));
      case 'released':
        return propose.silent('a held time was given back');
      case 'kept':
        return propose.silent('staff keep the booking: the customer has heard nothing else');
      case 'waiting':
        return waiting(answer);
      case 'too-many':
        return propose.tooMany(answer.count);
      case 'not-found':
        return propose.notFound('change-booking', null);
      case 'too-late':
        return tooLate(answer.reference);
    }
  };

  function held(
    state: State | undefined,
    { holdId, slot, until }: Extract<Answer, { outcome: 'held' }>,
  ): Proposal | Promise<Proposal> {
    if (state?.step === 'saving' && state.held.holdId === holdId && state.held.slot.startAt === slot.startAt)
      return createTalk(parts).requested(state, until);
    if (state?.step === 'holding' && state.slot.startAt === slot.startAt && state.slot.serviceId === slot.serviceId) {
      return advance.held(state.draft, { holdId, slot });
    }
    if (state) return propose.silent('a hold came for a time that is not wanted any more; it lapses by itself');
    return advance.held({}, { holdId, slot }); // the state could not be read: the slot still can be
  }

  function awaits(state: State | undefined, { startAt, serviceId }: { startAt: number; serviceId: string }): boolean {
    const slot = state?.step === 'holding' ? state.slot : state?.step === 'saving' ? state.held.slot : undefined;
    return state === undefined || (slot?.startAt === startAt && slot.serviceId === serviceId);
  }

  async function booked(booking: Brief): Promise<Proposal> {
    const { reference, serviceId, startAt, name } = booking;
    const values = { service: phrases.serviceName(serviceId), when: phrases.when(startAt), name, reference };
    const phrase: Phrase = { lines: [['booking.booked', values]], proofs: [phrases.booking(booking)] };
    const linked = await withLink(phrase, reference);
    return propose.tell(linked, 'book-appointment', null, { followUps: following(booking) });
  }

  async function moved(booking: Brief): Promise<Proposal> {
    const { reference, serviceId, startAt } = booking;
    const values = { service: phrases.serviceName(serviceId), when: phrases.when(startAt), reference };
    const phrase: Phrase = { lines: [['booking.moved', values]], proofs: [phrases.booking(booking)] };
    const linked = await withLink(phrase, reference);
    return propose.tell(linked, 'change-booking', null, {
      cancelFollowUps: followUpIds(reference),
      followUps: following(booking),
    });
  }

  function cancelled(booking: Brief): Proposal {
    const { reference } = booking;
    const phrase: Phrase = { lines: [['booking.cancelled', { reference }]], proofs: [phrases.booking(booking)] };
    return propose.tell(phrase, 'cancel-booking', null, { cancelFollowUps: followUpIds(reference) });
  }

  function waiting({ serviceId, date }: Extract<Answer, { outcome: 'waiting' }>): Proposal {
    const day = sayDay(startOfDay(date, business.timeZone) + NOON_MS, business);
    const values = { service: phrases.serviceName(serviceId), day };
    return propose.tell(
      { lines: [['booking.waiting', values]], proofs: [phrases.rule('waitlist', day)] },
      'book-appointment',
      undefined,
    );
  }

  function tooLate(reference: string): Proposal {
    const proof = phrases.rule('reference', reference);
    return propose.tell(
      { lines: [['booking.tooLate', { reference }]], choices: [phrases.personChoice], proofs: [proof] },
      'change-booking',
      null,
    );
  }

  /** The same file for ever: after a move it says the new time. */
  async function withLink(phrase: Phrase, reference: string): Promise<Phrase> {
    const link = await calendarLink?.(reference);
    if (link === undefined) return phrase;
    const proof = { kind: 'tool', id: `booking ${reference}`, title: 'Calendar file', text: link } as const;
    return {
      ...phrase,
      lines: [...phrase.lines, ['booking.calendarFile', { link }]],
      proofs: [...(phrase.proofs ?? []), proof],
    };
  }

  function following(booking: Brief) {
    return bookingFollowUps(booking, followUps, { business, phrases, now });
  }
}

function cancelDraft(state: State | undefined) {
  return state?.step === 'cancelling' ? { moving: state.booking } : undefined;
}
