/**
 * Who would like a day that is full. When a time of it is given back, those who have waited longest are told, in their
 * own conversations; whoever taps first has it, by the same rules as everybody.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Slot } from '../domain/booking.ts';
import { type Business, say } from '../domain/business.ts';
import type { FollowUp } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Calendar, Store } from '../ports.ts';
import { addDays, localDate, sayShort, sayWhen, startOfDay } from '../time.ts';

export type TellLater = (conversationId: string, followUp: FollowUp) => Promise<void>;

export interface WaitlistDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly calendar: Calendar;
  /** Schedules a follow-up in somebody's conversation. */
  readonly tellLater: TellLater;
}

export interface Waitlist {
  /** False: they wait for it already. */
  join(
    who: { customerId: string; conversationId: string },
    serviceId: string,
    date: string,
    now: number,
  ): Promise<boolean>;
  /** A time was given back; telling twice about the same one changes nothing. */
  freed(slot: Slot, now: number): Promise<void>;
}

const Waiting = z.object({
  serviceId: z.string(),
  date: z.string(),
  who: z.array(z.object({ customerId: z.string(), conversationId: z.string(), at: z.number() })),
});
type Waiting = z.infer<typeof Waiting>;

/** Told about one free time: more would mean more disappointed. */
const TOLD_AT_ONCE = 2;
const MOST_SERVICES = 100;
const MAX_TRIES = 32;

const keyOf = (date: string) => `waiting:${date}`;
const idOf = (serviceId: string, date: string) => `waiting:${date}|${serviceId}`;

/** Who waits for that date, a service each; none without customers. */
export async function waitingOn(store: Pick<Store, 'listRecords'>, date: string): Promise<readonly Waiting[]> {
  const records = await store.listRecords('outreach', { key: keyOf(date), limit: MOST_SERVICES });
  return records.flatMap(({ body }) => Waiting.safeParse(body).data ?? []).filter(({ who }) => who.length > 0);
}

export function createWaitlist(
  { business }: { business: Business },
  { store, calendar, tellLater }: WaitlistDeps,
): Waitlist {
  async function change(serviceId: string, date: string, now: number, next: (body: Waiting) => Waiting): Promise<void> {
    const id = idOf(serviceId, date);
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const record = await store.getRecord('outreach', id);
      const before = record ? Waiting.parse(record.body) : { serviceId, date, who: [] };
      const body = next(before);
      if (body === before) return;
      try {
        const version = record?.version ?? 0;
        await store.putRecord('outreach', { id, key: keyOf(date), version, at: now, body: body as Json });
        return;
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
      }
    }
    throw new Error(`waitlist ${id}: ${MAX_TRIES} changes in a row were overtaken`);
  }

  return {
    async join({ customerId, conversationId }, serviceId, date, now) {
      let joined = false;
      await change(serviceId, date, now, (body) => {
        joined = body.who.every((other) => other.customerId !== customerId);
        return joined ? { ...body, who: [...body.who, { customerId, conversationId, at: now }] } : body;
      });
      return joined;
    },

    async freed(slot, now) {
      if (slot.startAt <= now) return;
      const date = localDate(slot.startAt, business.timeZone);
      const records = await store.listRecords('outreach', { key: keyOf(date), limit: MOST_SERVICES });
      for (const record of records) {
        const waiting = Waiting.parse(record.body);
        const free = waiting.who.length > 0 && (await freeNear(waiting.serviceId, date, slot));
        if (!free) continue;
        const told = waiting.who.slice(0, TOLD_AT_ONCE);
        // Told first, taken off after: a crash between tells them again, and the id of the follow-up makes that once.
        for (const { customerId, conversationId } of told)
          await tellLater(conversationId, offer(free, customerId, now));
        const gone = new Set(told.map(({ customerId }) => customerId));
        await change(waiting.serviceId, date, now, (body) => ({
          ...body,
          who: body.who.filter(({ customerId }) => !gone.has(customerId)),
        }));
      }
    },
  };

  /** A time of that service on that day that can really be booked now, at best the one that was given back. */
  async function freeNear(serviceId: string, date: string, { startAt }: Slot): Promise<Slot | undefined> {
    const from = startOfDay(date, business.timeZone);
    const to = startOfDay(addDays(date, 1), business.timeZone);
    const slots = await calendar.freeSlots({ serviceId, from, to, limit: 500 });
    return slots.toSorted((a, b) => Math.abs(a.startAt - startAt) - Math.abs(b.startAt - startAt))[0];
  }

  function offer(slot: Slot, customerId: string, now: number): FollowUp {
    const { serviceId, staffId, startAt } = slot;
    const service = business.services.find(({ id }) => id === serviceId)?.name ?? serviceId;
    const when = sayWhen(startAt, business);
    const text = say(business, 'booking.freed', { service, when });
    const label = sayShort(startAt, business);
    const who = createHash('sha256').update(customerId).digest('hex').slice(0, 12);
    return {
      id: `waitlist:${serviceId}|${startAt}|${who}`,
      kind: 'waitlist-offer',
      dueAt: now,
      say: {
        text,
        choices: [{ id: `booking:slot:${serviceId}:${staffId}:${startAt}`, label, description: when }],
        sources: [{ kind: 'tool', id: 'find-slots', title: 'Calendar', text: `${when}; ${label}` }],
      },
      cancelIf: 'booking-gone',
      about: `${serviceId} ${when}`,
    };
  }
}
