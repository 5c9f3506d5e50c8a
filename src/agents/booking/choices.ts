/** Ids of the buttons: each carries its whole meaning, because a customer may tap it days later. Pure. */
import type { Slot } from '../../domain/booking.ts';

export type BookingChoice =
  /** Does not know which service it is. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'service'; readonly serviceId: string }
  | { readonly kind: 'slot'; readonly serviceId: string; readonly startAt: number; readonly moving?: string }
  /** Wants to hear when a time of that local date becomes free. */
  | { readonly kind: 'wait'; readonly serviceId: string; readonly date: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'confirm' | 'change' | 'no'; readonly holdId: string }
  /** `startAt`: what the customer saw when they were asked. */
  | { readonly kind: 'cancel'; readonly reference: string; readonly startAt: number }
  | { readonly kind: 'drop' | 'move' | 'keep'; readonly reference: string };

export const choiceId = {
  unsure: 'booking:unsure:service',
  service: (serviceId: string) => `booking:service:${serviceId}`,
  slot: ({ serviceId, staffId, startAt }: Slot, moving?: string) =>
    `booking:slot:${serviceId}:${staffId}:${startAt}${moving ? `:${moving}` : ''}`,
  at: (serviceId: string, startAt: number, moving?: string) =>
    `booking:at:${serviceId}:${startAt}${moving ? `:${moving}` : ''}`,
  wait: (serviceId: string, date: string) => `booking:wait:${serviceId}:${date}`,
  name: (name: string) => `booking:name:${name}`,
  confirm: (holdId: string) => `booking:confirm:${holdId}`,
  change: (holdId: string) => `booking:change:${holdId}`,
  no: (holdId: string) => `booking:no:${holdId}`,
  cancel: (reference: string, startAt: number) => `booking:cancel:${reference}:${startAt}`,
  drop: (reference: string) => `booking:drop:${reference}`,
  move: (reference: string) => `booking:move:${reference}`,
  keep: (reference: string) => `booking:keep:${reference}`,
};

/** What a tapped id says; undefined when it is none of ours. Ids come from outside: nothing in them is trusted. */
export function parseChoice(id: string): BookingChoice | undefined {
  const [agent, kind, ...rest] = id.split(':');
  const [first = '', second = '', third = '', fourth] = rest;
  if (agent !== 'booking' || first === '') return undefined;
  switch (kind) {
    case 'unsure':
      return { kind };
    case 'service':
      return { kind, serviceId: first };
    case 'slot':
      return slotChoice(first, third, fourth);
    case 'at':
      return slotChoice(first, second, rest[2]);
    case 'wait':
      return /^\d{4}-\d{2}-\d{2}$/u.test(second) ? { kind, serviceId: first, date: second } : undefined;
    case 'name':
      return { kind, name: rest.join(':') };
    case 'confirm':
    case 'change':
    case 'no':
      return { kind, holdId: first };
    case 'cancel': {
      const startAt = instant(second);
      return startAt === undefined ? undefined : { kind, reference: first, startAt };
    }
    case 'drop':
    case 'move':
    case 'keep':
      return { kind, reference: first };
    default:
      return undefined;
  }
}

function slotChoice(serviceId: string, start: string, moving: string | undefined): BookingChoice | undefined {
  const startAt = instant(start);
  return startAt === undefined ? undefined : { kind: 'slot', serviceId, startAt, ...(moving ? { moving } : {}) };
}

/** Thirteen digits reach to the year 2286. */
function instant(text: string): number | undefined {
  return /^\d{1,13}$/u.test(text) ? Number(text) : undefined;
}
