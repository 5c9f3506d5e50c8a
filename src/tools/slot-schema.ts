/** A slot as tools take and give it. The end is never taken from outside: the service's length in config decides it. */
import { z } from 'zod';
import type { Slot } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';
import { MINUTE_MS } from '../time.ts';

const id = z.string().min(1).max(100);
/** ms since 1970. */
export const instant = z.int().min(0);

export const slotInput = { serviceId: id, staffId: id, startAt: instant };
export const slotOutput = z.object({ serviceId: z.string(), staffId: z.string(), startAt: instant, endAt: instant });

/** The whole slot, undefined when there is no such service or that person does not do it. */
export function wholeSlot(business: Pick<Business, 'services'>, input: Omit<Slot, 'endAt'>): Slot | undefined {
  const service = business.services.find(({ id: serviceId }) => serviceId === input.serviceId);
  if (!service?.staff.includes(input.staffId)) return undefined;
  const { serviceId, staffId, startAt } = input;
  return { serviceId, staffId, startAt, endAt: startAt + service.minutes * MINUTE_MS };
}
