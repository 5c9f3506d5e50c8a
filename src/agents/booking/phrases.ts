/** Words of the booking agent: configured sentences with values, and beside them the proof of every number they hold. */
import type { Slot } from '../../domain/booking.ts';
import { type Business, type Service, say } from '../../domain/business.ts';
import type { Utterance } from '../../domain/decision.ts';
import type { Source } from '../../domain/knowledge.ts';
import type { Choice } from '../../domain/message.ts';
import { withCall } from '../../leads/qualify.ts';
import { sayShort, sayWhen } from '../../time.ts';
import type { Brief } from './state.ts';
import type { BOOKING_TEXTS, BookingText } from './texts.ts';

/** A configured sentence with all its values. */
export type Line = {
  [Key in BookingText]: readonly [Key, Readonly<Record<(typeof BOOKING_TEXTS)[Key][number], string>>];
}[BookingText];

export interface Phrase {
  readonly lines: readonly Line[];
  readonly choices?: readonly Choice[];
  readonly proofs?: readonly Source[];
}

/** The narrowest button any channel draws, in UTF-16 code units. */
const MAX_LABEL_LENGTH = 20;

export type Phrases = ReturnType<typeof createPhrases>;

export function createPhrases(business: Business) {
  const money = new Intl.NumberFormat(business.locale, {
    style: 'currency',
    currency: business.currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
  const { services } = withCall(business);
  const serviceName = (id: string) => services.find((service) => service.id === id)?.name ?? id;
  const price = (service: Service) => money.format(service.price);
  const when = (at: number) => sayWhen(at, business);

  const bookingSource = ({ reference, serviceId, startAt, name }: Brief): Source => {
    const text = `${reference}: ${serviceName(serviceId)}, ${when(startAt)}; ${sayShort(startAt, business)}, ${name}`;
    return { kind: 'tool', id: `booking ${reference}`, title: 'Booking', text };
  };

  return {
    serviceName,
    price,
    when,
    personChoice: { id: 'handoff:person', label: clipped(say(business, 'unclearPerson')) } satisfies Choice,

    /** The sentences as one text, each proven by config, and the proofs of their values. */
    utterance({ lines, choices = [], proofs = [] }: Phrase): Utterance {
      const text = lines.map(([key, values]) => begun(say(business, key, values))).join(' ');
      const templates = [...new Set(lines.map(([key]) => key))].map((key) => templateSource(business, key));
      return { text, choices, sources: [...proofs, ...templates] };
    },

    label(
      key:
        | 'booking.yes'
        | 'booking.change'
        | 'booking.no'
        | 'booking.cancelIt'
        | 'booking.keep'
        | 'booking.moveIt'
        | 'booking.cancelBooking'
        | 'booking.wait'
        | 'booking.notSure',
    ): string {
      return clipped(say(business, key));
    },

    nameLabel(name: string): string {
      const label = say(business, 'booking.bookAs', { name });
      return label.length <= MAX_LABEL_LENGTH ? label : clipped(name);
    },

    slotChoice(id: string, { startAt }: Pick<Slot, 'startAt'>): Choice {
      return { id, label: sayShort(startAt, business), description: when(startAt) };
    },

    serviceChoice(id: string, service: Service): Choice {
      return { id, label: clipped(service.name), description: `${service.minutes} min, ${price(service)}` };
    },

    bookingChoice(id: string, booking: Brief): Choice {
      return {
        id,
        label: sayShort(booking.startAt, business),
        description: `${serviceName(booking.serviceId)}, ${booking.reference}`,
      };
    },

    /** Instants as the calendar gave them, in every form they are said. */
    times(tool: string, instants: readonly number[]): Source {
      const text = instants.map((at) => `${when(at)}; ${sayShort(at, business)}`).join('\n');
      return { kind: 'tool', id: tool, title: 'Calendar', text };
    },

    /** What the customer would like, as we understood it. */
    wish(words: string): Source {
      return { kind: 'tool', id: 'wish', title: 'The customer would like', text: words };
    },

    booking: bookingSource,

    /** One of the sentences that name service, time and reference of a booking, with its proof. */
    about(key: 'booking.kept' | 'booking.yourBooking' | 'booking.reminder', booking: Brief): Phrase {
      const { reference, serviceId, startAt } = booking;
      return {
        lines: [[key, { service: serviceName(serviceId), when: when(startAt), reference }]],
        proofs: [bookingSource(booking)],
      };
    },

    service(service: Service): Source {
      const text = `${service.name}: ${service.minutes} minutes, ${price(service)}`;
      return { kind: 'business', id: `services.${service.id}`, title: 'Price list', text };
    },

    rule(id: string, text: string): Source {
      return { kind: 'business', id, title: 'Booking rules', text };
    },

    customer(text: string): Source {
      return { kind: 'customer', id: 'name', title: 'The customer said', text };
    },
  };
}

function templateSource(business: Business, key: string): Source {
  return { kind: 'business', id: `texts.${key}`, title: 'Configured text', text: say(business, key) };
}

/** A sentence that begins with a value, such as "martes" or "giovedì", begins with a capital all the same. */
function begun(sentence: string): string {
  return sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function clipped(label: string): string {
  const signs = [...label];
  return label.length <= MAX_LABEL_LENGTH
    ? label
    : `${signs
        .slice(0, MAX_LABEL_LENGTH - 2)
        .join('')
        .trimEnd()}…`;
}
