/** The open question of a state, with its choices and proofs: asked first, repeated after an excursion, never otherwise. Pure. */

import { openSpans } from '../../calendar/opening.ts';
import type { Business } from '../../domain/business.ts';
import { openOn } from '../opening-answer.ts';
import { choiceId } from './choices.ts';
import type { Phrase, Phrases } from './phrases.ts';
import type { Draft, Held, State, StateOf } from './state.ts';
import { wishedFor } from './wish.ts';

/** Lists on phones hold no more. */
const MOST_ROWS = 10;

/** Undefined while a tool is at work: then there is nothing to ask. */
export function question(state: State, business: Business, phrases: Phrases, displayName?: string): Phrase | undefined {
  switch (state.step) {
    case 'service':
      return askService(state, business, phrases);
    case 'when':
      return askWhen(state, phrases);
    case 'reading':
      return askReading(state, phrases);
    case 'offer':
      return {
        lines: [['booking.offer', { service: phrases.serviceName(state.serviceId) }]],
        ...offered(state, phrases),
      };
    case 'name':
      return askName(displayName, phrases);
    case 'confirm':
      return askConfirm(state, business, phrases);
    case 'which':
      return askWhich(state, phrases);
    case 'cancel':
      return askCancel(state, phrases);
    default:
      return undefined;
  }
}

/** Choices and proof of the slots on offer. */
export function offered(
  { draft, offered: slots }: StateOf<'offer'>,
  phrases: Phrases,
): Pick<Phrase, 'choices' | 'proofs'> {
  return {
    choices: slots.map((slot) => phrases.slotChoice(choiceId.slot(slot, draft.moving?.reference), slot)),
    proofs: [
      phrases.times(
        'find-slots',
        slots.map(({ startAt }) => startAt),
      ),
    ],
  };
}

/** What was held, how long, so that it can be said in front of the next question. */
export function heldPhrase({ slot }: Held, business: Business, phrases: Phrases): Phrase {
  const minutes = String(business.booking.holdMinutes);
  return {
    lines: [['booking.held', { when: phrases.when(slot.startAt), minutes }]],
    proofs: [
      phrases.times('hold-slot', [slot.startAt]),
      phrases.rule('booking.holdMinutes', `Held for ${minutes} minutes.`),
    ],
  };
}

function askService(
  { options, draft: { wish }, again }: StateOf<'service'>,
  business: Business,
  phrases: Phrases,
): Phrase {
  const services = business.services.filter(({ id }) => options.includes(id));
  const choices = services.map((service) => phrases.serviceChoice(choiceId.service(service.id), service));
  const unsure = { id: choiceId.unsure, label: phrases.label('booking.notSure') };
  const open = services.length === business.services.length && choices.length < MOST_ROWS;
  const first = noted(wish, business, phrases);
  const opening: Phrase['lines'] = again && !first ? [] : (first?.lines ?? [['booking.askService', {}]]);
  return {
    lines: [...opening, ...(again ? [['booking.askServiceAgain', {}] as const] : [])],
    choices: open ? [...choices, unsure] : choices,
    proofs: [...services.map((service) => phrases.service(service)), ...(first?.proofs ?? [])],
  };
}

/** Repeats the day that was understood, or says at once that the shop is closed then. */
function noted(wish: Draft['wish'], business: Business, phrases: Phrases): Phrase | undefined {
  const when = wish && wishedFor(wish, business);
  if (when === undefined) return undefined;
  if (wish?.date !== undefined && openSpans(wish.date, business).length === 0) {
    const reason = openOn(wish.date, business);
    return { lines: [['booking.askServiceClosed', { reason }]], proofs: [phrases.rule('openingHours', reason)] };
  }
  return { lines: [['booking.askServiceFor', { when }]], proofs: [phrases.wish(when)] };
}

function askWhen({ draft: { moving }, serviceId }: StateOf<'when'>, phrases: Phrases): Phrase {
  const service = phrases.serviceName(serviceId);
  if (!moving) return { lines: [['booking.askWhen', { service }]] };
  return {
    lines: [['booking.askMoveWhen', { service, when: phrases.when(moving.startAt) }]],
    proofs: [phrases.booking(moving)],
  };
}

function askReading({ draft, serviceId, readings }: StateOf<'reading'>, phrases: Phrases): Phrase {
  const [first = 0, second = 0] = readings;
  return {
    lines: [['booking.whichTime', { first: phrases.when(first), second: phrases.when(second) }]],
    choices: readings.map((startAt) =>
      phrases.slotChoice(choiceId.at(serviceId, startAt, draft.moving?.reference), { startAt }),
    ),
    proofs: [phrases.times('wish', readings)],
  };
}

function askName(displayName: string | undefined, phrases: Phrases): Phrase {
  if (!displayName) return { lines: [['booking.askName', {}]] };
  return {
    lines: [['booking.askName', {}]],
    choices: [{ id: choiceId.name(displayName), label: phrases.nameLabel(displayName) }],
    proofs: [phrases.customer(displayName)],
  };
}

function askConfirm({ draft, held, name }: StateOf<'confirm'>, business: Business, phrases: Phrases): Phrase {
  const choices = [
    { id: choiceId.confirm(held.holdId), label: phrases.label('booking.yes') },
    { id: choiceId.change(held.holdId), label: phrases.label('booking.change') },
    { id: choiceId.no(held.holdId), label: phrases.label('booking.no') },
  ];
  const when = phrases.when(held.slot.startAt);
  const service = business.services.find(({ id }) => id === held.slot.serviceId);
  const proofs = [
    phrases.times('hold-slot', [held.slot.startAt]),
    ...(service ? [phrases.service(service)] : []),
    phrases.customer(name),
  ];
  if (draft.moving)
    return {
      lines: [moveLine(draft.moving, held, when, phrases)],
      choices,
      proofs: [...proofs, phrases.booking(draft.moving)],
    };
  const price = service ? phrases.price(service) : '';
  return {
    lines: [['booking.confirm', { service: phrases.serviceName(held.slot.serviceId), when, name, price }]],
    choices,
    proofs,
  };
}

function moveLine(
  moving: NonNullable<Draft['moving']>,
  { slot }: Held,
  when: string,
  phrases: Phrases,
): Phrase['lines'][number] {
  const { reference, startAt } = moving;
  return [
    'booking.confirmMove',
    { service: phrases.serviceName(slot.serviceId), old: phrases.when(startAt), when, reference },
  ];
}

function askWhich({ purpose, bookings }: StateOf<'which'>, phrases: Phrases): Phrase {
  const idOf = purpose === 'cancel' ? choiceId.drop : choiceId.move;
  return {
    lines: [['booking.askWhichBooking', {}]],
    choices: bookings.map((booking) => phrases.bookingChoice(idOf(booking.reference), booking)),
    proofs: bookings.map((booking) => phrases.booking(booking)),
  };
}

function askCancel({ booking }: StateOf<'cancel'>, phrases: Phrases): Phrase {
  const { reference, serviceId, startAt } = booking;
  return {
    lines: [
      ['booking.confirmCancel', { service: phrases.serviceName(serviceId), when: phrases.when(startAt), reference }],
    ],
    choices: [
      { id: choiceId.cancel(reference, startAt), label: phrases.label('booking.cancelIt') },
      { id: choiceId.keep(reference), label: phrases.label('booking.keep') },
    ],
    proofs: [phrases.booking(booking)],
  };
}
