/** What a customer may want of bookings they have: see, move or cancel one. Only ever their own; never without asking first. */
import type { Proposal } from '../../domain/decision.ts';
import { localDate } from '../../time.ts';
import type { BookingOutput } from '../../tools/booking-records.ts';
import { choiceId } from './choices.ts';
import type { Heard } from './hear.ts';
import type { Phrase } from './phrases.ts';
import type { Brief, Draft, StateOf } from './state.ts';
import type { TalkParts } from './talk.ts';
import { merged } from './wish.ts';

export function createErrands({ desk, phrases, propose, advance }: TalkParts) {
  const { timeZone } = desk.business;

  async function show(heard: Heard): Promise<Proposal> {
    const bookings = await desk.bookings();
    const meant =
      heard.reference === undefined ? bookings : bookings.filter(({ reference }) => reference === heard.reference);
    if (meant.length === 0) return propose.notFound('my-booking', undefined);
    return tellOf(meant.map(brief));
  }

  /** The details, with buttons to change or cancel when it is only one. The open flow, if any, stays. */
  function tellOf(bookings: readonly Brief[]): Proposal {
    const phrasesOf = bookings.map((booking) => phrases.about('booking.yourBooking', booking));
    const [only] = bookings.length === 1 ? bookings : [];
    const choices = only
      ? [
          { id: choiceId.move(only.reference), label: phrases.label('booking.moveIt') },
          { id: choiceId.drop(only.reference), label: phrases.label('booking.cancelBooking') },
        ]
      : [];
    const phrase: Phrase = {
      lines: phrasesOf.flatMap(({ lines }) => lines),
      proofs: phrasesOf.flatMap(({ proofs = [] }) => proofs),
      choices,
    };
    return propose.tell(phrase, 'my-booking', undefined);
  }

  /** Finds the booking that is meant and goes on with it, or asks which. */
  async function start(purpose: 'cancel' | 'move', heard: Heard): Promise<Proposal> {
    const bookings = (await desk.bookings()).map(brief);
    const intent = purpose === 'cancel' ? 'cancel-booking' : 'change-booking';
    const meant = narrowed(bookings, purpose, heard);
    const [only] = meant;
    if (!only) return propose.notFound(intent, null);
    const wishes = wishesOf(heard);
    if (meant.length === 1) return goOn(purpose, only, wishes);
    return propose.ask({ step: 'which', purpose, bookings: [...meant], draft: wishes });
  }

  /** The answer to "which one do you mean?". */
  async function which(state: StateOf<'which'>, heard: Heard): Promise<Proposal> {
    const { purpose, bookings, draft } = state;
    if (heard.quit || heard.no)
      return propose.tell(
        { lines: [['booking.ended', {}]] },
        purpose === 'cancel' ? 'cancel-booking' : 'change-booking',
        null,
      );
    const byOrder = heard.ordinal === undefined ? undefined : bookings.at(heard.ordinal);
    const meant = byOrder ? [byOrder] : narrowed(bookings, 'cancel', heard);
    const [only] = meant.length === 1 && meant.length < bookings.length ? meant : [];
    return only ? goOn(purpose, only, draft) : propose.ask(state);
  }

  /** By button: the booking is named, but may be gone by now. */
  async function byReference(purpose: 'cancel' | 'move', reference: string): Promise<Proposal> {
    const booking = (await desk.bookings()).find((open) => open.reference === reference);
    return booking
      ? goOn(purpose, brief(booking), {})
      : propose.notFound(purpose === 'cancel' ? 'cancel-booking' : 'change-booking', null);
  }

  /** "Yes, cancel it": means the booking as it stood on that button, and no other time. */
  async function confirmedCancel(reference: string, startAt: number): Promise<Proposal> {
    const booking = (await desk.bookings()).find((open) => open.reference === reference);
    if (!booking) return propose.notFound('cancel-booking', null);
    return booking.startAt === startAt ? cancel(brief(booking)) : goOn('cancel', brief(booking), {});
  }

  function cancel(booking: Brief): Proposal {
    return propose.use(
      { step: 'cancelling', booking },
      { tool: 'cancel-booking', input: { reference: booking.reference } },
    );
  }

  async function keep(reference: string): Promise<Proposal> {
    const booking = (await desk.bookings()).find((open) => open.reference === reference);
    return booking
      ? propose.tell(phrases.about('booking.kept', brief(booking)), 'my-booking', null)
      : propose.notFound('my-booking', null);
  }

  return { show, tellOf, start, which, byReference, confirmedCancel, cancel, keep };

  function goOn(
    purpose: 'cancel' | 'move',
    booking: Brief,
    { wish, serviceId = booking.serviceId }: Draft,
  ): Proposal | Promise<Proposal> {
    if (purpose === 'cancel') return propose.ask({ step: 'cancel', booking });
    const draft: Draft = { moving: booking, serviceId };
    if (wish?.after !== undefined) return advance.next({ ...draft, wish: { after: booking.startAt } });
    if (wish?.before !== undefined) return advance.next({ ...draft, wish: { before: booking.startAt } });
    if (wish?.soonest) return advance.next({ ...draft, wish });
    // "Wednesday instead" keeps the time of the booking, "is 11 possible" its day, another service both.
    if (wish)
      return advance.next({ ...draft, wish: merged({ at: booking.startAt }, { words: '', ...wish }, timeZone) });
    return advance.next(serviceId === booking.serviceId ? draft : { ...draft, wish: { at: booking.startAt } });
  }

  /** Those the words can mean: by reference, else by service and day where that leaves any. */
  function narrowed(bookings: readonly Brief[], purpose: 'cancel' | 'move', heard: Heard): readonly Brief[] {
    if (heard.reference !== undefined) return bookings.filter(({ reference }) => reference === heard.reference);
    const byService = someOf(bookings, ({ serviceId }) => heard.services.includes(serviceId));
    const date = purpose === 'cancel' ? heard.moment?.date : undefined; // of a move it is where to, not where from
    return date === undefined ? byService : someOf(byService, ({ startAt }) => localDate(startAt, timeZone) === date);
  }

  function wishesOf({ moment, services, soonest, later, earlier }: Heard): Draft {
    const [serviceId] = services.length === 1 ? services : [];
    const wish = moment
      ? merged(undefined, moment, timeZone)
      : soonest
        ? ({ soonest: true } as const)
        : later
          ? { after: desk.now }
          : earlier
            ? { before: desk.now }
            : undefined;
    return { ...(wish ? { wish } : {}), ...(serviceId === undefined ? {} : { serviceId }) };
  }
}

function someOf(bookings: readonly Brief[], fits: (booking: Brief) => boolean): readonly Brief[] {
  const some = bookings.filter(fits);
  return some.length > 0 ? some : bookings;
}

export function brief({ reference, serviceId, startAt, name }: BookingOutput): Brief {
  return { reference, serviceId, startAt, name };
}
